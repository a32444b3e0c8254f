/**
 * Writes the package: `dist/ai-video-download/`. The modules of a room leave as one readable file, comments kept; each library
 * leaves as one un-minified file behind its door. The result runs as it lies.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format } from 'oxfmt';
import { rolldown } from 'rolldown';
import { parseSync } from 'rolldown/utils';
import { joinFiles } from './join.ts';
import { listLicences } from './licences.ts';
import { readModule, type Module } from './modules.ts';
import { assignFiles, isDoor } from './rooms.ts';
import { ALIASES, DEFINITIONS, leaveOut } from './vendor.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = join(root, 'dist/ai-video-download');
/** Built beside its place and put there whole: whoever runs the package meanwhile sees the old one or the new one. */
const staging = join(root, `dist/.building-${process.pid}`);
const compiled = join(staging, 'compiled');
const draft = join(staging, 'package');

/** Builds the package from scratch. */
async function buildPackage(): Promise<void> {
  try {
    await mkdir(draft, { recursive: true });
    const [, modules] = await Promise.all([compileModules(), bundleDoors()]);
    await copyTexts();
    await writeFile(join(draft, 'THIRD_PARTY_NOTICES.md'), await listLicences(root, modules));
    await rename(target, join(staging, 'old')).catch(() => {});
    await rename(draft, target);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** tsc strips the types; then the modules of a room are joined (rooms.ts, join.ts), and the style comes back. */
async function compileModules(): Promise<void> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const project = join(root, 'tsconfig.build.json');
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', compiled]);
  const modules = new Map<string, Module>();
  for (const file of await listFiles(compiled)) {
    const place = relative(compiled, file).split(sep).join('/');
    if (isDoor(place)) continue;
    const module = readModule(place, await readFile(file, 'utf8'));
    // A module of types alone leaves nothing that anyone imports.
    const isEmpty = module.declared.length === 0 && module.handsOn.length === 0;
    if (!isEmpty || place.startsWith('scripts/')) modules.set(place, module);
  }
  const files = assignFiles(modules);
  for (const [place, text] of joinFiles(modules, files)) {
    const code = await tidy(place, text);
    const sources = [...modules.values()].filter((module) => files.get(module.place) === place);
    checkComments(place, code, sources);
    await write(place, code);
  }
}

/** Tabs, as the bundled libraries have them: a twentieth of all bytes would be spaces before lines. */
async function tidy(place: string, text: string): Promise<string> {
  const style = { singleQuote: true, printWidth: 120, useTabs: true, tabWidth: 2 };
  const { code, errors } = await format(place, text, style);
  if (errors.length > 0) throw new Error(`${place}: ${errors[0]?.message}`);
  return code;
}

/** Readers of the package are promised every comment. */
function checkComments(place: string, code: string, sources: Module[]): void {
  const kept = parseSync(place, code).comments.map(({ value }) => plain(value));
  for (const comment of sources.flatMap(({ comments }) => comments)) {
    const index = kept.indexOf(plain(comment));
    if (index === -1) throw new Error(`${place} lost a comment: ${comment}`);
    kept.splice(index, 1);
  }
}

/** A comment without the spaces that formatting changes. */
const plain = (comment: string): string => comment.replaceAll(/\s+/g, ' ').trim();

/** Bundles every door on its own and returns the ids of all modules that travel. */
async function bundleDoors(): Promise<string[]> {
  const doors = (await readdir(join(root, 'src/vendor'))).filter((name) => name.endsWith('.ts'));
  const bundled = await Promise.all(doors.map(bundleDoor));
  return bundled.flat();
}

async function bundleDoor(name: string): Promise<string[]> {
  const bundle = await rolldown({
    input: join(root, 'src/vendor', name),
    platform: 'node',
    resolve: { alias: ALIASES },
    transform: { define: DEFINITIONS },
    plugins: [leaveOut],
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: false,
    codeSplitting: false,
    sourcemap: false,
    // What the libraries' own documentation says of every function is read where they live; their licences stay.
    comments: { legal: true, jsdoc: false, annotation: false },
  });
  // Region comments hold paths of this machine's tree; a byte order mark inside a literal is invisible to a reader.
  const code = output[0].code
    .replaceAll(/^\/\/#(?:end)?region.*\n/gm, '')
    .replaceAll('\ufeff', '\\ufeff')
    // Tables of numbers, as their authors had them: sixteen to a line instead of one.
    .replaceAll(/(?:^[ \t]*\d+,\n){32,}/gm, wrapNumbers);
  await write(`lib/vendor/${name.replace(/\.ts$/, '.mjs')}`, code);
  return output[0].moduleIds;
}

function wrapNumbers(table: string): string {
  const indent = /^[ \t]*/.exec(table)?.[0] ?? '';
  const numbers = table.match(/\d+/g) ?? [];
  const lines = numbers.map(
    (number, index) => (index % 16 === 0 ? `\n${indent}` : ' ') + `${number},`,
  );
  return `${lines.join('').trimStart().replace(/^/, indent)}\n`;
}

async function copyTexts(): Promise<void> {
  for (const name of ['SKILL.md', 'LICENSE', 'references', 'agents']) {
    await cp(join(root, name), join(draft, name), { recursive: true });
  }
}

async function write(place: string, text: string): Promise<void> {
  const file = join(draft, place);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** How many files and bytes there are, of 64 and 1,000,000 (interface.md, "The package"). */
async function describePackage(): Promise<string> {
  const files = await listFiles(target);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return `${relative(process.cwd(), target) || '.'}: ${files.length} files, ${bytes} bytes`;
}

await buildPackage();
if (!process.argv.includes('--quiet')) console.log(await describePackage());
