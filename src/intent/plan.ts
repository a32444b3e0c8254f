import { readAttributes, type Attributes } from './attributes.ts';
import type { Clause } from './clauses.ts';
import { originOf, type Folded } from './fold.ts';
import { firstOf, has, is, type Found } from './kinds.ts';
import type { PlanStep } from './plan-step.ts';
import { isListed, readClause, type Meaning, type Piece } from './reading.ts';
import type { Word } from './words.ts';

/** What was written, and where its words are in it. */
export interface Source {
  message: string;
  folded: Folded;
}

interface Part {
  clause: Clause;
  meaning: Meaning;
}

/** What one step is made of, while it may still grow: the pieces of the message that are an edit's words, or a step. */
type Draft = { pieces: Piece[]; end: number } | { step: PlanStep };

/** Puts the clauses together: neighbouring edits are one, what must come before an export does. */
export function makePlan(clauses: Clause[], source: Source): PlanStep[] {
  const parts = readParts(clauses);
  const drafts: Draft[] = [];
  for (const index of parts.keys()) addPart(drafts, parts, { index, source });
  const steps = drafts.flatMap((draft) =>
    'step' in draft ? draft.step : chatSteps(draft.pieces, source),
  );
  if (steps.length === 0) return [leftOver(parts, source.message)];
  const isWhole = parts.every(
    ({ meaning }) =>
      !/^(?:action|refused)$/.test(meaning.kind) && !('isCut' in meaning && meaning.isCut),
  );
  return isWhole && drafts.length === 1 ? [chatStep(source.message.trim())] : steps;
}

function readParts(clauses: Clause[]): Part[] {
  const parts = clauses.map((clause): Part => ({ clause, meaning: readClause(clause) }));
  const editAt = (index: number): Clause | undefined =>
    parts[index]?.meaning.kind === 'edit' ? parts[index].clause : undefined;
  for (const [index, { clause, meaning }] of parts.entries())
    if (meaning.kind === 'action' && isListed(clause, editAt(index - 1), editAt(index + 1)))
      parts[index] = {
        clause,
        meaning: { kind: 'edit', pieces: [[clause.from, clause.to]], isCut: false },
      };
  return parts;
}

function addPart(
  drafts: Draft[],
  parts: Part[],
  { index, source }: { index: number; source: Source },
): void {
  const { clause, meaning } = parts[index] as Part;
  const next = parts[index + 1];
  const last = drafts.at(-1);
  const open = last && 'step' in last ? last.step : undefined;
  if (meaning.kind === 'denial' && open?.action === 'export') drafts.pop();
  // What stands on both sides of a refusal is not one text.
  if (meaning.kind === 'refused') drafts.push({ pieces: [], end: clause.to });
  if (meaning.kind === 'attributes' && !(open && takesAttributes(open, meaning.words, source)))
    addEdit(drafts, [[clause.from, clause.to]], clause);
  if (meaning.kind === 'action') {
    const { found, words } = meaning;
    // "is it ready? Then export it"
    if (found.name === 'asks about the video' && isExport(next)) return;
    const wish = words[found.length];
    if (wish) addEdit(drafts, [[words[found.length - 1]?.end ?? wish.start, clause.to]], clause);
    addStep(drafts, actionStep(found, words.slice(0, found.length), source));
  }
  if (meaning.kind !== 'edit') return;
  // "don't add music, just export"
  if (is(firstOf(clause.words), 'not') && isExport(next) && next && has(next.clause.words, 'only'))
    return;
  const isBefore = last && open?.action === 'export' && comesBefore(clause, parts[index - 1]);
  if (isBefore) drafts.pop();
  addEdit(drafts, meaning.pieces, clause);
  if (isBefore) drafts.push(last);
}

const isExport = (part: Part | undefined): boolean =>
  part?.meaning.kind === 'action' && part.meaning.found.action === 'export';

