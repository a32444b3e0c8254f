import { roles } from './role-pattern.ts';
import type { Letters } from './role.ts';
import type { RoleRule } from './rules.ts';
import { lettersOf } from './segments.ts';
import { isRole, type Token } from './tokens.ts';

/** What one part of a message is. */
export type Meaning =
  | { kind: 'action'; rule: RoleRule; tokens: Token[] }
  /** An export on a condition: the edit comes first. */
  | { kind: 'conditional'; rule: RoleRule; tokens: Token[]; edit: Token[] }
  /** Asked not to be done, or not now. */
  | { kind: 'refused' }
  | { kind: 'padding' }
  /** "no", "don't": takes back what was asked just before. */
  | { kind: 'denial' }
  /** A size, a format or files that belong to the request before. */
  | { kind: 'attributes' }
  | { kind: 'edit'; isRefusal: boolean };

/** No request for another action has more words; it also bounds what looking for a condition may cost. */
const MOST_WORDS = 40;

const PADDING = roles`^ (filler|only|first|left|have|it|andThen|and)* $`;
/** "the video is ready", "everything looks good". */
const APPROVAL = roles`^ filler* (it | (the|finished)* (video|timeline)) (is|looks)+ (filler|ready|finished)* $
  | ^ filler+ with (the|it|finished)* (it|video|whatIsThere) filler* $`;
const DENIAL = roles`^ (filler|it|have|is|the|finished|video)* not (filler|it|ready|finished|looks)* $`;
const ATTRIBUTES = roles`^ (filler|in|the|finished|to|a)* (quality|format|platform|place|address|file|number)+ (filler|video|in)* $`;

export function classify(tokens: Token[], rules: readonly RoleRule[]): Meaning {
  const letters = lettersOf(tokens);
  if (letters === '' || tokens.length > MOST_WORDS) return EDIT;
  if (PADDING.test(letters)) return { kind: 'padding' };
  if (DENIAL.test(letters)) return { kind: 'denial' };
  const refused = classifyRefusal(tokens, rules);
  if (refused) return refused;
  const rule = findRule(letters, rules);
  if (rule) return { kind: 'action', rule, tokens };
  if (APPROVAL.test(letters)) return { kind: 'padding' };
  if (ATTRIBUTES.test(letters)) return { kind: 'attributes' };
  return findCondition(tokens, rules) ?? EDIT;
}

/** Whether no other action is asked for, nor refused. */
export const saysNothing = ({ kind }: Meaning): boolean =>
  /^(?:edit|padding|denial|attributes)$/.test(kind);

export const EDIT: Meaning = { kind: 'edit', isRefusal: false };

export const findRule = (letters: Letters, rules: readonly RoleRule[]): RoleRule | undefined =>
  rules.find(({ pattern }) => pattern.test(letters));

const EXPORT = 'exportVerb|downloadVerb|renderVerb|saveVerb';
const REFUSED = roles`^ beforeExport $ | ^ (?= .* later) (filler|not|later|only)+ $`;
const PUTS_OFF = roles`(not|later|before)`;
const AFTER_EXPORT = roles`^ (with|after) (the|a|filler)* (${EXPORT})`;
const WITHOUT_FRAME = roles`^ (with|after)? (the|a)? (filler* (exportVerb|downloadVerb|renderVerb|saveVerb) .*) $`;
const STARTS_WITH_NOT = roles`^ (filler|only)* not`;

/** "don't export", "export it later", "before you export". */
function classifyRefusal(tokens: Token[], rules: readonly RoleRule[]): Meaning | undefined {
  const letters = lettersOf(tokens);
  if (REFUSED.test(letters)) return { kind: 'refused' };
  if (!PUTS_OFF.test(letters) && !AFTER_EXPORT.test(letters)) return undefined;
  const asked = Array.from(letters)
    .filter((letter) => !PUTS_OFF.test(letter))
    .join('');
  if (findRule(WITHOUT_FRAME.find(asked) ?? asked, rules)) return { kind: 'refused' };
  return STARTS_WITH_NOT.test(letters) ? { kind: 'edit', isRefusal: true } : undefined;
}

/** "export it with subtitles", "export only the first clip": what the words before the condition ask for, and the rest. */
function findCondition(tokens: Token[], rules: readonly RoleRule[]): Meaning | undefined {
  for (let at = tokens.length - 1; at > 0; at -= 1) {
    const head = tokens.slice(0, at);
    const rest = lettersOf(tokens.slice(at));
    const rule = findRule(lettersOf(head), rules);
    if (rule?.action !== 'export' || !startsCondition(lettersOf(head), rest)) continue;
    const from = isRole(tokens[at - 1], 'only') ? at - 1 : at;
    return { kind: 'conditional', rule, tokens: tokens.slice(0, from), edit: tokens.slice(from) };
  }
  return undefined;
}

const CONDITION = roles`^ (with|only)`;
const ONE_PIECE = roles`^ only* piece`;
const PLACED = roles`^ (in|to)`;
const ASKS_FOR_FILE = roles`(exportVerb|downloadVerb)`;
const NAMES_FILE = roles`(exportVerb|downloadVerb) .* (it|video|format|link)`;
const ENDS_IN_EXPORT = roles`exportVerb $`;
const STARTS_WITH_THE = roles`^ the`;
const HOLDS_SCREEN_ITEM = roles`screenItem`;

function startsCondition(head: Letters, rest: Letters): boolean {
  if (ONE_PIECE.test(rest)) return ASKS_FOR_FILE.test(head);
  if (CONDITION.test(rest)) return true;
  if (PLACED.test(rest)) return NAMES_FILE.test(head);
  return STARTS_WITH_THE.test(rest) && ENDS_IN_EXPORT.test(head) && !HOLDS_SCREEN_ITEM.test(rest);
}
