import { findResolution } from './intent/attributes.ts';
import { fold, originOf, type Folded } from './intent/fold.ts';
import { languagesOf } from './intent/languages.ts';
import { mask } from './intent/mask.ts';
import type { Part } from './intent/part.ts';
import { readParts } from './intent/parts.ts';
import type { RoleRule } from './intent/rules.ts';
import { lettersOf } from './intent/segments.ts';
import { tokenize, type Token } from './intent/tokens.ts';
import type { Action } from './intent/action.ts';

/** One step of what a message asks for. */
export interface PlanStep {
  action: Action;
  /** For `chat`: the words for the editor, exactly as they were written. */
  text?: string;
  /** For `upload`: paths and URLs. */
  files?: string[];
  /** For `export`: the resolution the message names. */
  resolution?: string;
  /** True when the step needs no turn with the editor (seed, "Skip SSE?"). */
  skip_sse: boolean;
  /** The rule and the words that decided. */
  because: string;
}

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 * What is not clearly a request for one of the other actions goes to the editor word for word.
 */
export function routeMessage(message: string, files: string[] = []): PlanStep[] {
  const folded = fold(message);
  const text = mask(folded.text);
  let plan: PlanStep[] = [];
  for (const language of languagesOf(text)) {
    const parts = readParts(tokenize(text, language.vocabulary), language, text);
    plan = makePlan(parts, { message, folded });
    if (parts.some(({ meaning }) => !/edit|padding|attributes/.test(meaning.kind))) break;
  }
  return withUpload(plan, message, files);
}

interface Source {
  message: string;
  folded: Folded;
}

/** What one step is made of, while it may still grow. */
type Draft = { edit: Token[] } | { step: PlanStep };

function makePlan(parts: Part[], source: Source): PlanStep[] {
  const drafts: Draft[] = [];
  for (const [index, part] of parts.entries()) addPart(drafts, part, { parts, index, source });
  const steps = drafts.flatMap((draft) =>
    'step' in draft ? [draft.step] : editStep(draft.edit, source),
  );
  if (steps.length === 0) return [leftOver(parts, source.message)];
  const isWhole =
    steps.length === 1 &&
    parts.every(({ meaning }) => /edit|padding|attributes/.test(meaning.kind));
  return isWhole ? [chatStep(source.message.trim())] : steps;
}

interface Place {
  parts: Part[];
  index: number;
  source: Source;
}

function addPart(drafts: Draft[], part: Part, { parts, index, source }: Place): void {
  const { meaning, tokens } = part;
  const last = drafts.at(-1);
  switch (meaning.kind) {
    case 'padding':
      return;
    case 'refused':
      // What stands on both sides of it is not one text.
      drafts.push({ edit: [] });
      return;
    case 'action':
      addStep(drafts, actionStep(meaning.rule, tokens, source));
      return;
    case 'conditional':
      addEdit(drafts, meaning.edit);
      addStep(drafts, actionStep(meaning.rule, meaning.tokens, source));
      return;
    case 'attributes':
      if (last && 'step' in last && takesAttributes(last.step, tokens, source)) return;
      break;
    case 'edit':
      if (meaning.isRefusal && isOnlyExport(parts[index + 1])) return;
      if (index === 0 && isOnlyNamed(part, parts[1])) return;
      // "don't export until …"
      if (parts[index - 1]?.meaning.kind === 'refused' && tokens[0]?.role === 'P') return;
      break;
    default:
      meaning satisfies never;
  }
  const isCondition =
    /^[<c]|^[^T]*1/.test(lettersOf(tokens)) ||
    (parts[index - 1]?.meaning.kind === 'conditional' && part.seam === 'weak');
  if (last && 'step' in last && last.step.action === 'export' && isCondition) {
    drafts.pop();
    addEdit(drafts, tokens);
    drafts.push(last);
  } else addEdit(drafts, tokens);
}

/** "don't add music, just export": the refusal only says what the export is instead of. */
const isOnlyExport = (next: Part | undefined): boolean =>
  next?.meaning.kind === 'action' && /^[t]*O/.test(lettersOf(next.tokens));

/** "the video, send it to me": the first part only says what the second is about. */
const isOnlyNamed = (part: Part, next: Part | undefined): boolean =>
  next?.meaning.kind === 'action' && /^[tdav]+$/.test(lettersOf(part.tokens));

