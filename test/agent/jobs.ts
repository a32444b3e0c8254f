/** What users want of an agent that has read SKILL.md, on each host, and one job played to its end against a studio of its own. */
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStudio, type StartOptions, type Studio } from '../../src/studio/studio.ts';
import { see, type Habit, type Host, type Report } from './agent.ts';

export interface Job {
  what: string;
  /** By SKILL.md: the command for the need; `clip` and `out` are in the home. */
  needs: string[][];
  studio?: StartOptions;
  prepare?: (studio: Studio) => void;
  /** Edits that are paid for, and videos on disk with their lengths in seconds. */
  paid: number;
  videos: number[];
  /** What the last document must fail with. */
  kind?: string;
}

const EXPORT = '--export --out out/';
const TITLE = '--edit "add the title «Hello» for the first 1 second"';
const WHOLE = `run --file clip.mp4 ${TITLE} ${EXPORT}`;
const fault =
  (rule: Parameters<Studio['faults']['add']>[0]) =>
  (studio: Studio): void =>
    void studio.faults.add(rule);

const USUAL = { paid: 1, videos: [2] };

/** What is wanted, the commands for it, one a line, what comes of them, and what the backend does. */
const job = (
  what: string,
  commands: string,
  outcome: Omit<Job, 'what' | 'needs'> = USUAL,
): Job => ({ what, needs: commands.split('; ').map(readWords), ...outcome });

/** The words of a command line; in double quotes spaces are kept, and «» are quotes. */
const readWords = (line: string): string[] =>
  Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([word, quoted]) => quoted ?? word).map((word) =>
    word.replaceAll(/[«»]/g, '"'),
  );

const NOTHING = { paid: 0, videos: [] };
const UNANSWERED = { resetAfterBytes: 1 };

export const JOBS: Job[] = [
  job('the whole job in steps', WHOLE),
  job('said in one breath', 'run "trim it to 1 second and export it" --file clip.mp4 --out out/', {
    paid: 1,
    videos: [1],
  }),
  job('said in Chinese', 'run "剪到 1 秒，然后导出" --file clip.mp4 --out out/', {
    paid: 1,
    videos: [1],
  }),
  job(
    'two edits',
    `run --file clip.mp4 --edit "trim to 1 second" --edit "mute the clip" ${EXPORT}`,
    { paid: 2, videos: [1] },
  ),
  job('silent edits', WHOLE, { ...USUAL, studio: { silentEdits: 'always' } }),
  job(
    'step by step',
    'upload clip.mp4; chat "trim to 1 second"; chat "mute the clip"; export --out out/',
    { paid: 2, videos: [1] },
  ),
  job('a generated video', `run --edit "generate a 3 second video of a cat" ${EXPORT}`, {
    paid: 1,
    videos: [3],
  }),
  job('a question before the edit', WHOLE, { ...USUAL, studio: { asks: true } }),
  job(
    'a question to a bare message',
    'upload clip.mp4; chat "trim to 1 second"; chat "Keep it"; export --out out/',
    { paid: 1, videos: [1], studio: { asks: true } },
  ),
  job('a stream that breaks after the edit', WHOLE, {
    ...USUAL,
    studio: { streamBreak: 'after-work' },
  }),
  job('a gateway that gives up on a message', WHOLE, {
    ...NOTHING,
    prepare: fault({ path: '/run_sse', status: 504, body: 'x' }),
    kind: 'network',
  }),
  job('a render that fails once', WHOLE, { ...USUAL, studio: { renderFailures: 1 } }),
  job('a result that is named late', WHOLE, { ...USUAL, studio: { resultUrl: 'late' } }),
  job('a download that is cut off', WHOLE, {
    ...USUAL,
    prepare: fault({ path: /^\/render-result/, resetAfterBytes: 3_000 }),
  }),
  job('a submission that is not answered', WHOLE, {
    ...USUAL,
    prepare: fault({ path: /\/lambda$/, method: 'POST', ...UNANSWERED }),
  }),
  job('an upload that is not answered', WHOLE, {
    ...USUAL,
    prepare: fault({ path: /upload-video/, ...UNANSWERED }),
  }),
  job('no credits', WHOLE, { ...NOTHING, studio: { credits: 0 }, kind: 'credits' }),
  job('a plan without export', WHOLE, {
    paid: 1,
    videos: [],
    studio: { exportPlanBlocked: true },
    kind: 'plan',
  }),
  job('a file that is not there', `run --file no.mp4 ${TITLE} ${EXPORT}`, {
    ...NOTHING,
    kind: 'file',
  }),
  job('nothing to export', 'export --out out/', { ...NOTHING, kind: 'empty' }),
  job('two videos in a batch', 'batch clips.json --out out/', { paid: 2, videos: [1, 2] }),
  job('a look at the timeline and the balance', 'upload clip.mp4; state; credits', NOTHING),
];

export interface Played extends Report {
  /** Edits that were paid for. */
  paid: number;
  /** Lengths of the videos on disk, by their names' order. */
  videos: number[];
}

export interface Means {
  skillFolder: string;
  /** 320×180 with sound, 2 s. */
  clip: string;
  host: Host;
  habit: Habit;
  /** How long a video is, in seconds. */
  measure(file: string): Promise<number>;
}

/** Plays a job to its end and looks at what the backend saw, and at the files. */
export async function play(
  { needs, prepare, studio: options }: Job,
  { skillFolder, clip, host, habit, measure }: Means,
): Promise<Played> {
  const home = await mkdtemp(join(tmpdir(), 'agent-'));
  await copyFile(clip, join(home, 'clip.mp4'));
  await writeFile(
    join(home, 'clips.json'),
    JSON.stringify([
      { file: 'clip.mp4', edit: 'trim to 1 second', out: 'a.mp4' },
      { file: 'clip.mp4', edit: 'mute the clip', out: 'b.mp4' },
    ]),
  );
  const studio = await startStudio({
    stepDelayMs: 300,
    silentEdits: 'never',
    preset: 'ultrafast',
    ...options,
  });
  prepare?.(studio);
  try {
    let report: Report = { document: undefined, calls: 0, output: '' };
    for (const need of needs) {
      const { document, calls, output } = await see(
        { skillFolder, home, url: studio.url, host, habit },
        need,
      );
      report = { document, calls: report.calls + calls, output: report.output + output };
    }
    const names = (await readdir(join(home, 'out')).catch(() => [])).toSorted();
    const videos = await Promise.all(names.map((name) => measure(join(home, 'out', name))));
    return { ...report, paid: studio.ledger.length, videos };
  } finally {
    await studio.close();
    await rm(home, { recursive: true, force: true });
  }
}
