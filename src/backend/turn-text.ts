/**
 * Puts a turn's visible text together, so that nothing is shown twice and nothing is lost
 * (wire-contract.md 3.2, "Partial text").
 */
export interface TurnText {
  /** Takes a text event; returns the part that has not been seen before. */
  add(event: { author: string; text: string; partial: boolean }): string;
}

/** The deltas of an author that no whole message has repeated yet. */
interface Pending {
  deltas: string;
  /** A whole message has repeated the beginning; `deltas` is the rest, and a delta after it starts a new text. */
  isRest: boolean;
}

export function createTurnText(): TurnText {
  const pending = new Map<string, Pending>();
  return {
    add({ author, text, partial }) {
      const { deltas, isRest } = pending.get(author) ?? { deltas: '', isRest: false };
      if (partial) {
        pending.set(author, { deltas: isRest ? text : deltas + text, isRest: false });
        return text;
      }
      const { rest, added } = compare(deltas, text);
      if (rest.trim() === '') pending.delete(author);
      else pending.set(author, { deltas: rest, isRest: true });
      return added;
    },
  };
}

/**
 * A whole message repeats its deltas, except for white space around them: only what goes beyond them is new (`added`). It
 * may come in several parts; `rest` is what of the deltas a part has not repeated yet.
 */
function compare(deltas: string, text: string): { rest: string; added: string } {
  if (deltas === '') return { rest: '', added: text };
  const [before, whole] = [deltas.trimStart(), text.trimStart()];
  const known = [before, before.trimEnd()].find((words) => whole.startsWith(words));
  if (known !== undefined) {
    const added = whole.slice(known.length);
    return { rest: '', added: added.trim() === '' ? '' : added };
  }
  const repeated = [whole, whole.trimEnd()].find((words) => before.startsWith(words));
  return repeated === undefined
    ? { rest: '', added: text }
    : { rest: before.slice(repeated.length), added: '' };
}
