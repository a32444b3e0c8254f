/** How modules become the files of the package: which goes where, and what is changed in it. */
import { expect, test } from 'vitest';
import { joinFiles } from '../../scripts/dev/join.ts';
import { readModule } from '../../scripts/dev/modules.ts';
import { assignFiles } from '../../scripts/dev/rooms.ts';

/** Joins compiled modules, given by their places without `.js`. */
function join(sources: Record<string, string>): Record<string, string> {
  const modules = new Map(
    Object.entries(sources).map(([name, text]) => [
      `${name}.js`,
      readModule(`${name}.js`, `${text}\n`),
    ]),
  );
  return Object.fromEntries(joinFiles(modules, assignFiles(modules)));
}

test.each([
  ['another declaration', `const open = 2;`],
  ['a name of the language', `const { fetch } = {};`],
  ['an import from elsewhere', `import { open } from 'node:fs/promises';\nconst b = open;`],
  ['another name for an import', `import { first as second } from './a.js';\nconst b = second;`],
])('one name for two things in a file is refused: %s', (_what, text) => {
  const sources = {
    'src/jobs/a': `import { sep } from 'node:path';\nexport const open = sep;\nexport const first = 1;\nconst second = 2;`,
    'src/jobs/b': `import { sep } from 'node:path';\n${text}`,
  };
  expect(() => join(sources)).toThrow(/^lib\/jobs\.mjs: .* rename one/);
});

test.each([
  `import * as fs from 'node:fs';\nfs.x();`,
  `import './c.js';`,
  `export default 1;`,
  `export * from './c.js';`,
  `export { x as y } from './c.js';`,
  `const x = 1;\nexport { x };`,
  `export const x = (name) => import(name);`,
  `export const x = import.meta.url;`,
])('what cannot be joined without a change of meaning is refused: %s', (text) => {
  expect(() => readModule('src/a/b.js', text)).toThrow('src/a/b.js');
});
