/** A JSON answer: its value, and the exact text of any part of it. */
export interface JsonDocument {
  value: unknown;
  /**
   * The characters of one value as the server sent them: a draft goes back to the renderer byte for byte, and an id with
   * 19 digits survives. Undefined when the path leads nowhere.
   */
  textAt(path: string[]): Promise<string | undefined>;
}

/** Throws a `SyntaxError` when the text is not JSON. */
export function parseJsonDocument(text: string): JsonDocument {
  const value: unknown = JSON.parse(text);
  return {
    value,
    async textAt(path) {
      // Few answers hold anything that is needed to the letter.
      const { findNodeAtLocation, parseTree } = await import('../vendor/jsonc-parser.ts');
      const tree = parseTree(text);
      const node = tree && findNodeAtLocation(tree, path);
      return node && text.slice(node.offset, node.offset + node.length);
    },
  };
}
