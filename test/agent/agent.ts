/** An agent that knows SKILL.md and nothing else: one recommended command for a need, then what the one document says. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

/** What a host lets a command do (hosts.md, section 4), and what SKILL.md's table tells the agent to do there. */
export interface Host {
  name: string;
  /** What is added to a command line: `--wait 10`. */
  options: string[];
  env?: Record<string, string>;
  /** How long a call may take before it is killed without warning; the last one holds for all that follow. */
  limitsMs?: number[];
}

export const HOSTS: Host[] = [
  { name: 'OpenClaw, in the background', options: [] },
  { name: 'Claude Code, 100 s', options: [], env: { CLAUDECODE: '1' }, limitsMs: [120_000] },
  { name: 'a host that kills after 30 s', options: ['--wait', '10'], limitsMs: [30_000] },
  { name: 'a host that kills at once, and then not', options: [], limitsMs: [1_500, 600_000] },
];

/** How well an agent follows the rules of SKILL.md. */
export type Habit =
  | 'as SKILL.md says'
  /** Runs the same command again instead of `next`. */
  | 'repeats the command'
  /** Runs `next` in two calls at once. */
  | 'runs next twice at once'
  /** Runs the same command again after every failure, whatever its kind. */
  | 'retries every failure';

export interface Place {
  /** The built package. */
  skillFolder: string;
  home: string;
  url: string;
  host: Host;
  habit: Habit;
}

export interface Report {
  /** The last document, as the agent understands it; undefined when no call lived long enough to print one. */
  document: Record<string, any> | undefined; // eslint-disable-line typescript/no-explicit-any
  /** Calls that were made. */
  calls: number;
  /** All that the agent read. */
  output: string;
}

type Document = NonNullable<Report['document']>;

/** No need takes an agent more rounds than this; one that runs in circles is ended. */
const MOST_ROUNDS = 40;

/** Sees to one need: runs its command, then follows the documents until the job is done or the user is needed. */
export async function see(place: Place, need: string[]): Promise<Report> {
  const { host, habit, skillFolder } = place;
  const command = commandLine(skillFolder, [...need, '--json', ...host.options]);
  let calls = 0;
  let failures = 0;
  let line = command;
  let document: Report['document'];
  let output = '';
  const call = async (words: string): Promise<Report['document']> => {
    const limits = host.limitsMs ?? [];
    const limitMs = limits[Math.min(calls, limits.length - 1)];
    calls += 1;
    const text = await runLine(place, words, limitMs);
    output += text;
    return text === '' ? undefined : (JSON.parse(text) as Document);
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const isNext = line !== command;
    const answers =
      habit === 'runs next twice at once' && isNext
        ? await Promise.all([call(line), call(line)])
        : [await call(line)];
    document = answers.find((each) => each?.['status'] === 'done') ?? answers[0];
    if (document?.['status'] === 'done') break;
    if (document?.['status'] === 'failed') {
      failures += 1;
      if (failures > 3 || (habit !== 'retries every failure' && !mayPass(document))) break;
    }
    const [option] = askedIn(document)?.options ?? [];
    if (option !== undefined) {
      const answer = ['chat', option, '--json', ...host.options];
      await call(commandLine(skillFolder, answer));
    }
    const mayRepeat = habit === 'repeats the command' || habit === 'retries every failure';
    line = mayRepeat ? command : (document?.['next'] ?? command);
  }
  return { document, calls, output };
}

/** SKILL.md, "Errors": what the agent tries again by `next`. All else is for the user to mend. */
const mayPass = ({ error }: Document): boolean =>
  ['network', 'backend', 'rate_limit', 'interrupted'].includes(error?.kind);

/** The question that waits for an answer, in the document or in one of its steps. */
function askedIn(document: Report['document']): { options: string[] } | undefined {
  const holders: Document[] = [document ?? {}, ...(document?.['steps'] ?? [])];
  return holders.flatMap(({ asks = [] }) => asks).at(-1);
}

const quote = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word}'`);

const commandLine = (skillFolder: string, [name = '', ...words]: string[]): string =>
  ['node', join(skillFolder, 'scripts', `${name}.mjs`), ...words].map(quote).join(' ');

/** What a line prints, run as the host does: by sh, and killed with all its processes when its time is up. */
async function runLine(
  { home, url, host }: Place,
  line: string,
  limitMs: number | undefined,
): Promise<string> {
  const child = spawn('/bin/sh', ['-c', line], {
    cwd: home,
    detached: true,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      NEMO_API_URL: url,
      ...host.env,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const kill = (): void => void process.kill(-(child.pid as number), 'SIGKILL');
  const timer = limitMs === undefined ? undefined : setTimeout(kill, limitMs);
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearTimeout(timer);
  return stdout;
}
