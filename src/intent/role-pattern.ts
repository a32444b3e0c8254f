import { spell, type Letters } from './role.ts';

/** A regular expression over the roles of words. */
export interface RolePattern {
  test(letters: Letters): boolean;
  /** What the first group holds. */
  find(letters: Letters): Letters | undefined;
}

/**
 * Reads a regular expression whose words are role names: `^ (filler|only)* exportVerb it? $`. Spaces are for the eye.
 * Compiled when first used: a message needs few of the patterns.
 */
export function roles(parts: TemplateStringsArray, ...fragments: string[]): RolePattern {
  let compiled: RegExp | undefined;
  const pattern = (): RegExp =>
    (compiled ??= compileRoles(String.raw({ raw: parts.raw }, ...fragments)));
  return {
    test: (letters) => pattern().test(letters),
    find: (letters) => pattern().exec(letters)?.[1],
  };
}

/** `(a|b|c)` becomes a set of letters, which matches without trying one after the other. */
export const compileRoles = (source: string): RegExp =>
  new RegExp(
    spell(source)
      .replace(/\s+/g, '')
      .replace(
        /\((\p{Co}(?:\|\p{Co})*)\)/gu,
        (_, choices: string) => `[${choices.replaceAll('|', '')}]`,
      ),
  );
