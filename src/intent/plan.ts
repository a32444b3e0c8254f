import { isAside, type Found } from './actions.ts';
import { findAttributes } from './attributes.ts';
import type { Clause } from './clauses.ts';
import { originOf, type Folded } from './fold.ts';
import type { PlanStep } from './plan-step.ts';
import { isListed, readClause, type Meaning } from './reading.ts';
import type { Word } from './words.ts';

/** What was written, and where its words are in it. */
export interface Source {
  message: string;
  folded: Folded;
}

/** What one step is made of, while it may still grow: the pieces of the message that are an edit's words, or a step. */
type Draft = { pieces: [number, number][]; end: number } | { step: PlanStep };
interface Part {
  clause: Clause;
  meaning: Meaning;
}

/** Puts the clauses together: neighbouring edits are one, what must come before an export does. */
export function makePlan(clauses: Clause[], source: Source): PlanStep[] {
  const meanings = clauses.map(readClause);
  const parts: Part[] = [];
  for (const [index, clause] of clauses.entries()) {
    const meaning = meanings[index] as Meaning;
    const [before, after] = [parts.at(-1), clauses[index + 1]];
    const beside = (part: Part | undefined): Clause | undefined =>
      part?.meaning.kind === 'edit' ? part.clause : undefined;
    const next = after && { clause: after, meaning: meanings[index + 1] as Meaning };
    const isContent = meaning.kind === 'action' && isListed(clause, beside(before), beside(next));
    parts.push({
      clause,
      meaning: isContent
        ? { kind: 'edit', pieces: [[clause.from, clause.to]], isCut: false }
        : meaning,
    });
  }
  const drafts: Draft[] = [];
  for (const [index, part] of parts.entries()) addPart(drafts, part, { parts, index, source });
  const steps = drafts.flatMap((draft) =>
    'step' in draft ? [draft.step] : chatSteps(draft.pieces, source),
  );
  if (steps.length === 0) return [leftOver(parts, source.message)];
  const isWhole = parts.every(
    ({ meaning: { kind, ...rest } }) =>
      /^(?:aside|denial|attributes)$/.test(kind) || ('isCut' in rest && !rest.isCut),
  );
  return isWhole && drafts.length === 1 ? [chatStep(source.message.trim())] : steps;
}

function addPart(
  drafts: Draft[],
  { clause, meaning }: Part,
  { parts, index, source }: { parts: Part[]; index: number; source: Source },
): void {
  const last = drafts.at(-1);
  const [before, next] = [parts[index - 1], parts[index + 1]];
  switch (meaning.kind) {
    case 'aside':
      return;
    case 'denial':
      if (last && 'step' in last && last.step.action === 'export') drafts.pop();
      return;
    case 'refused':
      // What stands on both sides of it is not one text.
      drafts.push({ pieces: [], end: clause.to });
      return;
    case 'action': {
      const { found, words } = meaning;
      if (found.name === 'asks about the video' && isExport(next)) return;
      const wish = words[found.length];
      if (wish) addEdit(drafts, [[wish.start, clause.to]], clause);
      return addStep(drafts, actionStep(found, words.slice(0, found.length), source));
    }
    case 'attributes':
      if (last && 'step' in last && takesAttributes(last.step, meaning.words, source)) return;
      return addEdit(drafts, [[clause.from, clause.to]], clause);
    case 'edit': {
      const [first] = clause.words.filter((word) => !isAside(word));
      // "don't add music, just export"
      if (
        first?.kind === 'not' &&
        isExport(next) &&
        next?.clause.words.some(({ kind }) => kind === 'only')
      )
        return;
      const isAfterWish =
        before?.meaning.kind === 'action' &&
        before.meaning.words.length > before.meaning.found.length &&
        clause.seam !== 'then';
      const isCondition =
        first?.kind === 'with' ||
        first?.kind === 'after' ||
        clause.words.some(({ text }) =>
          /^(?:first|先|zuerst|erst|primero|primeiro|먼저)$/.test(text),
        );
      if (last && 'step' in last && last.step.action === 'export' && (isAfterWish || isCondition)) {
        drafts.pop();
        addEdit(drafts, meaning.pieces, clause);
        drafts.push(last);
      } else addEdit(drafts, meaning.pieces, clause);
      return;
    }
    default:
      meaning satisfies never;
  }
}

const isExport = (part: Part | undefined): boolean =>
  part?.meaning.kind === 'action' && part.meaning.found.action === 'export';

/** Neighbours stay one text, with what stood between them. */
function addEdit(drafts: Draft[], pieces: [number, number][], { from, to }: Clause): void {
  const last = drafts.at(-1);
  if (last && 'pieces' in last && last.pieces.length > 0) {
    last.pieces.push([last.end, from], ...pieces);
    last.end = to;
  } else drafts.push({ pieces: [...pieces], end: to });
}

