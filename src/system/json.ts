/** Parses text that may or may not be JSON; the caller says what it means when it is not. */
export function parseJsonIfAny(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