function addEdit(drafts: Draft[], tokens: Token[]): void {
  const last = drafts.at(-1);
  if (last && 'edit' in last) last.edit.push(...tokens);
  else drafts.push({ edit: [...tokens] });
}

/** A step asked for twice in a row is done once. */
function addStep(drafts: Draft[], step: PlanStep): void {
  const last = drafts.at(-1);
  if (!last || !('step' in last) || last.step.action !== step.action) drafts.push({ step });
  else if (step.files) last.step.files = [...(last.step.files ?? []), ...step.files];
  else if (step.resolution !== undefined) last.step.resolution ??= step.resolution;
}

/** "export it, 1080p please", "upload a.mp4 and b.mp4". */
function takesAttributes(step: PlanStep, tokens: Token[], source: Source): boolean {
  const files = filesIn(tokens, source);
  if (step.action === 'upload' && files.length > 0) {
    step.files = [...(step.files ?? []), ...files];
    return true;
  }
  if (step.action !== 'export') return false;
  const resolution = findResolution(wordsOf(tokens));
  if (resolution !== undefined) step.resolution ??= resolution;
  return true;
}

const wordsOf = (tokens: Token[]): string => tokens.map(({ text }) => text).join(' ');

function actionStep(
  { action, name, decided }: RoleRule,
  tokens: Token[],
  source: Source,
): PlanStep {
  const words = tokens.filter(({ role }) => decided.test(role) && role !== 'F' && role !== 'U');
  const resolution = action === 'export' ? findResolution(wordsOf(tokens)) : undefined;
  const said = quoteWords(words);
  return {
    action,
    ...(action === 'upload' && { files: filesIn(tokens, source) }),
    ...(resolution !== undefined && { resolution }),
    skip_sse: true,
    because: said === '' ? name : `${name}: "${said}"`,
  };
}

/** Words that stand side by side are told as one. */
const quoteWords = (words: Token[]): string =>
  words
    .map(({ text, start }, index) => {
      const previous = words[index - 1];
      const gap = previous ? start - previous.end : 0;
      return `${previous ? (['', ' '][gap] ?? ' … ') : ''}${text}`;
    })
    .join('');

const filesIn = (tokens: Token[], source: Source): string[] =>
  tokens
    .filter(({ role }) => /[QUF]/.test(role))
    .map((token) => sliceOf([token], source).replace(/^["'“‘「『《«„]|["'”’」』》»“]$/g, ''))
    .filter((file) => file !== '');

const sliceOf = (tokens: Token[], { message, folded }: Source): string =>
  message.slice(originOf(folded, tokens[0]?.start ?? 0), originOf(folded, tokens.at(-1)?.end ?? 0));

function editStep(tokens: Token[], source: Source): PlanStep[] {
  if (tokens.length === 0) return [];
  // The word that tied it to another request.
  const own = tokens.length > 1 && /^<$/.test(tokens[0]?.role ?? '') ? tokens.slice(1) : tokens;
  const text = sliceOf(own, source).trim();
  return text === '' ? [] : [chatStep(text)];
}

const chatStep = (text: string, because = 'everything else goes to the editor'): PlanStep => ({
  action: 'chat',
  text,
  skip_sse: false,
  because,
});

/** Nothing was asked for: an answer to the editor, a refusal, or no words at all. */
function leftOver(parts: Part[], message: string): PlanStep {
  if (parts.length === 0 && !/\p{L}|\p{N}|\p{S}/u.test(message)) {
    return { action: 'state', skip_sse: true, because: 'no words: shows where things stand' };
  }
  const isRefused = parts.some(({ meaning }) => meaning.kind === 'refused');
  return chatStep(
    message.trim(),
    isRefused ? 'asked not to, or not yet: nothing is done but to tell the editor' : undefined,
  );
}

/** Media goes first, whatever the order of the words: everything else works on it. */
function withUpload(plan: PlanStep[], message: string, given: string[]): PlanStep[] {
  const asked = plan.find(({ action }) => action === 'upload');
  const rest = plan.filter(({ action }) => action !== 'upload');
  if (given.length === 0) return asked ? [asked, ...rest] : plan;
  const isEmpty = !/\p{L}|\p{N}|\p{S}/u.test(message);
  const upload: PlanStep = {
    action: 'upload',
    files: given,
    skip_sse: true,
    because: 'files were given',
  };
  return isEmpty ? [upload] : [upload, ...rest];
}
