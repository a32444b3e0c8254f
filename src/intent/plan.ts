import type { Part } from './part.ts';
import { saysNothing } from './classify.ts';
import type { PlanStep } from './plan-step.ts';
import { roles } from './role-pattern.ts';
import { ASKS_WHETHER_READY } from './rules.ts';
import { lettersOf } from './segments.ts';
import {
  actionStep,
  addAttributes,
  chatStep,
  editStep,
  takesAttributes,
  type Source,
} from './steps.ts';
import { isRole, type Token } from './tokens.ts';

const CONDITION = roles`^ (after|with) | ^ ((?! topic) .)* first`;
const STARTS_WITH_ONLY = roles`^ filler* only`;
const NAMES_VIDEO = roles`^ (filler|the|finished|video)+ $`;

/** What one step is made of, while it may still grow. */
type Draft = { edit: Token[] } | { step: PlanStep };

/** Puts the parts of a message together: neighbouring edits are one, conditions come before their export. */
export function makePlan(parts: Part[], source: Source): PlanStep[] {
  const drafts: Draft[] = [];
  for (const [index, part] of parts.entries()) addPart(drafts, part, { parts, index, source });
  const steps = drafts.flatMap((draft) =>
    'step' in draft ? [draft.step] : editStep(draft.edit, source),
  );
  if (steps.length === 0) return [leftOver(parts, source.message)];
  const isWhole = steps.length === 1 && parts.every(({ meaning }) => saysNothing(meaning));
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
    case 'denial':
      if (last && 'step' in last && last.step.action === 'export') drafts.pop();
      return;
    case 'refused':
      // What stands on both sides of it is not one text.
      drafts.push({ edit: [] });
      return;
    case 'action':
      if (meaning.rule.name === ASKS_WHETHER_READY && isExport(parts[index + 1])) return;
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
      if (parts[index - 1]?.meaning.kind === 'refused' && isRole(tokens[0], 'before')) return;
      break;
    default:
      meaning satisfies never;
  }
  const isCondition =
    CONDITION.test(lettersOf(tokens)) ||
    (parts[index - 1]?.meaning.kind === 'conditional' && part.seam === 'weak');
  if (last && 'step' in last && last.step.action === 'export' && isCondition) {
    drafts.pop();
    addEdit(drafts, tokens);
    drafts.push(last);
  } else addEdit(drafts, tokens);
}

/** "don't add music, just export": the refusal only says what the export is instead of. */
const isOnlyExport = (next: Part | undefined): boolean =>
  next?.meaning.kind === 'action' && STARTS_WITH_ONLY.test(lettersOf(next.tokens));

const isExport = (part: Part | undefined): boolean =>
  part?.meaning.kind === 'action' && part.meaning.rule.action === 'export';

/** "the video, send it to me": the first part only says what the second is about. */
const isOnlyNamed = (part: Part, next: Part | undefined): boolean =>
  next?.meaning.kind === 'action' && NAMES_VIDEO.test(lettersOf(part.tokens));

function addEdit(drafts: Draft[], tokens: Token[]): void {
  const last = drafts.at(-1);
  if (last && 'edit' in last) last.edit.push(...tokens);
  else drafts.push({ edit: [...tokens] });
}

/** A step asked for twice in a row is done once. */
function addStep(drafts: Draft[], step: PlanStep): void {
  const last = drafts.findLast((draft) => 'step' in draft || draft.edit.length > 0);
  if (!last || !('step' in last) || last.step.action !== step.action) drafts.push({ step });
  else if (step.files) last.step.files = [...(last.step.files ?? []), ...step.files];
  else addAttributes(last.step, step);
}

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
