/**
 * Puts a turn's visible text together, so that nothing is shown twice and nothing is lost
 * (wire-contract.md 3.2, "Partial text").
 */
export interface TurnText {
  /** Takes a text event; returns the part that has not been seen before. */
  add(event: { author: string; text: string; partial: boolean }): string;
}

export function createTurnText(): TurnText {
  /** What each author has begun to say, and not yet repeated as a whole message. */
  const begun = new Map<string, string>();
  return {
    add({ author, text, partial }) {
      const deltas = begun.get(author) ?? '';
      if (partial) begun.set(author, deltas + text);
      else begun.delete(author);
      return partial || deltas === '' ? text : findNew(deltas, text);
    },
  };
}

/** What a whole message has beyond its deltas; white space around them makes no difference. */
function findNew(deltas: string, whole: string): string {
  const known = deltas.trim();
  const text = whole.trimStart();
  if (!text.startsWith(known)) return whole;
  const rest = text.slice(known.length);
  return rest.trim() === '' ? '' : rest;
}
