import type { ClipName, Operation, OperationName } from '../operations/operation.ts';

/** One word of a sentence, or several that are one: what class it is of, and what it says. */
export interface Token {
  /** In capitals, as in the tables: `CUT`, `TIME`; empty for a word that nobody knows. */
  name: string;
  /** Of `TIME` in seconds, of `PCT` a share, of `REF` a clip … */
  value?: number | string | { width: number; height: number };
  /** As it was written, and where in its message. */
  text: string;
  at: number;
}

/** The words that a row of a table was read from. */
export class Reading {
  readonly tokens: Token[];
  /** The names, each followed by a space: what patterns are matched against. */
  readonly names: string;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
    this.names = tokens.map(({ name }) => `${name} `).join('');
  }

  has(...names: string[]): boolean {
    return this.tokens.some(({ name }) => names.includes(name));
  }

  /** The values of all words of a class, in their order. */
  all<Value extends Token['value']>(...names: string[]): Value[] {
    return this.tokens
      .filter(({ name }) => names.includes(name))
      .map(({ value }) => value as Value);
  }

  /** Seconds; a bare figure beside a time is one too ("from 2 to 5 seconds"). */
  get times(): number[] {
    return this.all<number>('TIME', 'NUM');
  }

  get time(): number | undefined {
    return this.times[0];
  }

  number(name: string): number | undefined {
    return this.all<number>(name)[0];
  }

  word(name: string): string | undefined {
    return this.all<string>(name)[0];
  }

  /** The clip that is named, as a part of an operation. */
  get of(): { of?: ClipName } {
    const [of] = this.all<ClipName>('REF');
    return of === undefined ? {} : { of };
  }

  /** Clips are meant one by one ("each clip", 所有片段), which is not what is done to the video as a whole. */
  get isEach(): boolean {
    const each = /^(?:each|every|both|per|每|各)/iu;
    return (
      this.has('CLIPS') || this.tokens.some(({ name, text }) => name === 'ALL' && each.test(text))
    );
  }

  get clips(): ClipName[] {
    return this.all<ClipName>('REF', 'ORD', 'FIRST', 'LAST');
  }
}

/** What a caller wants besides edits: the finished file, which an editor cannot make. */
export type Meaning = Operation | { op: 'export' };
/** Null where the words of a phrase contradict each other. */
export type Meanings = Meaning | Meaning[] | null;

/**
 * A row of the table: whole phrases in either language, and the operation they mean. Phrases are written in the classes of words (capitals;
 * lower case are the groups of `groups.ts`) with `?`, `*`, `|` and brackets as in a regular expression; ` / ` or a new
 * line is between two.
 */
export interface Row {
  en?: string;
  zh?: string;
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
