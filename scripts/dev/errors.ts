/** Writes the table of `references/errors.md` anew from the rows that the test runs. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { renderErrorTable } from './error-rows.ts';

const file = fileURLToPath(new URL('../../references/errors.md', import.meta.url));
const text = await readFile(file, 'utf8');
await writeFile(file, text.replace(/\| Answer \|[\s\S]*?\n\n/, `${renderErrorTable()}\n\n`));
