/** The rules that keep the skill's modules apart (engineering.md 4.1, 4.5). */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Module {
  /** From the project's folder, with forward slashes. */
  path: string;
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
  const code = stripComments(readFileSync(join(root, path), 'utf8'));
  const names = IMPORTS.flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ([, name = '']) => name),
  );
  return {
    path,
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

/** From the lowest up: a module imports from its own layer and those before it. */
const LAYERS = [
  'src/vendor',
  'src/core',
  'src/ports',
  'src/client',
  'src/operations',
  'src/edge',
  'scripts',
];
const layerOf = (path: string): number => LAYERS.findIndex((layer) => path.startsWith(`${layer}/`));

const namesOf = (found: Module[]): string[] => found.map(({ path }) => path);
const withCode = (pattern: RegExp): string[] =>
  namesOf(skill.filter(({ code }) => pattern.test(code)));

test('finds the modules it is about', () => {
  expect(new Set(skill.map(({ path }) => layerOf(path)))).toEqual(new Set(LAYERS.keys()));
  expect(modules.filter(isStudio).length).toBeGreaterThan(20);
  const known = new Set(modules.map(({ path }) => path));
  const missing = modules.flatMap(({ imports }) => imports).filter((path) => !known.has(path));
  expect(missing).toEqual([]);
});

test('imports only within a layer or down', () => {
  const upward = skill.flatMap(({ path, imports }) =>
    imports
      .filter((target) => layerOf(target) > layerOf(path) || layerOf(target) === -1)
      .map((target) => `${path} → ${target}`),
  );
  expect(upward).toEqual([]);
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

test('keeps files, network and processes out of the core', () => {
  const core = skill.filter(({ path }) => path.startsWith('src/core/'));
  const impure = core.filter(({ packages }) => packages.some((name) => name.startsWith('node:')));
  expect(namesOf(impure)).toEqual([]);
});

test('reads the environment in one place', () => {
  expect(withCode(/\bprocess\s*(?:\.|\?\.|\[['"])\s*env\b/)).toEqual(['src/ports/settings.ts']);
});

test('reads the time in one place', () => {
  expect(withCode(/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b/)).toEqual([
    'src/ports/clock.ts',
  ]);
});

test('sets timers in one place, but for the grace of a stopped process', () => {
  expect(withCode(/\bsetTimeout\b|\bsetInterval\b|\bAbortSignal\.timeout\b/)).toEqual([
    'src/edge/online.ts',
    'src/ports/clock.ts',
  ]);
  const online = skill.find(({ path }) => path === 'src/edge/online.ts');
  expect(online?.code.match(/\bsetTimeout\b/g)).toHaveLength(1);
});

test('writes nothing past the reporter', () => {
  expect(withCode(/\bconsole\s*\./)).toEqual([]);
  expect(withCode(/\bprocess\.std(?:out|err)\.write\b/)).toEqual([]);
});

test('sends nothing past the one request path', () => {
  expect(
    withCode(/(?<![\w.])fetch\(|['"]node:https?['"]|^(?!import type).*['"]node:net['"]/m),
  ).toEqual([]);
});

test('renames files in one place, which knows how Windows refuses, but for a lock that is given up', () => {
  expect(withCode(/\brename(?:Sync)?\(/)).toEqual([
    'src/ports/busy-file.ts',
    'src/ports/lock.ts',
    'src/ports/record-files.ts',
  ]);
});
