/**
 * Puts a turn's visible text together, so that nothing is shown twice and nothing is lost
 * (wire-contract.md 3.2, "Partial text").
 */
export interface TurnText {
  /** Takes a text event; returns the part that has not been seen before. */
  add(event: { author: string; text: string; partial: boolean }): string;
}

export function createTurnText(): TurnText {
  /** What each author's deltas have said since that author's last whole message. */
  const open = new Map<string, string>();
  return {
    add({ author, text, partial }) {
      const said = open.get(author) ?? '';
      if (partial) {
        open.set(author, said + text);
        return text;
      }
      // The whole repeats its deltas: only what goes beyond them is new. It may come in several parts.
      const rest = said.startsWith(text) ? said.slice(text.length) : undefined;
      if (rest?.trim()) open.set(author, rest);
      else open.delete(author);
      if (rest !== undefined) return '';
      return text.startsWith(said) ? text.slice(said.length) : text;
    },
  };
}
