/**
 * Shows that the tests notice when a promise is broken: puts one fault at a time into a copy of the sources and runs the tests
 * that should notice. `npm run test:mutations [-- jobs/batch …]`, with words that the files' names hold. Ends with 1 when a
 * fault's text is no longer found, or when one survives without a reason in `mutants.txt`.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What the pure tests read. */
const NEEDED = ['src', 'test', 'scripts', 'SKILL.md', 'package.json', 'vitest.config.ts'];
/** A fault may make a test wait for ever. */
const TIMEOUTS = { testMs: 20_000, runMs: 90_000 };

interface Mutant {
  file: string;
  tests: string[];
  /** What goes wrong. */
  fault: string;
  from: string;
  to: string;
  /** Why no test can notice it. */
  reason: string | undefined;
}

/** See the head of `mutants.txt`. */
function readMutants(text: string): Mutant[] {
  const mutants: Mutant[] = [];
  let [file, tests, fault]: [string, string[], string] = ['', [], ''];
  // The head ends with the first empty line.
  for (const line of text.slice(text.indexOf('\n\n')).split('\n')) {
    const words = line.slice(2);
    const last = mutants.at(-1);
    if (line.startsWith('@ ')) [file = '', ...tests] = words.split(' ');
    else if (line.startsWith('# ')) fault = words;
    else if (line.startsWith('- '))
      mutants.push({ file, tests, fault, from: words, to: '', reason: undefined });
    else if (line.startsWith('+') && last) last.to = words;
    else if (line.startsWith('~ ') && last) last.reason = words;
  }
  return mutants;
}

/** A copy of the project in which faults can be made. */
async function copyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mutations-'));
  for (const name of NEEDED) await cp(join(root, name), join(folder, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

type Verdict = 'passed' | 'failed' | 'no test ran';

/** Runs tests in a copy until the first one fails; one that does not end has failed. */
function runTests(folder: string, tests: string[]): Promise<Verdict> {
  const words = ['run', '--project', 'pure', '--bail', '1', '--maxWorkers', '1'];
  const limits = ['--testTimeout', `${TIMEOUTS.testMs}`, '--reporter', 'json'];
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...words, ...limits, ...tests], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    // In a group of its own: a worker that hangs is ended with it.
    detached: true,
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      resolve('failed');
    }, TIMEOUTS.runMs);
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      if (exitCode === 0) return resolve('passed');
      const count = Number(/"numTotalTests":(\d+)/.exec(printed)?.[1] ?? 0);
      resolve(count > 0 ? 'failed' : 'no test ran');
    });
  });
}

type Fate = 'killed' | 'survived' | 'not found' | 'broken';

/** The file that holds the text once: the one that is named, or where the text has moved to another, that one of its room. */
async function findText(folder: string, { file, from }: Mutant): Promise<string | undefined> {
  const room = dirname(file);
  const others = (await readdir(join(folder, room))).map((name) => `${room}/${name}`);
  const holders: string[] = [];
  for (const name of [file, ...others]) {
    const parts = (await readFile(join(folder, name), 'utf8').catch(() => '')).split(from);
    if (parts.length === 2 && name === file) return name;
    if (parts.length > 1) holders.push(...parts.slice(1).map(() => name));
  }
  return holders.length === 1 ? holders[0] : undefined;
}

async function tryMutant(folder: string, mutant: Mutant): Promise<Fate> {
  const file = await findText(folder, mutant);
  if (file === undefined) return 'not found';
  mutant.file = file;
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  await writeFile(
    path,
    text.replace(mutant.from, () => mutant.to),
  );
  try {
    const verdict = await runTests(folder, mutant.tests);
    if (verdict === 'no test ran') return 'broken';
    return verdict === 'failed' ? 'killed' : 'survived';
  } finally {
    await writeFile(path, text);
  }
}

/** Does all of it, as many at a time as there are folders. */
async function workThrough<T>(
  folders: string[],
  things: T[],
  act: (folder: string, thing: T) => Promise<void>,
): Promise<void> {
  const queue = [...things];
  const work = async (folder: string): Promise<void> => {
    for (let thing = queue.shift(); thing !== undefined; thing = queue.shift())
      await act(folder, thing);
  };
  await Promise.all(folders.map(work));
}

function report(fates: Map<Mutant, Fate>): boolean {
  const all = [...fates.keys()];
  const count = (mutants: Mutant[]): string =>
    `${mutants.filter((mutant) => fates.get(mutant) === 'killed').length} / ${mutants.length}`;
  console.log('\nkilled / all');
  for (const file of new Set(all.map((mutant) => mutant.file)))
    console.log(`${count(all.filter((mutant) => mutant.file === file)).padStart(9)}  ${file}`);
  console.log(`${count(all).padStart(9)}  in all`);
  const problems = all.filter((mutant) => fates.get(mutant) !== 'killed');
  for (const mutant of problems) {
    const { file, fault, from, reason } = mutant;
    console.log(`${fates.get(mutant)}: ${file}: ${fault} (${from})${reason ? `: ${reason}` : ''}`);
  }
  return problems.every((mutant) => fates.get(mutant) === 'survived' && mutant.reason);
}

const wanted = process.argv.slice(2);
const list = await readFile(new URL('mutants.txt', import.meta.url), 'utf8');
const mutants = readMutants(list).filter(
  ({ file }) => wanted.length === 0 || wanted.some((word) => file.includes(word)),
);
const count = Math.max(1, Math.min(4, availableParallelism()));
const folders = await Promise.all(Array.from({ length: count }, copyProject));
try {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  const unharmed = await runTests(folders[0] ?? '', tests);
  if (unharmed !== 'passed') throw new Error(`without a fault: ${unharmed}`);
  const fates = new Map<Mutant, Fate>(mutants.map((mutant) => [mutant, 'broken']));
  await workThrough(folders, mutants, async (folder, mutant) => {
    const fate = await tryMutant(folder, mutant);
    fates.set(mutant, fate);
    console.log(`${fate}: ${mutant.file}: ${mutant.fault}`);
  });
  if (!report(fates)) process.exitCode = 1;
} finally {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
