/** How modules become the files of the package: which goes where, and what is changed in it. */
import { expect, test } from 'vitest';
import { joinFiles } from '../../scripts/dev/join.ts';
import { linkModules, readModule } from '../../scripts/dev/modules.ts';
import { assignFiles } from '../../scripts/dev/rooms.ts';

/** Joins compiled modules, given by their places without `.js`. */
function join(sources: Record<string, string>): Record<string, string> {
  const modules = new Map(
    Object.entries(sources).map(([name, text]) => [
      `${name}.js`,
      readModule(`${name}.js`, `${text}\n`),
    ]),
  );
  linkModules(modules);
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
    'src/steps/deep': `import { open } from 'node:fs/promises';\nexport const deep = open;`,
    'src/steps/name': `export const name = 1;`,
  });

  expect(files['lib/steps-pure.mjs']).toContain('export const name');
  expect(files['lib/steps-pure.mjs']).not.toContain('import');
  for (const name of ['post', 'relay', 'deep'])
    expect(files['lib/steps.mjs']).toContain(`src/steps/${name}.ts`);
  expect(files['lib/steps.mjs']).toContain(`from './vendor/undici.mjs'`);
  expect(files['lib/jobs.mjs']).toContain(`from './steps-pure.mjs'`);
});

test('a module loaded by import() without which its room cannot be loaded is part of it', () => {
  const files = join({
    'scripts/run': script,
    'src/cli/cli': cli,
    'src/jobs/run': `import { base } from './base.js';\nimport { used } from './used.js';\nexport const run = base + used;`,
    'src/jobs/batch': `import { used } from './used.js';\nexport const batch = used;`,
    'src/jobs/used': `import { late } from './late.js';\nexport const used = late;`,
    'src/jobs/late': `import { base } from './base.js';\nexport const late = base;`,
    'src/jobs/base': `export const base = () => [import('./late.js'), import('./batch.js')];`,
  });

  expect(Object.keys(files).toSorted()).toEqual([
    'lib/jobs-batch.mjs',
    'lib/jobs-run.mjs',
    'lib/jobs.mjs',
    'lib/start.mjs',
    'scripts/run.mjs',
  ]);
  expect(files['lib/jobs.mjs']).toContain(`import('./jobs.mjs')`);
});

test('rooms that import each other are refused, by the names of the modules', () => {
  expect(() =>
    join({
      'scripts/run': script,
      'src/cli/cli': cli,
      'src/jobs/run': `import { edit } from '../steps/edit.js';\nexport const run = edit;`,
      'src/jobs/pace': `export const pace = 1;`,
      'src/jobs/next': `import { edit } from '../steps/edit.js';\nexport const next = edit;`,
      'src/steps/edit': `import { pace } from '../jobs/pace.js';\nexport const edit = pace;`,
    }),
  ).toThrow(/src\/steps\/edit\.js imports src\/jobs\/pace\.js/);
});

test('names that collide get the name of their module, wherever they stand', () => {
  const { 'lib/jobs.mjs': text = '' } = join({
    'scripts/run': script,
    'src/cli/cli': cli,
    'src/jobs/run': `import { open } from './a.js';\nimport { close as shut } from './b-file.js';\nexport const run = (close) => ({ open, shut, close });`,
    'src/jobs/a': `import { join } from 'node:path';\n/** Refuses. */\nconst refuse = (refusal) => join(refusal); // as told\nexport const open = { refuse };`,
    'src/jobs/b-file': `import { sep } from 'node:path';\nfunction refuse({ refuse = 1 }) {\n  // an own one\n  return refuse;\n}\nconst fetch = { refuse, name: (refuse) => refuse };\nclass Box { static again = () => new Box(); }\nexport const join = [fetch, refuse, Box, sep];\nexport const close = join;`,
    'src/jobs/c': `import { sep } from 'node:path';\nclass Box {}\nexport const third = [new Box(), globalThis, fetch, sep];`,
    'src/jobs/other': `import { open } from './a.js';\nimport { join } from './b-file.js';\nimport { third } from './c.js';\nexport const other = [open, join, third];`,
    'src/steps/edit': `export const edit = 1;`,
  });

  expect(text).toContain(`import { join as join_path, sep } from 'node:path';`);
  expect(text).toContain(
    '/** Refuses. */\nconst refuse = (refusal) => join_path(refusal); // as told',
  );
  expect(text).toContain('const open = { refuse }');
  expect(text).toContain('function refuse_bFile({ refuse = 1 }) {');
  expect(text).toContain('const fetch_bFile = { refuse: refuse_bFile, name: (refuse) => refuse }');
  expect(text).toContain('const join = [fetch_bFile, refuse_bFile, Box, sep]');
  expect(text).toContain('class Box_c {}');
  expect(text).toContain('[new Box_c(), globalThis, fetch, sep]');
});

test('what a room hands on is imported from where it is declared, and import() finds it', () => {
  const files = join({
    'scripts/run': script,
    'src/cli/cli': cli,
    'src/jobs/run': `import { submit, wait } from '../steps/steps.js';\nexport { submit } from '../steps/steps.js';\nexport const run = [submit, wait];`,
    'src/steps/steps': `/** The head. */\nexport { submit } from './export.js';\nexport { pause as wait } from './pause.js';`,
    'src/steps/export': `export const submit = 1;`,
    'src/steps/pause': `export const pause = 2;`,
  });

  expect(files['lib/jobs-run.mjs']).toMatch(
    /import \{ submit, pause(?: as wait)? \} from '\.\/steps\.mjs';/,
  );
  expect(files['lib/jobs-run.mjs']).toMatch(
    /export \{ submit(?: as submit)? \} from '\.\/steps\.mjs';/,
  );
  expect(files['lib/steps.mjs']).toContain('/** The head. */');
  expect(files['lib/steps.mjs']).not.toContain('export {');
});

test.each([
  `import * as fs from 'node:fs';\nfs.x();`,
  `import './c.js';`,
  `export default 1;`,
  `export * from './c.js';`,
  `export const x = (name) => import(name);`,
  `export const x = import.meta.url;`,
])('what cannot be joined without a change of meaning is refused: %s', (text) => {
  expect(() => readModule('src/a/b.js', text)).toThrow('src/a/b.js');
});
