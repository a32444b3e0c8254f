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

const TITLE = ['--edit', 'add the title "Hello" for the first 1 second'];
const EXPORT = ['--export', '--out', 'out/'];
const whole = ['run', '--file', 'clip.mp4', ...TITLE, ...EXPORT];
const fault =
  (...rules: Parameters<Studio['faults']['add']>) =>
  (studio: Studio): void =>
    rules.forEach((rule) => studio.faults.add(rule));

export const JOBS: Job[] = [
  { what: 'the whole job in steps', needs: [whole], paid: 1, videos: [2] },
  {
    what: 'said in one breath',
    needs: [['run', 'trim it to 1 second and export it', '--file', 'clip.mp4', '--out', 'out/']],
    paid: 1,
    videos: [1],
  },
  {
    what: 'said in Chinese',
    needs: [['run', '剪到 1 秒，然后导出', '--file', 'clip.mp4', '--out', 'out/']],
    paid: 1,
    videos: [1],
  },
  {
    what: 'two edits',
    needs: [
      [
        'run',
        '--file',
        'clip.mp4',
        '--edit',
        'trim to 1 second',
        '--edit',
        'mute the clip',
        ...EXPORT,
      ],
    ],
    paid: 2,
    videos: [1],
  },
  { what: 'silent edits', needs: [whole], studio: { silentEdits: 'always' }, paid: 1, videos: [2] },
  {
    what: 'step by step',
    needs: [
      ['upload', 'clip.mp4'],
      ['chat', 'trim to 1 second'],
      ['chat', 'mute the clip'],
      ['export', '--out', 'out/'],
    ],
    paid: 2,
    videos: [1],
  },
  {
    what: 'a generated video',
    needs: [['run', '--edit', 'generate a 3 second video of a cat', ...EXPORT]],
    paid: 1,
    videos: [3],
  },
  {
    what: 'a question before the edit',
    needs: [whole],
    studio: { asks: true },
    paid: 1,
    videos: [2],
  },
  {
    what: 'a question to a bare message',
    needs: [
      ['upload', 'clip.mp4'],
      ['chat', 'trim to 1 second'],
      ['chat', 'Keep it'],
      ['export', '--out', 'out/'],
    ],
    studio: { asks: true },
    paid: 1,
    videos: [1],
  },
  {
    what: 'a stream that breaks after the edit',
    needs: [whole],
    studio: { streamBreak: 'after-work' },
    paid: 1,
    videos: [2],
  },
  {
    what: 'a gateway that gives up on a message',
    needs: [whole],
    prepare: fault({ path: '/run_sse', status: 504, body: 'x' }),
    paid: 0,
    videos: [],
    kind: 'network',
  },
  {
    what: 'a render that fails once',
    needs: [whole],
    studio: { renderFailures: 1 },
    paid: 1,
    videos: [2],
  },
  {
    what: 'a result that is named late',
    needs: [whole],
    studio: { resultUrl: 'late' },
    paid: 1,
    videos: [2],
  },
  {
    what: 'a download that is cut off',
    needs: [whole],
    prepare: fault({ path: /^\/render-result/, resetAfterBytes: 3_000 }),
    paid: 1,
    videos: [2],
  },
  {
    what: 'a submission that is not answered',
    needs: [whole],
    prepare: fault({
      path: /\/lambda$/,
      method: 'POST',
      resetAfterBytes: 1,
    }),
    paid: 1,
    videos: [2],
  },
  {
    what: 'an upload that is not answered',
    needs: [whole],
    prepare: fault({ path: /upload-video/, resetAfterBytes: 1 }),
    paid: 1,
    videos: [2],
  },
  {
    what: 'no credits',
    needs: [whole],
    studio: { credits: 0 },
    paid: 0,
    videos: [],
    kind: 'credits',
  },
  {
    what: 'a plan without export',
    needs: [whole],
    studio: { exportPlanBlocked: true },
    paid: 1,
    videos: [],
    kind: 'plan',
  },
  {
    what: 'a file that is not there',
    needs: [['run', '--file', 'no.mp4', ...TITLE, ...EXPORT]],
    paid: 0,
    videos: [],
    kind: 'file',
  },
  {
    what: 'nothing to export',
    needs: [['export', '--out', 'out/']],
    paid: 0,
    videos: [],
    kind: 'empty',
  },
  {
    what: 'two videos in a batch',
    needs: [['batch', 'clips.json', '--out', 'out/']],
    paid: 2,
    videos: [1, 2],
  },
  {
    what: 'a look at the timeline and the balance',
    needs: [['upload', 'clip.mp4'], ['state'], ['credits']],
    paid: 0,
    videos: [],
  },
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
