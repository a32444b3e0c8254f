/**
 * The promise above all: what was wanted is done once, and paid for once. 200 jobs, each killed or cut off at a random moment
 * and gone on with; then the same words once more, which are a new wish. Waits are real: an edit whose end nobody heard is
 * looked for 30 s after it was sent, and again a minute later.
 */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runScriptUntil, type ScriptHome } from '../../scripts/dev/run-script.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { setStage, stageFor, type Stage } from '../package/studio-stage.ts';
import { CLIP, makeFolder, type Document } from '../package/support.ts';
import { createRandom } from '../studio/hostile/bytes.ts';
import { openCuttingLink, type CuttingLink } from './cutting-link.ts';

const JOBS = Number(process.env['ONCE_JOBS'] ?? 200);
const SEED = Number(process.env['ONCE_SEED'] ?? Date.now() % 1_000_000);
/** Most of the time each only waits. */
const AT_ONCE = 16;

const KINDS = ['chat alone', 'edit and export', 'upload, edit and export'] as const;
const WAYS_ON = ['next', 'the same command', 'run --resume'] as const;

interface Plan {
  number: number;
  kind: (typeof KINDS)[number];
  wayOn: (typeof WAYS_ON)[number];
  harm: 'killed' | 'cut off';
  /** How far the command is when it happens, 0 to 1 by what it sends, and how long after that. */
  share: number;
  laterMs: number;
}

/** What the studio did for one user. */
interface Deeds {
  posts: number;
  charges: number;
  renders: number;
}

/** One user with a project of the own, whose every request goes over a link of its own. */
interface User extends Stage {
  link: CuttingLink;
  deeds(): Deeds;
}

/** A submission that arrived, whether or not it was answered. */
const isSubmission = ({ method, path, bytesIn }: Studio['requests'][number]): boolean =>
  method === 'POST' && path === '/api/render/proxy/lambda' && bytesIn > 0;

async function welcome(studio: Studio, home: string): Promise<User> {
  const link = await openCuttingLink(studio.url);
  const { token, userId } = studio.issueToken(1_000);
  const stage = stageFor(studio, home, { env: { NEMO_API_URL: link.url, NEMO_TOKEN: token } });
  const isOwn = (record: { userId?: string }): boolean => record.userId === userId;
  return {
    ...stage,
    link,
    deeds: () => ({
      posts: studio.messages.filter(isOwn).length,
      charges: studio.ledger.filter(isOwn).length,
      renders: studio.requests.filter((record) => isOwn(record) && isSubmission(record)).length,
    }),
  };
}

/** A home with its project, and the command that is to be disturbed. */
async function prepare(user: User, { number, kind }: Plan): Promise<string[]> {
  const title = `add the title "Job ${number}" for the first 1 second`;
  if (kind !== 'upload, edit and export') await user.json('upload', CLIP);
  if (kind === 'chat alone') return ['chat', title];
  const files = kind === 'edit and export' ? [] : ['--file', CLIP];
  return ['run', ...files, '--edit', title, '--export', '--out', `${user.home}/`];
}

/** How many pieces a command sends when nobody disturbs it. */
async function countPieces(user: User, command: string[]): Promise<number> {
  let first = 0;
  let last = 0;
  user.link.onPiece = (count) => {
    first ||= count;
    last = count;
  };
  expect(await user.json(...command)).toMatchObject({ status: 'done' });
  return last - first + 1;
}

interface Verdict extends Plan {
  /** It was killed or cut off before it came to its end. */
  isHarmed: boolean;
  /** It came to its end in its first call all the same. */
  isUnimpressed: boolean;
  /** It was killed between writing down that the message leaves and its leaving; the command said that this is unclear. */
  isUnposted: boolean;
  outcome: Document;
  once: Deeds;
  media: number;
  again: Document;
  twice: Deeds;
  /** Two videos, or none where none was asked for. */
  hasFiles: boolean;
}

