import type { ClipName } from '../operations/operation.ts';

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

  get clips(): ClipName[] {
    return this.all<ClipName>('REF', 'ORD', 'FIRST', 'LAST');
  }
}
