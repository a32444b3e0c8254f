/** Both READMEs say the same: part by part, row by row, command by command. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const read = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

/** What does not depend on the language: headings, rows, points, pictures, blocks of code, and commands and options in a text. */
function outline(text: string): string[] {
  const code = [...text.matchAll(/^```(\w+)$/gm)].map(([, kind = '']) => kind);
  const lines = text.split('\n').flatMap((line) => {
    const commands = Array.from(
      line.matchAll(/`((?:npm|npx|node|git|claude|openclaw|clawhub|gemini) [^`]+|--?[a-z-]+)/g),
    );
    const kind = /^(?:## |\||- |\*\*|!\[)/.exec(line)?.[0];
    return [...(kind ? [kind] : []), ...commands.map(([, command = '']) => command)];
  });
  return [...lines, ...code];
}

test('the Chinese README has everything that the English one has, in its order', async () => {
  const english = outline(await read('README.md'));
  expect(english.length).toBeGreaterThan(80);
  expect(outline(await read('README.zh-CN.md'))).toEqual(english);
});
