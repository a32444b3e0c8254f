import type { Text } from '../words/text.ts';

/** One thing that `doctor` has looked at. Its English name stands in the document. */
export interface Finding {
  name: Text;
  ok: boolean;
  detail: Text;
}

export const finding = (name: Text, ok: boolean, detail: Text): Finding => ({ name, ok, detail });

/** Undefined when it was deleted while something runs in it. */
export function findCurrentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
