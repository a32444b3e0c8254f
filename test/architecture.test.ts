/** The rules that keep the skill's rooms apart: what a reader may rely on without reading everything. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Module {
  /** From the project's folder, with forward slashes. */
  path: string;
  text: string;
  /** Without comments. */
  code: string;
  /** Project files, as paths. */
  imports: string[];
  /** Third-party packages and built-in modules, as they are named. */
  packages: string[];
}

const listFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .toSorted();

const stripComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|(?<=[\s;{(,])\/\/ .*$/gm, '');

/** `import … from 'x'` and `export … from 'x'`, `import 'x'`, and `import('x')`. */
const IMPORTS = [
  /^(?:import|export)\b[^'";=()]*\bfrom\s*['"]([^'"]+)['"]/gm,
  /^import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
];
const isFile = (name: string): boolean => name.startsWith('.');

function readModule(path: string): Module {
  const text = readFileSync(join(root, path), 'utf8');
  const code = stripComments(text);
  const names = IMPORTS.flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ([, name = '']) => name),
  );
  return {
    path,
    text,
    code,
    imports: names.filter(isFile).map((name) => resolveImport(path, name)),
    packages: names.filter((name) => !isFile(name)),
  };
}

const resolveImport = (from: string, name: string): string =>
  relative(root, join(root, dirname(from), name))
    .split(sep)
    .join('/');

const modules = [...listFiles('src'), ...listFiles('scripts')].map(readModule);
const isStudio = ({ path }: Module): boolean => path.startsWith('src/studio/');
const isForDevelopers = ({ path }: Module): boolean => path.startsWith('scripts/dev/');
const skill = modules.filter((module) => !isStudio(module) && !isForDevelopers(module));

/** From the lowest up: a module imports from its own room, and from those on lower floors or beside it. */
const FLOORS = [
  ['words', 'vendor'],
  ['system'],
  ['timeline', 'intent'],
  ['backend', 'media'],
  ['steps'],
  ['jobs'],
  ['commands'],
  ['cli'],
];
const roomOf = (path: string): string => path.split('/').at(path.startsWith('src/') ? 1 : 0) ?? '';
const floorOf = (path: string): number =>
  path.startsWith('scripts/')
    ? FLOORS.length
    : FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));

const namesOf = (found: Module[]): string[] => found.map(({ path }) => path);
const withCode = (pattern: RegExp): string[] =>
  namesOf(skill.filter(({ code }) => pattern.test(code)));

test('finds the modules it is about', () => {
  expect(new Set(skill.map(({ path }) => roomOf(path)))).toEqual(
    new Set([...FLOORS.flat(), 'scripts']),
  );
  expect(modules.filter(isStudio).length).toBeGreaterThan(20);
  const known = new Set(modules.map(({ path }) => path));
  // The bench plays the jobs of `test/agent`.
  const missing = modules
    .flatMap(({ imports }) => imports)
    .filter((path) => !known.has(path) && !path.startsWith('test/'));
  expect(missing).toEqual([]);
});

test('imports only from the same floor or down', () => {
  const upward = skill.flatMap(({ path, imports }) =>
    imports
      .filter((target) => floorOf(target) > floorOf(path) || floorOf(target) === -1)
      .map((target) => `${path} → ${target}`),
  );
  expect(upward).toEqual([]);
});

test('says what every room is for: in a file of its name, or in an opening comment', () => {
  const mute = FLOORS.flat().filter((room) => {
    const files = skill.filter(({ path }) => path.startsWith(`src/${room}/`));
    const hasGuide = files.some(({ path }) => path === `src/${room}/${room}.ts`);
    return !hasGuide && !files.some(({ text }) => /^\/\*\*\s[^/]*\b(?:room|Door to)\b/.test(text));
  });
  expect(mute).toEqual([]);
});

