/**
 * Compiles the studio and its worker whenever a source has changed: to read types away at each start would take four times
 * as long as all the rest of it. Plain JavaScript, so that it starts as it is.
 */
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const compiled = new URL('node_modules/.cache/studio/', root);
const PROGRAMS = {
  'studio.mjs': 'scripts/dev/studio.ts',
  'worker.mjs': 'src/studio/cutter/render/worker.ts',
};
const SOURCES = [
  'src/studio/',
  'scripts/dev/studio.ts',
  'scripts/dev/compile-studio.mjs',
  'package-lock.json',
];

/**
 * Returns the folder of both programs, compiled.
 *
 * @returns {Promise<URL>}
 */
export async function compileStudio() {
  const changedAt = Math.max(...SOURCES.map((place) => readTime(new URL(place, root))));
  for (const [name, source] of Object.entries(PROGRAMS)) {
    const program = new URL(name, compiled);
    if (readTime(program) <= changedAt) await compile(new URL(source, root), program);
  }
  return compiled;
}

/**
 * When a file, or any in a folder, was written last; 0 when there is none.
 *
 * @param {URL} place
 * @returns {number}
 */
function readTime(place) {
  const time = statSync(place, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!place.pathname.endsWith('/')) return time;
  const files = readdirSync(place, { recursive: true }).map((name) => new URL(String(name), place));
  return Math.max(time, ...files.map((file) => statSync(file).mtimeMs));
}

/**
 * Into one file with its libraries, except the one that is no JavaScript, and a file for each part that is loaded later.
 *
 * @param {URL} source
 * @param {URL} program
 */
async function compile(source, program) {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: fileURLToPath(source),
    platform: 'node',
    external: /^node-av/,
    // The published `main` of some libraries is UMD, which a bundler cannot read through.
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20' },
  });
  const { output } = await bundle.generate({ format: 'esm', chunkFileNames: 'part-[hash].mjs' });
  mkdirSync(compiled, { recursive: true });
  // What is imported comes first, and each is put there whole, in case another studio starts at this moment.
  for (const chunk of output.toReversed()) {
    if (chunk.type !== 'chunk') continue;
    const place = chunk.isEntry ? program : new URL(chunk.fileName, compiled);
    const part = new URL(`${place.href}.${process.pid}`);
    writeFileSync(part, chunk.code);
    renameSync(part, place);
  }
}
