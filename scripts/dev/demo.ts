/**
 * The main job for real: the built scripts, as an agent runs them, against the studio with a real video. Shows each line
 * as a person sees it in a chat, leaves the video, its subtitles and its timeline in `out/`, and ends by itself. `--pictures FOLDER`
 * also draws the conversation there, beside the timeline.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { createEngine, type Engine } from '../../src/studio/cutter/render/engine.ts';
import { startStudio, type Studio } from '../../src/studio/studio.ts';
import { drawConversation, type ChatLine } from './conversation-picture.ts';
import { runScript } from './run-script.ts';
import { measureDifference } from './frames.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const skillFolder = join(root, 'dist/ai-video-download');
const outFolder = join(root, 'out');
const timelinePicture = join(outFolder, 'timeline.svg');
const EXPORT_NAME = 'city-timelapse-export.mp4';
/** Beside the video, by its name, as players look for them. */
const [subtitles, openTimeline] = ['srt', 'otio'].map((ending) =>
  join(outFolder, EXPORT_NAME.replace('mp4', ending)),
) as [string, string];
const CLIP_MS = 8_000;
const TITLE = 'Paradise Found 世界';

interface Stage {
  engine: Engine;
  studio: Studio;
  folder: string;
  clip: string;
  music: string;
}

/** What the person says, and the one command the agent runs for it; nothing is said where the agent goes on by itself. */
interface Exchange {
  person: string;
  command: string[];
}

/** The words of a command line; between single quotes spaces are kept. */
const readWords = (line: string): string[] =>
  Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word);

const plan = ({ clip, music }: Stage): Exchange[] => [
  { person: 'Hi! Can you work on a video for me?', command: ['connect'] },
  {
    person: `[${basename(clip)}, ${basename(music)}] Put the title "${TITLE}" on it for the first 3 seconds and my music under it at 35%, then give me a 1080p MP4.`,
    // The second is an edit that the studio makes without a word, as about 30 % of the real ones are.
    command: readWords(
      `run --file '${clip}' --file '${music}' --edit 'add the title "${TITLE}" for the first 3 seconds'
      --edit 'add background music ${basename(music)} at 35% volume' --export --resolution 1080p --out '${outFolder}/' --force`,
    ),
  },
  // The editor asks before its first edit; the answer goes back, and the job goes on.
  { person: 'Keep it.', command: ['chat', 'Keep it'] },
  { person: '', command: ['run', '--resume'] },
  {
    person: 'What does the timeline look like now?',
    command: ['state', '--timeline', timelinePicture],
  },
  {
    person: 'And its subtitles, and the timeline for my own editor.',
    command: ['state', '--timeline', subtitles],
  },
  { person: '', command: ['state', '--timeline', openTimeline] },
  { person: '我还剩多少积分？', command: ['run', '我还剩多少积分？'] },
];

async function setStage(folder: string): Promise<Stage> {
  await mkdir(outFolder, { recursive: true });
  const build = join(root, 'scripts/dev/build.ts');
  const engine = createEngine();
  const clip = join(folder, 'city-timelapse.mp4');
  const music = join(folder, 'lo-fi.m4a');
  const picture = { width: 1280, height: 720, durationMs: CLIP_MS, withSound: true };
  const sound = { width: 2, height: 2, durationMs: 5_000, withSound: true };
  await Promise.all([
    promisify(execFile)(process.execPath, [...process.execArgv, build, '--quiet']),
    engine.makeClip({ ...picture, file: clip }),
    engine.makeClip({ ...sound, file: music, kind: 'tone' }),
  ]);
  const logFile = join(outFolder, 'studio-requests.jsonl');
  await rm(logFile, { force: true });
  return {
    engine,
    folder,
    clip,
    music,
    studio: await startStudio({
      logFile,
      silentEdits: 'some',
      mentionsExportButton: true,
      asks: true,
    }),
  };
}

/** Plays the conversation; throws when a command fails. */
async function converse(stage: Stage): Promise<ChatLine[]> {
  const lines: ChatLine[] = [];
  const show = (line: ChatLine): void => {
    lines.push(line);
    console.log(`${{ person: '🧑', command: '  $', agent: '🤖' }[line.who]} ${line.text}`);
  };
  const place = { skillFolder, home: stage.folder, env: { NEMO_API_URL: stage.studio.url } };
  for (const { person, command } of plan(stage)) {
    if (person !== '') show({ who: 'person', text: person });
    if (command[0] === 'connect') show({ who: 'agent', text: await readGreeting() });
    show({ who: 'command', text: describeCommand(command, stage) });
    const run = await runScript(place, command, (text) =>
      show({ who: 'agent', text: shorten(text) }),
    );
    if (run.exitCode !== 0)
      throw new Error(
        `${command.join(' ')} ended with ${run.exitCode}: ${run.stdout}${run.stderr}`,
      );
  }
  return lines;
}