async function disturb(user: User, plan: Plan, pieces: number): Promise<Verdict> {
  const command = await prepare(user, plan);
  // One that is cut off would look for its edit until it is found: it is to be gone on with.
  const patience = plan.harm === 'killed' ? [] : ['--wait', '20'];
  const running = runScriptUntil(user, [...command, '--json', ...patience]);
  let isHarmed = false;
  const harm = (): void => {
    isHarmed = true;
    if (plan.harm === 'killed') running.kill('SIGKILL');
    else user.link.cut();
  };
  let timer: NodeJS.Timeout | undefined;
  let start: number | undefined;
  user.link.onPiece = (count) => {
    start ??= count;
    if (count - start >= plan.share * (pieces - 1)) timer ??= setTimeout(harm, plan.laterMs);
  };
  const { exitCode, stdout } = await running.ended;
  user.link.onPiece = () => {};
  clearTimeout(timer);
  const first = stdout === '' ? undefined : (JSON.parse(stdout) as Document);
  let outcome = first;
  // One that was killed while it told its end may be told again.
  if (outcome?.['status'] === 'done' && exitCode !== 0) await user.json('run', '--resume');
  for (let rounds = 0; outcome?.['status'] !== 'done' && rounds < 5; rounds += 1) {
    if (rounds > 0 && isUnclear(outcome)) break;
    outcome = await goOn(user, command, { way: plan.wayOn, last: outcome });
  }
  const isUnposted = isUnclear(outcome) && user.deeds().posts === 0;
  if (isUnposted) outcome = await user.json(...command, '--again');
  const once = user.deeds();
  const { media } = await user.json('state');
  const again = await user.json(...command);
  const files = [outcome?.['file'], again['file']];
  return {
    ...plan,
    isHarmed,
    isUnimpressed: first?.['status'] === 'done',
    isUnposted,
    outcome: outcome as Document,
    once,
    media: (media as unknown[]).length,
    again,
    twice: user.deeds(),
    hasFiles:
      plan.kind === 'chat alone' ||
      (files[0] !== files[1] &&
        files.every((file) => typeof file === 'string' && existsSync(file))),
  };
}

const isUnclear = (document: Document | undefined): boolean =>
  document?.['error']?.message.includes('no change since') ?? false;

async function goOn(
  user: User & ScriptHome,
  command: string[],
  { way, last }: { way: Plan['wayOn']; last: Document | undefined },
): Promise<Document> {
  if (way === 'the same command') return user.json(...command);
  if (way === 'next') {
    return user.goOn(last?.['next'] ? last : await user.json(...command, '--wait', '0'));
  }
  const document = await user.json('run', '--resume');
  // Nothing had been written down yet.
  return document['job'] === undefined ? user.json(...command) : document;
}

const planJobs = (): Plan[] => {
  const random = createRandom(SEED);
  return Array.from({ length: JOBS }, (_, number) => ({
    number,
    kind: KINDS[number % 3] ?? 'chat alone',
    wayOn: WAYS_ON[Math.floor(number / 3) % 3] ?? 'next',
    harm: random() < 0.6 ? 'killed' : 'cut off',
    share: random(),
    laterMs: random() ** 3 * 1_000,
  }));
};

test(`${JOBS} jobs that are killed or cut off are done once, and twice when they are said again (seed ${SEED})`, async () => {
  const { studio } = await setStage({ stepDelayMs: 300, renderDelayMs: 300 });
  const pieces = new Map<Plan['kind'], number>();
  for (const kind of KINDS) {
    const user = await welcome(studio, await makeFolder());
    const command = await prepare(user, { number: 0, kind } as Plan);
    pieces.set(kind, await countPieces(user, command));
    user.link.close();
  }
  const queue = planJobs();
  const verdicts: Verdict[] = [];
  const unharmed: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let plan = queue.shift(); plan; plan = queue.shift()) {
      const user = await welcome(studio, await makeFolder());
      const verdict = await disturb(user, plan, pieces.get(plan.kind) ?? 1);
      user.link.close();
      if (verdict.isHarmed) verdicts.push(verdict);
      else {
        // It was faster: once more, and sooner.
        unharmed.push(verdict);
        queue.push({ ...plan, share: plan.share / 2, laterMs: plan.laterMs / 4 });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const count = (is: (verdict: Verdict) => boolean): number => verdicts.filter(is).length;
  const bad = [...verdicts, ...unharmed].filter((verdict) => !isRight(verdict));
  console.log(
    [
      `seed ${SEED}: ${count(isRight)} of ${JOBS} right;`,
      `${count(({ harm }) => harm === 'killed')} were killed, ${count(({ harm }) => harm === 'cut off')} cut off,`,
      `${count(({ harm, isUnimpressed }) => harm === 'cut off' && isUnimpressed)} of these came to their end all the same;`,
      `${count(({ isUnposted }) => isUnposted)} were killed before their message left and said so`,
    ].join(' '),
  );
  for (const verdict of bad) console.log(JSON.stringify(verdict));
  expect(bad.map(({ number }) => number)).toEqual([]);
  expect(verdicts).toHaveLength(JOBS);
  // Between writing down that a message leaves and its leaving lie microseconds.
  expect(count(({ isUnposted }) => isUnposted)).toBeLessThanOrEqual(JOBS / 50);
}, 3_600_000);

function isRight({ kind, outcome, once, media, again, twice, hasFiles }: Verdict): boolean {
  const renders = kind === 'chat alone' ? 0 : 1;
  const isDone = [outcome, again].every((document) => document['status'] === 'done');
  return (
    isDone &&
    JSON.stringify(once) === JSON.stringify({ posts: 1, charges: 1, renders }) &&
    JSON.stringify(twice) === JSON.stringify({ posts: 2, charges: 2, renders: renders * 2 }) &&
    media === 1 &&
    hasFiles
  );
}
