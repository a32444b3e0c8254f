/** A turn's messages. */
export interface TurnText {
  add(event: { author: string; text: string; partial: boolean }): void;
  /** In their order; last, what each author had begun when the stream broke. */
  read(): string[];
}

/** A whole message takes the place of the deltas in which its author began it (wire-contract.md 3.2, "Partial text"). */
export function createTurnText(): TurnText {
  const messages: string[] = [];
  const begun = new Map<string, string>();
  return {
    add({ author, text, partial }) {
      if (partial) begun.set(author, (begun.get(author) ?? '') + text);
      else {
        begun.delete(author);
        messages.push(text);
      }
    },
    read: () => [...messages, ...begun.values()],
  };
}