test('lets no script import another', () => {
  const scripts = skill.filter(({ path }) => path.startsWith('scripts/'));
  const across = scripts.filter(({ imports }) =>
    imports.some((path) => path.startsWith('scripts/')),
  );
  expect(namesOf(across)).toEqual([]);
});

test('keeps the studio to itself', () => {
  const outward = modules
    .filter(isStudio)
    .filter(({ imports }) => imports.some((path) => !path.startsWith('src/studio/')));
  expect(namesOf(outward)).toEqual([]);
});

const isLibav = (name: string): boolean =>
  /^node-av\b|^src\/studio\/cutter\/(?:render\/|libav-)/.test(name);
const isHttp = (name: string): boolean =>
  /^(?:node:(?:https?|net)|send|@fastify\/busboy)$|^src\/studio\/(?!cutter\/)/.test(name);

test.each([
  ['the stand-in free of libav', 'src/studio/stand-in/', isLibav],
  ['the cutter free of HTTP and of all else in the studio', 'src/studio/cutter/', isHttp],
])('keeps %s', (_what, room, isForeign) => {
  const own = modules.filter(({ path }) => path.startsWith(room));
  const mixed = own.filter(({ imports, packages }) => [...imports, ...packages].some(isForeign));
  expect(own.length).toBeGreaterThan(20);
  expect(namesOf(mixed)).toEqual([]);
});

test('keeps the skill free of the studio and of what is for developers', () => {
  const inward = skill.filter(({ imports }) =>
    imports.some((path) => path.startsWith('src/studio/') || path.startsWith('scripts/dev/')),
  );
  expect(namesOf(inward)).toEqual([]);
});

test('has no import cycles', () => {
  const importsOf = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) cycles.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const target of importsOf.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  expect(cycles).toEqual([]);
});

const isThirdParty = (name: string): boolean => !name.startsWith('node:');

test('imports third-party packages through their doors only', () => {
  const users = skill.filter(({ packages }) => packages.some(isThirdParty));
  const outside = users.filter(({ path }) => !path.startsWith('src/vendor/'));
  expect(users.length).toBeGreaterThan(5);
  expect(namesOf(outside)).toEqual([]);
});

test('keeps files, network and processes out of what is pure', () => {
  const pure = skill.filter(({ path }) => ['words', 'timeline', 'intent'].includes(roomOf(path)));
  const impure = pure.filter(({ packages }) => packages.some((name) => name.startsWith('node:')));
  expect(pure.length).toBeGreaterThan(20);
  expect(namesOf(impure)).toEqual([]);
});

test.each([
  ['reads the environment', /\bprocess\s*(?:\.|\?\.|\[['"])\s*env\b/, ['src/system/settings.ts']],
  [
    'reads the time',
    /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b/,
    ['src/system/clock.ts'],
  ],
  [
    'sets timers',
    /\bsetTimeout\b|\bsetInterval\b|\bAbortSignal\.timeout\b/,
    ['src/cli/stop.ts', 'src/system/clock.ts'],
  ],
  ['renames files', /\brename(?:Sync)?\(/, ['src/media/publish.ts', 'src/system/busy-file.ts']],
  ['writes to the console', /\bconsole\s*\.|\bprocess\.std(?:out|err)\.write\b/, []],
  [
    'sends past the one request path',
    /(?<![\w.])fetch\(|['"]node:https?['"]|^(?!import type).*['"]node:net['"]/m,
    [],
  ],
  ['decides what is refused', /\bisRefused:/, ['src/backend/errors.ts', 'src/system/errors.ts']],
])('nothing else %s', (_what, pattern, places) => {
  expect(withCode(pattern)).toEqual(places);
});

test('no quick test mocks a module: its worker shares them with other tests', () => {
  const tests = listFiles('test').filter((path) => !path.startsWith('test/architecture'));
  const mocking = tests.filter((path) => /\bvi\.(?:do)?[mM]ock\(/.test(readModule(path).code));
  expect(mocking).toEqual([]);
});
