import type { RoleRule } from './rules.ts';
import { lettersOf } from './segments.ts';
import type { Token } from './tokens.ts';

/** What one part of a message is. */
export type Meaning =
  | { kind: 'action'; rule: RoleRule; tokens: Token[] }
  /** An export on a condition: the edit comes first. */
  | { kind: 'conditional'; rule: RoleRule; tokens: Token[]; edit: Token[] }
  /** Asked not to be done, or not now. */
  | { kind: 'refused' }
  | { kind: 'padding' }
  /** A size, a format or files that belong to the request before. */
  | { kind: 'attributes' }
  | { kind: 'edit'; isRefusal: boolean };

/** No request for another action is longer. */
const LONGEST = 40;

export function classify(tokens: Token[], rules: RoleRule[]): Meaning {
  const letters = lettersOf(tokens);
  if (letters === '' || tokens.length > LONGEST) return EDIT;
  if (/^[tO1zjp>J]*$/.test(letters)) return { kind: 'padding' };
  const refused = classifyRefusal(tokens, rules);
  if (refused) return refused;
  const rule = findRule(letters, rules);
  if (rule) return { kind: 'action', rule, tokens };
  if (/^[tida8D]*[rfhlUF#]+[tvi]*$/.test(letters)) return { kind: 'attributes' };
  return findCondition(tokens, rules) ?? EDIT;
}

const EDIT: Meaning = { kind: 'edit', isRefusal: false };

export const findRule = (letters: string, rules: RoleRule[]): RoleRule | undefined =>
  rules.find(({ pattern }) => pattern.test(letters));

/** "don't export", "export it later", "before you export". */
function classifyRefusal(tokens: Token[], rules: RoleRule[]): Meaning | undefined {
  const letters = lettersOf(tokens);
  if (letters === '^' || /^(?=.*L)[tNLO]+$/.test(letters)) return { kind: 'refused' };
  if (!/[NLP]|^[c<][dDt]*[eEwW]/.test(letters)) return undefined;
  const rest = letters.replace(/[NLP]/g, '').replace(/^[c<]?[dD]?(?=[eEwW]|t+[eEwW])/, '');
  if (findRule(rest, rules)) return { kind: 'refused' };
  return /^[tO]*N/.test(letters) ? { kind: 'edit', isRefusal: true } : undefined;
}

/** "export it with subtitles", "export only the first clip": what the words before the condition ask for, and the rest. */
function findCondition(tokens: Token[], rules: RoleRule[]): Meaning | undefined {
  for (let at = tokens.length - 1; at > 0; at -= 1) {
    const head = tokens.slice(0, at);
    const rest = lettersOf(tokens.slice(at));
    const rule = findRule(lettersOf(head), rules);
    if (rule?.action !== 'export' || !startsCondition(lettersOf(head), rest)) continue;
    const from = tokens[at - 1]?.role === 'O' ? at - 1 : at;
    return { kind: 'conditional', rule, tokens: tokens.slice(0, from), edit: tokens.slice(from) };
  }
  return undefined;
}

function startsCondition(head: string, rest: string): boolean {
  if (rest.startsWith('c')) return true;
  if (/^O*2/.test(rest)) return /[eE]/.test(head);
  if (rest.startsWith('O')) return true;
  if (/^[i8]/.test(rest)) return /[eE].*[pvfk]/.test(head);
  return rest.startsWith('d') && head.endsWith('e') && !/G/.test(rest);
}