/** A step asked for twice in a row is done once. */
function addStep(drafts: Draft[], step: PlanStep): void {
  const last = drafts.findLast((draft) => 'step' in draft || draft.pieces.length > 0);
  if (!last || !('step' in last) || last.step.action !== step.action) drafts.push({ step });
  else if (step.files) last.step.files = [...(last.step.files ?? []), ...step.files];
  else addAttributes(last.step, step);
}

function actionStep({ action, name }: Found, words: Word[], source: Source): PlanStep {
  const first = words.find((word) => !isAside(word)) ?? words[0];
  const said = source.folded.text.slice(first?.start ?? 0, words.at(-1)?.end ?? 0);
  return {
    action,
    ...(action === 'upload' && { files: filesIn(words, source) }),
    ...(action === 'export' && readAttributes(words, source)),
    skip_sse: true,
    because: `${name}: "${said}"`,
  };
}

/** "export it, 1080p please", "upload a.mp4 and b.mp4". */
function takesAttributes(step: PlanStep, words: Word[], source: Source): boolean {
  const files = filesIn(words, source);
  if (step.action === 'upload' && files.length > 0) step.files = [...(step.files ?? []), ...files];
  else if (step.action === 'export') addAttributes(step, readAttributes(words, source));
  else return false;
  return true;
}

type Attributes = Pick<PlanStep, 'out' | 'resolution' | 'unavailable'>;

/** What was said first counts. */
function addAttributes(step: PlanStep, { out, resolution, unavailable }: Attributes): void {
  if (out !== undefined) step.out ??= out;
  if (resolution !== undefined) step.resolution ??= resolution;
  if (unavailable !== undefined) step.unavailable ??= unavailable;
}

function readAttributes(words: Word[], source: Source): Attributes {
  // "save it as final.mp4", 导出为final.mp4; in "export clip.mp4" the name says what is exported.
  const name = words.find(
    ({ kind }, at) =>
      kind === 'file' &&
      /(?:^|\s)(?:as|to|into|named|called|als|como|comme)$|[为成叫]$/.test(
        words[at - 1]?.text ?? '',
      ),
  );
  const file = name && sliceOf(name, source);
  const isName = file !== undefined && /\.mp4$/i.test(file) && !file.startsWith('~');
  return {
    ...(isName && { out: file }),
    ...findAttributes(words.map(({ text }) => text).join(' ')),
  };
}

const sliceOf = (
  { start, end }: { start: number; end: number },
  { message, folded }: Source,
): string => message.slice(originOf(folded, start), originOf(folded, end));

const filesIn = (words: Word[], source: Source): string[] =>
  words
    .filter(({ kind }) => kind === 'quoted' || kind === 'link' || kind === 'file')
    .map((word) => sliceOf(word, source).replace(/^["'“‘「『《«„]|["'”’」』》»“]$/g, ''))
    .filter((file) => file !== '');

/** The words as they were written, without the marks at their ends that tied them to other requests. */
function chatSteps(pieces: [number, number][], source: Source): PlanStep[] {
  const text = trimMarks(pieces.map(([start, end]) => sliceOf({ start, end }, source)).join(''));
  return text === '' ? [] : [chatStep(text)];
}

function trimMarks(text: string): string {
  let [from, to] = [0, text.length];
  const isMark = (at: number): boolean => /[\s,.;:!?，。；：！？、…–—-]/.test(text.charAt(at));
  while (from < to && isMark(from) && text.charAt(from) !== '.') from += 1;
  while (to > from && isMark(to - 1)) to -= 1;
  return text.slice(from, to);
}

const chatStep = (text: string): PlanStep => ({
  action: 'chat',
  text,
  skip_sse: false,
  because: 'everything else goes to the editor',
});

const PLEASE =
  /^(?:please|pls|plz|por favor|s'il .*|svp|bitte|请|麻烦|ください|お願い.*|주세요|부탁.*)$/;

/** Nothing was asked for: an answer to the editor, a refusal, or no words at all. */
function leftOver(parts: Part[], message: string): PlanStep {
  const isRefused = parts.some(({ meaning }) => meaning.kind === 'refused');
  if (isRefused)
    return {
      action: 'state',
      skip_sse: true,
      because: 'asked not to, or not yet: shows where things stand',
    };
  const named = parts.flatMap(({ clause }) => clause.words);
  if (
    named.some(({ kind }) => kind === 'video') &&
    parts.every(({ meaning }) => meaning.kind === 'aside')
  )
    return named.some(({ text }) => PLEASE.test(text))
      ? { action: 'export', skip_sse: true, because: `asks for the file: "${message.trim()}"` }
      : {
          action: 'state',
          skip_sse: true,
          because: 'only names the video: shows where things stand',
        };
  if (!/\p{L}|\p{N}/u.test(message))
    return { action: 'state', skip_sse: true, because: 'no words: shows where things stand' };
  return chatStep(message.trim());
}
