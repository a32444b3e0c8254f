import { readFileSync } from 'node:fs';

/** The rows of a table in a file: cells between tabs, lines with `#` are comments. */
export const readRows = (file: URL): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