/** "export it, but first cut the outro", "export it with subtitles | and music". */
function comesBefore(
  clause: Clause,
  { meaning }: Part = { clause, meaning: { kind: 'aside' } },
): boolean {
  if (is(firstOf(clause.words), 'with', 'after')) return true;
  if (
    clause.words.some(({ text }) => /^(?:first|先|zuerst|erst|primero|primeiro|먼저)$/.test(text))
  )
    return true;
  return (
    meaning.kind === 'action' &&
    meaning.words.length > meaning.found.length &&
    clause.seam !== 'then'
  );
}

/** Neighbours stay one text, with what stood between them. */
function addEdit(drafts: Draft[], pieces: Piece[], { from, to }: Clause): void {
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
  const said = source.folded.text.slice(
    firstOf(words)?.start ?? words[0]?.start ?? 0,
    words.at(-1)?.end ?? 0,
  );
  return {
    action,
    ...(action === 'upload' && { files: filesIn(words, source) }),
    ...(action === 'export' &&
      readAttributes(words, ({ start, end }) => sliceOf([start, end], source))),
    skip_sse: true,
    because: `${name}: "${said}"`,
  };
}

/** "export it, 1080p please", "upload a.mp4 and b.mp4". */
function takesAttributes(step: PlanStep, words: Word[], source: Source): boolean {
  const { files = [], ...attributes } = {
    files: filesIn(words, source),
    ...readAttributes(words, ({ start, end }) => sliceOf([start, end], source)),
  };
  if (step.action === 'upload' && files.length > 0) step.files = [...(step.files ?? []), ...files];
  else if (step.action === 'export') addAttributes(step, attributes);
  else return false;
  return true;
}

/** What was said first counts. */
const addAttributes = (step: PlanStep, { out, resolution, unavailable }: Attributes): void =>
  void Object.assign(step, {
    ...(out && { out }),
    ...(resolution && { resolution }),
    ...(unavailable && { unavailable }),
    ...step,
  });

const sliceOf = ([start, end]: Piece, { message, folded }: Source): string =>
  message.slice(originOf(folded, start), originOf(folded, end));

const filesIn = (words: Word[], source: Source): string[] =>
  words
    .filter((word) => is(word, 'quoted', 'link', 'file'))
    .map(({ start, end }) =>
      sliceOf([start, end], source).replace(/^["'“‘「『《«„]|["'”’」』》»“]$/g, ''),
    )
    .filter((file) => file !== '');

/** The words as they were written, without the marks at their ends that tied them to other requests. */
function chatSteps(pieces: Piece[], source: Source): PlanStep[] {
  const text = trimMarks(pieces.map((piece) => sliceOf(piece, source)).join(''));
  return text === '' ? [] : [chatStep(text)];
}

function trimMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && /[\s,;:!?，。；：！？、…–—-]/.test(text.charAt(from))) from += 1;
  while (to > from && /[\s,.;:!?，。；：！？、…–—-]/.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const chatStep = (text: string): PlanStep => ({
  action: 'chat',
  text,
  skip_sse: false,
  because: 'everything else goes to the editor',
});
const freeStep = (action: 'state' | 'export', because: string): PlanStep => ({
  action,
  skip_sse: true,
  because,
});

const PLEASE =
  /^(?:please|pls|plz|por favor|s'il .*|svp|bitte|请|麻烦|ください|お願い.*|주세요|부탁.*)$/;

/** Nothing was asked for: a refusal, the video's name alone, no words at all, or an answer to the editor. */
function leftOver(parts: Part[], message: string): PlanStep {
  const words = parts.flatMap(({ clause }) => clause.words);
  if (parts.some(({ meaning }) => meaning.kind === 'refused'))
    return freeStep('state', 'asked not to, or not yet: shows where things stand');
  const isNamed = has(words, 'video') && !has(words, 'a');
  if (isNamed && words.some(({ text }) => PLEASE.test(text)))
    return freeStep('export', `asks for the file: "${message.trim()}"`);
  if (isNamed) return freeStep('state', 'only names the video: shows where things stand');
  if (!/\p{L}|\p{N}/u.test(message)) return freeStep('state', 'no words: shows where things stand');
  return chatStep(message.trim());
}
