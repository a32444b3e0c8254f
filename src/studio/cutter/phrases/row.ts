import type { Operation, OperationName } from '../operations/operation.ts';
import type { Reading } from './token.ts';

/** What a caller wants besides edits: the finished file, which an editor cannot make. */
export type Meaning = Operation | { op: 'export' };
/** Null where the words of a phrase contradict each other. */
export type Meanings = Meaning | Meaning[] | null;

/**
 * A row of a table: whole phrases, and the operation they mean. Phrases are written in the classes of words (capitals;
 * lower case are the groups of `groups.ts`) with `?`, `*`, `|` and brackets as in a regular expression; ` / ` or a new
 * line is between two.
 */
export interface Row {
  say: string;
  means: (reading: Reading) => Meanings;
}

/** A phrase that goes on with the operation before it: "and make it yellow". */
export interface GoingOn {
  after: OperationName[];
  say: string;
  means: (reading: Reading, last: Operation) => Meanings;
}

/** Groups of classes by name, to be used in rows and in later groups. */
export type Groups = Record<string, string>;

export interface Pattern {
  /** All classes of words it may match: most readings have others, and need not be tried. */
  classes: Set<string>;
  regExp: RegExp;
}

export function matches({ classes, regExp }: Pattern, { tokens, names }: Reading): boolean {
  return tokens.every(({ name }) => classes.has(name)) && regExp.test(names);
}

/** Makes patterns out of phrases; a pattern matches a reading's names from begin to end. */
export function createCompiler(groups: Groups): (say: string) => Pattern {
  const sources = new Map<string, string>();
  const expand = (phrase: string): string =>
    phrase.replaceAll(/[A-Z_]+|[a-z]+|\s+/g, (word) => {
      const group = sources.get(word);
      if (group !== undefined) return `(?:${group})`;
      if (/[a-z]/.test(word)) throw new Error(`No group: ${word}`);
      return word.trim() === '' ? '' : `(?:${word} )`;
    });
  for (const [name, phrase] of Object.entries(groups)) sources.set(name, expand(phrase));
  return (say) => {
    const source = say
      .split(/ \/ |\n/)
      .map(expand)
      .join('|');
    return { classes: new Set(source.match(/[A-Z_]+/g)), regExp: new RegExp(`^(?:${source})$`) };
  };
}
