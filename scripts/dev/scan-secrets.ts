/** ClawHub's search for secrets written out, in every file (hosts.md 3.2, `exposed_secret_literal`). */
import { FILES, searchUnless, type Finder } from './scan-skill.ts';

const FIELD = String.raw`(?:(?:api|client|consumer)[_\s-]?(?:secret|key|token)|secret[_\s-]?key|access[_\s-]?(?:token|key|secret|grant)|auth[_\s-]?token|bearer(?:[_\s-]?token)?|private[_\s-]?key|service[_\s-]?role[_\s-]?key|github[_\s-]?(?:pat|token)|password)`;
const ASSIGNMENT = new RegExp(
  String.raw`(?<![A-Za-z0-9])${FIELD}\b["']?\s*[:=]\s*(?:(["'${'`'}])(.*?)\1|([^\s,;#)"'${'`'}]+))`,
  'gi',
);
const HEADER =
  /\b(?:authorization|x-api-key|x-api-secret)\b["']?\s*[:=]\s*(?:Bearer\s+)?(?:(["'`])([^"'`]{15,})\1|([A-Za-z0-9][A-Za-z0-9._~+/=-]{15,}))/gi;
const KNOWN = /^(?:sk[-_]|ak[-_]|pk[-_]|gh[opsu]_|xox[baprs]-|ya29\.|eyJ)/;
const PLACEHOLDER =
  /your|example|placeholder|change-?me|replace|redacted|dummy|sample|test-token|(?:token|secret|api-key)-here/i;
/** A name, a member or a call: code that says where the value comes from. */
const REFERENCE = /^[A-Za-z_$][\w$]*(?:$|\??\.|\s*\()/;

export const findSecret: Finder = ({ path, text }) => {
  const isHarmless = ([, , quoted, bare]: RegExpExecArray): boolean => {
    const value = (quoted ?? bare ?? '').trim();
    if (value.length < 16) return true;
    if (KNOWN.test(value)) return false;
    if (PLACEHOLDER.test(value) || /[${}]/.test(value) || !/[A-Za-z]|\d{16}/.test(value))
      return true;
    return quoted === undefined && FILES.code.test(path) && REFERENCE.test(value);
  };
  const places = [ASSIGNMENT, HEADER].map((pattern) => searchUnless(text, pattern, isHarmless));
  return places.find((place) => place !== -1) ?? -1;
};
