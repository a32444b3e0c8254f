import { readAttributes } from './attributes.ts';
import type { Clause } from './clauses.ts';
import { firstOf, has, is } from './kinds.ts';
import type { PlanStep } from './plan-step.ts';
import { readClauses, type Meaning } from './reading.ts';
import type { Word } from './words.ts';

/** Puts the clauses together: neighbouring edits are one text, and what must come before an export does. */
export function makePlan(clauses: Clause[], message: string): PlanStep[] {
  const meanings = readClauses(clauses);
  if (meanings.every(({ kind }) => kind === 'aside' || kind === 'edit'))
    return [
      meanings.some(isEdit) ? chatStep(message.trim()) : leftOver(clauses, meanings, message),
    ];
  const steps: PlanStep[] = [];
  /** Where the edit ends that may still grow. */
  let end: number | undefined;
  const addEdit = (text: string, { from, to }: Clause): void => {
    const last = steps.at(-1);
    if (end !== undefined && last?.text !== undefined) last.text += message.slice(end, from) + text;
    else steps.push(chatStep(text));
    end = to;
  };
  for (const [index, clause] of clauses.entries()) {
    const meaning = meanings[index] as Meaning;
    const last = steps.at(-1);
    const whole = message.slice(clause.from, clause.to);
    switch (meaning.kind) {
      // What stands on both sides of a refusal is not one text.
      case 'refused':
        end = undefined;
        break;
      case 'aside':
        if (last?.action === 'export' || last?.action === 'upload')
          addDetails(last, detailsOf(last.action, meaning.words, message));
        // "make it 30 seconds, 1080p", "swap this and that"
        else if (has(meaning.words, 'size', 'file') || (last?.text && clause.seam === 'and'))
          addEdit(whole, clause);
        break;
      case 'action':
        if (meaning.wish) addEdit(message.slice(meaning.words.at(-1)?.end, clause.to), clause);
        else end = undefined;
        addRequest(steps, meaning, message);
        break;
      case 'cut':
      case 'edit': {
        const isBefore = last?.action === 'export' && comesBefore(clause, meanings[index - 1]);
        if (isBefore) steps.pop();
        addEdit(meaning.kind === 'cut' ? textOf(meaning.pieces, message) : whole, clause);
        if (isBefore) steps.push(last);
      }
    }
  }
  for (const step of steps) if (step.text !== undefined) step.text = trimMarks(step.text);
  const said = steps.filter(({ text }) => text !== '');
  return said.length > 0 ? said : [leftOver(clauses, meanings, message)];
}

/** A step asked for twice in a row is done once. */
function addRequest(
  steps: PlanStep[],
  { action, name, words }: Meaning & { kind: 'action' },
  message: string,
): void {
  const details = detailsOf(action, words, message);
  const same = steps.at(-1);
  if (same?.action === action && same.media === details.media) return addDetails(same, details);
  const said = message.slice(firstOf(words)?.start ?? 0, words.at(-1)?.end).toLowerCase();
  steps.push({ action, ...details, skip_sse: true, because: `${name}: "${said}"` });
}

const isEdit = ({ kind }: Meaning): boolean => kind === 'edit';

const textOf = (pieces: [from: number, to: number][], message: string): string =>
  pieces.map(([from, to]) => message.slice(from, to)).join('');

/** "export it, but first cut the outro", "export it with subtitles | and music". */
const comesBefore = ({ words, seam }: Clause, previous: Meaning | undefined): boolean =>
  previous?.kind === 'action' &&
  (is(firstOf(words), 'with', 'after') ||
    words.some(({ text }) => /^(?:first|先|zuerst|erst|primero|primeiro|먼저)$/.test(text)) ||
    (previous.wish && seam !== 'then'));

type Details = Pick<PlanStep, 'files' | 'out' | 'resolution' | 'unavailable' | 'media'>;

/** What the words of a request say of it: the files of an upload, the size and name of an export. */
function detailsOf(action: PlanStep['action'], words: Word[], message: string): Details {
  const written = ({ start, end }: Word): string => message.slice(start, end);
  if (action === 'export') return readAttributes(words, written);
  if (action !== 'upload') return {};
  const files = words
    .filter((word) => is(word, 'quoted', 'link', 'file'))
    .map((word) => written(word).replace(/^["'“‘「『《«„＂]|["'”’」』》»“＂]$/g, ''));
  return { files: files.filter((file) => file !== '') };
}

/** "export it, 1080p please", "upload a.mp4 and b.mp4": what was said first counts. */
function addDetails(step: PlanStep, { files = [], ...details }: Details): void {
  step.files?.push(...files);
  Object.assign(step, { ...details, ...step });
}

/** Without the marks at its ends that tied it to other requests. */
function trimMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && /[\s,;:!?)，。；：！？、…）–—-]/.test(text.charAt(from))) from += 1;
  while (to > from && /[\s,.;:!?(，。；：！？、…（–—-]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const chatStep = (text: string): PlanStep => ({
  action: 'chat',
  text,
  skip_sse: false,
  because: 'everything else goes to the editor',
});

const PLEASE =
  /^(?:please|pls|plz|por favor|plait|s'il .*|svp|bitte|请|麻烦|ください|お願い.*|주세요|부탁.*)$/;

/** Nothing was asked for: a refusal, the video's name alone, no words at all, or an answer to the editor. */
function leftOver(clauses: Clause[], meanings: Meaning[], message: string): PlanStep {
  const words = clauses.flatMap((clause) => clause.words);
  const isNamed = has(words, 'video') && !has(words, 'a');
  if (!meanings.some(({ kind }) => kind === 'refused')) {
    if (isNamed && words.some(({ text }) => PLEASE.test(text)))
      return {
        action: 'export',
        ...detailsOf('export', words, message),
        skip_sse: true,
        because: `asks for the file: "${message.trim()}"`,
      };
    if (!isNamed && /\p{L}|\p{N}/u.test(message)) return chatStep(message.trim());
  }
  return { action: 'state', skip_sse: true, because: 'asks for nothing: shows where things stand' };
}
