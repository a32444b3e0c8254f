/**
 * One meter for every contest: whole commands, each in a process of its own and in the same clean environment, in alternating
 * runs of which the median counts. Needs bash, whose `time` tells the processor time of all that a command has started.
 */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** What a measured process is given: no NODE_OPTIONS, no NODE_EXTRA_CA_CERTS, which cost one side more than the other. */
export const cleanEnv = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
});

export interface Command {
  /** Program and words. */
  words: string[];
  env?: Record<string, string>;
  /** Makes ready what a run needs; not measured. */
  before?: () => Promise<void>;
}

/** What one run took. */
export interface Cost {
  cpuMs: number;
  wallMs: number;
  /** The most memory it had; only of Node, and only where the rules ask for it. */
  peakBytes: number;
}

export interface Rules {
  /** Every command runs once in each; their medians count. */
  rounds: number;
  /** A folder for what the meter writes; the HOME of every command. */
  folder: string;
  /** How often a command runs in one measurement, for short ones. */
  repeats?: number;
  withMemory?: boolean;
  /** A first round, which does not count, fills the caches of disk and compiler. */
  warmUp?: boolean;
}

/** What every command costs, in the order they are given. */
export async function compete(commands: Command[], rules: Rules): Promise<Cost[]> {
  const costs: Cost[][] = commands.map(() => []);
  for (let round = rules.warmUp ? -1 : 0; round < rules.rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      const cost = await measure(command, rules);
      if (round >= 0) costs[index]?.push(cost);
    }
  }
  return costs.map((runs) => ({
    cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
    wallMs: median(runs.map(({ wallMs }) => wallMs)),
    peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
  }));
}

const SHELL = `TIMEFORMAT='%3U %3S %3R'
time for ((i = 0; i < BENCH_REPEATS; i++)); do "$@" >"$BENCH_LOG" 2>&1 || exit 1; done`;

/** Makes a Node process write down the most memory it had, when it ends. */
const PRELOAD = `process.on('exit', () => require('node:fs').writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));`;

async function measure(
  { words, env, before }: Command,
  { folder, repeats = 1, withMemory = false }: Rules,
): Promise<Cost> {
  await before?.();
  const [log, peak, preload] = ['log', 'peak', 'preload.cjs'].map((name) => join(folder, name));
  await writeFile(preload!, PRELOAD);
  await rm(peak!, { force: true });
  const { stderr } = await run('bash', ['-c', SHELL, 'bash', ...words], {
    env: {
      ...cleanEnv(),
      HOME: folder,
      BENCH_REPEATS: String(repeats),
      BENCH_LOG: log!,
      ...(withMemory && { BENCH_PEAK: peak!, NODE_OPTIONS: `--require=${preload}` }),
      ...env,
    },
  }).catch(async () => {
    const said = await readFile(log!, 'utf8').catch(() => '');
    throw new Error(`${words.join(' ')} failed: ${said.slice(-800)}`);
  });
  const [user = 0, system = 0, real = 0] = stderr.trim().split(' ').map(Number);
  const kibibytes = Number(await readFile(peak!, 'utf8').catch(() => NaN));
  return {
    cpuMs: ((user + system) * 1000) / repeats,
    wallMs: (real * 1000) / repeats,
    peakBytes: kibibytes * 1024,
  };
}

export const median = (values: number[]): number => quantile(values, 0.5);

export const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? NaN;

/** Median processor time of work in this process. */
export async function measureHere(work: () => unknown, rounds: number): Promise<number> {
  const runs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1000);
  }
  return median(runs);
}
