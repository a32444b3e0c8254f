import { randomUUID } from 'node:crypto';

/** JSON text that is sent as it stands, whatever `JSON.parse` and `JSON.stringify` would make of it: `1.0`, `\u4e16`, 19 digits. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Nobody can guess it, so no text of a user is taken for it. */
const MARK = randomUUID();
const MARKED = new RegExp(`"${MARK} (\\d+)"`, 'g');

/** `JSON.stringify`, but for the raw texts in it. */
export function stringify(value: unknown): string {
  const texts: string[] = [];
  const json = JSON.stringify(value, (_key, each: unknown) =>
    each instanceof RawJson ? `${MARK} ${texts.push(each.text) - 1}` : each,
  );
  return json.replaceAll(MARKED, (_all, index: string) => texts[Number(index)] ?? 'null');
}