const readGreeting = async (): Promise<string> =>
  /^> (.*)$/m.exec(await readFile(join(skillFolder, 'SKILL.md'), 'utf8'))?.[1] ?? '';

/** Folders are told from the project's on. */
const shorten = (text: string): string => text.replace(outFolder, 'out').replace(root, '');

const describeCommand = ([name, ...words]: string[], { folder }: Stage): string =>
  ['node', `scripts/${name}.mjs`, ...words.map((word) => shorten(word).replace(`${folder}/`, ''))]
    .map((word) => (/^[\w./-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');

/** Looks at the file with other eyes than the skill's own. */
async function inspect({ engine, clip }: Stage): Promise<string> {
  const file = join(outFolder, EXPORT_NAME);
  const facts = await engine.probe(file, 'mov');
  const [during, after] = [
    await measureDifference([clip, file], 1_500),
    await measureDifference([clip, file], 5_000),
  ];
  const wrong = [
    facts.videoCodec !== 'h264' && `codec ${facts.videoCodec}`,
    (facts.width !== 1920 || facts.height !== 1080) && `size ${facts.width}x${facts.height}`,
    !facts.hasAudio && 'no sound',
    Math.abs(facts.durationMs - CLIP_MS) > 100 && `length ${facts.durationMs} ms`,
    during < after + 0.005 &&
      `no title to be seen (${during.toFixed(4)} against ${after.toFixed(4)})`,
  ].filter(Boolean);
  if (wrong.length > 0) throw new Error(`${file} is not what was asked for: ${wrong.join(', ')}`);
  return `${file}: ${facts.videoCodec} ${facts.width}x${facts.height}, ${facts.audioCodec}, ${facts.durationMs} ms; the title covers ${(during * 100).toFixed(1)} % of the picture at 1.5 s, ${(after * 100).toFixed(1)} % differs at 5 s`;
}

/** What else the person takes along, as far as it can be checked without a player or an editor. */
async function inspectTimeline(): Promise<string> {
  const cue = `00:00:00,000 --> 00:00:03,000\n${TITLE}\n`;
  if (!(await readFile(subtitles, 'utf8')).includes(cue)) throw new Error(`${subtitles}: no title`);
  const { tracks } = JSON.parse(await readFile(openTimeline, 'utf8')) as OpenTimeline;
  const found = tracks.children.map(({ kind, children }) => {
    const seconds = children.map(
      ({ source_range: { duration } }) => duration.value / duration.rate,
    );
    return `${kind} ${seconds.reduce((sum, each) => sum + each, 0)} s`;
  });
  const said = found.join(', ');
  for (const kind of ['Video', 'Audio'])
    if (!found.includes(`${kind} ${CLIP_MS / 1000} s`)) throw new Error(`${openTimeline}: ${said}`);
  return `${basename(subtitles)}: one title; ${basename(openTimeline)}: ${said}`;
}

/** As much of OpenTimelineIO's schema as is looked at. */
interface OpenTimeline {
  tracks: { children: { kind: string; children: OpenClip[] }[] };
}
interface OpenClip {
  source_range: { duration: { value: number; rate: number } };
}

const { values } = parseArgs({ options: { pictures: { type: 'string' } } });
const startedMs = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'demo-'));
const stage = await setStage(folder);
try {
  const lines = await converse(stage);
  console.log(`\nChecked: ${await inspect(stage)}`);
  console.log(await inspectTimeline());
  console.log(
    `Messages posted: ${stage.studio.messages.length}; requests: ${stage.studio.requests.length} (out/studio-requests.jsonl)`,
  );
  if (values.pictures) {
    await writeFile(join(values.pictures, 'demo.svg'), drawConversation(lines));
    await copyFile(timelinePicture, join(values.pictures, 'timeline.svg'));
  }
  console.log(`Done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
} finally {
  await stage.studio.close();
  await stage.engine.close();
  await rm(folder, { recursive: true, force: true });
}
