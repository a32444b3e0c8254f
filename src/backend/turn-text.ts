/**
 * Puts a turn's visible text together, so that nothing is shown twice and nothing is lost
 * (wire-contract.md 3.2, "Partial text").
 */
export interface TurnText {
  /** Takes a text event; returns the part that has not been seen before. */
  add(event: { author: string; text: string; partial: boolean }): string;
}

/** What an author's deltas have said that no whole message has repeated yet. */
interface Open {
  said: string;
  /** A whole message has repeated the beginning: what comes next is its next part, or something new. */
  isRest: boolean;
}

export function createTurnText(): TurnText {
  const open = new Map<string, Open>();
  return {
    add({ author, text, partial }) {
      const { said, isRest } = open.get(author) ?? { said: '', isRest: false };
      if (partial) {
        open.set(author, { said: isRest ? text : said + text, isRest: false });
        return text;
      }
      const { rest, news } = compare(said, text);
      if (rest.trim() === '') open.delete(author);
      else open.set(author, { said: rest, isRest: true });
      return news;
    },
  };
}

/**
 * The whole repeats its deltas, give or take the white space around them: only what goes beyond them is new. It may come in
 * several parts; what a part has not repeated yet is the rest.
 */
function compare(said: string, text: string): { rest: string; news: string } {
  if (said === '') return { rest: '', news: text };
  const [before, whole] = [said.trimStart(), text.trimStart()];
  const known = [before, before.trimEnd()].find((words) => whole.startsWith(words));
  if (known !== undefined) {
    const news = whole.slice(known.length);
    return { rest: '', news: news.trim() === '' ? '' : news };
  }
  const repeated = [whole, whole.trimEnd()].find((words) => before.startsWith(words));
  return repeated === undefined
    ? { rest: '', news: text }
    : { rest: before.slice(repeated.length), news: '' };
}
