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

const script = `import { main } from '../src/cli/cli.js';\nmain(() => import('../src/jobs/run.js'));`;
const cli = `export const main = (load) => load();`;

test('scripts and what they import statically, rooms, and modules loaded by import() are files', () => {
  const files = join({
    'scripts/run': script,
    'src/cli/cli': `import { words } from '../words/usage.js';\nexport const main = (load) => load(words);`,
    'src/words/usage': `export const words = 1;`,
    'src/words/jobs': `export const jobWords = 2;`,
    'src/jobs/run': `import { mine } from './mine.js';\nimport { shared } from './shared.js';\nexport const run = () => mine + shared;`,
    'src/jobs/mine': `import { jobWords } from '../words/jobs.js';\nexport const mine = jobWords;`,
    'src/jobs/shared': `export const shared = 3;\nexport const load = () => import('./late.js');`,
    'src/jobs/late': `import { shared } from './shared.js';\nexport const late = shared;`,
  });

  expect(Object.keys(files).toSorted()).toEqual([
    'lib/jobs-late.mjs',
    'lib/jobs-run.mjs',
    'lib/jobs.mjs',
    'lib/start.mjs',
    'lib/words.mjs',
    'scripts/run.mjs',
  ]);
  expect(files['scripts/run.mjs']).toContain(`import { main } from '../lib/start.mjs';`);
  expect(files['scripts/run.mjs']).toContain(`import('../lib/jobs-run.mjs')`);
  expect(files['lib/jobs-run.mjs']).toMatch(/^import .* from '\.\/words\.mjs';/);
  expect(files['lib/jobs-run.mjs']).toContain('// ---- src/jobs/mine.ts ----\n\nconst mine');
  expect(files['lib/jobs-run.mjs']).toContain('export const run');
  expect(files['lib/jobs.mjs']).toContain(`import('./jobs-late.mjs')`);
});

test('in a room that needs libraries or the system, what needs none is a file of its own', () => {
  const files = join({
    'scripts/run': script,
    'src/cli/cli': cli,
    'src/jobs/run': `import { post } from '../steps/post.js';\nexport const run = post;`,
    'src/jobs/plan': `import { name } from '../steps/name.js';\nexport const plan = name;`,
    'src/steps/post': `import { request } from '../vendor/undici.js';\nimport { name } from './name.js';\nimport { relay } from './relay.js';\nexport const post = [request, name, relay];`,
    'src/steps/relay': `import { deep } from './deep.js';\nexport const relay = deep;`,
    'src/steps/deep': `import { open as openFile } from 'node:fs/promises';\nexport const deep = openFile;`,
    'src/steps/name': `export const name = 1;`,
  });

  expect(files['lib/steps-pure.mjs']).toContain('export const name');
  expect(files['lib/steps-pure.mjs']).not.toContain('import');
  for (const name of ['post', 'relay', 'deep'])
    expect(files['lib/steps.mjs']).toContain(`src/steps/${name}.ts`);
  expect(files['lib/steps.mjs']).toContain(`import { open as openFile } from 'node:fs/promises';`);
  expect(files['lib/steps.mjs']).toContain(`import { request } from './vendor/undici.mjs';`);
  expect(files['lib/jobs-pure.mjs']).toContain(`from './steps-pure.mjs'`);
});

test('what a module hands on is exported by the file of its origin', () => {
  const files = join({
    'scripts/run': script,
    'src/cli/cli': cli,
    'src/jobs/run': `import { submit } from '../steps/steps.js';\nexport { pause } from '../steps/steps.js';\nexport const run = submit;`,
    'src/steps/steps': `/** The head. */\nexport { submit } from './export.js';\nexport { pause } from './pause.js';`,
    'src/steps/export': `export const submit = 1;`,
    'src/steps/pause': `export const pause = 2;\nexport const unused = 3;`,
  });

  expect(files['lib/jobs-run.mjs']).toContain(`import { submit } from './steps.mjs';`);
  expect(files['lib/jobs-run.mjs']).toContain(`export { pause } from './steps.mjs';`);
  expect(files['lib/steps.mjs']).toContain('/** The head. */');
  expect(files['lib/steps.mjs']).toMatch(/export const submit[^]*export const pause/);
  expect(files['lib/steps.mjs']).not.toMatch(/export \{|export const unused/);
});

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
