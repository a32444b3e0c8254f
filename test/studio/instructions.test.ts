import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { measureTimeline } from '../../src/studio/cutter/timeline-length.ts';
import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import { editTimeline } from '../../src/studio/cutter/editor/editor.ts';
import { composeReply } from '../../src/studio/cutter/editor/reply.ts';
import { chooseRenderSize } from '../../src/studio/cutter/render-size.ts';
import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { measureLevel } from '../../scripts/dev/frames.ts';
import type { RenderMedia } from '../../src/studio/cutter/render/plan.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { SUBTITLES } from './editor-support.ts';
import { describeDraft, parseChecks } from './instructions/facts.ts';
import { inspect, type Tones } from './instructions/inspect.ts';
import { hasJudge, judge } from './judge.ts';
import { makeFolder, openMedia, removeFolder, writeHalfWhitePng } from './render-support.ts';

const SIZE = { width: 320, height: 180 };
/** Few frames: each is rendered, and none of the checks needs more. */
const FPS = 10;
const TABLE = new URL('instructions/table.tsv', import.meta.url);

/** Rows of the table: what is said, with what there, and what must come of it. */
const ROWS = readFileSync(TABLE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [say = '', setup = '', draft = '', file = ''] = line.split('\t');
    const [files = ''] = setup.split('; ');
    const before = setup.slice(files.length + 2);
    return { say: say.replaceAll('\\n', '\n'), files, before, draft, file };
  });

const engine = createEngine({ preset: 'ultrafast', crf: 28, maxParallel: 2 });
const tones: Tones = {};
let folder: string;
let uploads: Record<string, { id: string; name: string } & RenderMedia>;

beforeAll(async () => {
  folder = await makeFolder();
  const path = (name: string): string => join(folder, name);
  const samples = {
    'dark.mp4': { durationMs: 4000, color: '#202020', frequencyHz: 440 },
    'bright.mp4': { durationMs: 3000, color: '#c0c0c0', frequencyHz: 750 },
    'song.m4a': { durationMs: 2000, kind: 'tone', frequencyHz: 1300 },
  } as const;
  for (const [name, sample] of Object.entries(samples)) {
    const { frequencyHz } = sample;
    const file = path(name);
    await engine.makeClip({ ...SIZE, fps: FPS, withSound: true, ...sample, file });
    const level = await measureLevel({ file, frequencyHz, atMs: 200, durationMs: 1500 });
    tones[name.split('.')[0] ?? ''] = { frequencyHz, level };
  }
  await writeHalfWhitePng(path('photo.png'), SIZE);
  await writeHalfWhitePng(path('photo2.png'), { ...SIZE, side: 'right' });
  const names = [...Object.keys(samples), 'photo.png', 'photo2.png'];
  const opened = names.map(async (name) => [
    name.split('.')[0] ?? '',
    { id: name, name, ...(await openMedia(engine, path(name))) },
  ]);
  uploads = Object.fromEntries(await Promise.all(opened)) as typeof uploads;
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

function findUploads(files: string) {
  return files === '-' ? [] : files.split(' ').flatMap((name) => uploads[name] ?? []);
}

type Row = (typeof ROWS)[number];

/** Says what a row has, and returns what came of it. */
function follow({ files, before, say }: Row) {
  const send = (message: string, timeline: StudioTimeline | null) =>
    editTimeline({ message, timeline, media: findUploads(files), subtitles: SUBTITLES });
  const earlier = before === '' ? null : send(before, null).timeline;
  return { earlier, outcome: send(say, earlier) };
}

test.each(ROWS)('$say', (row) => {
  const { earlier, outcome } = follow(row);
  const reply = composeReply(outcome, { mentionsExportButton: false }).join(' ');
  const [, refusal] = /^refused: (.*)$/.exec(row.draft) ?? [];
  if (refusal !== undefined) {
    expect(reply).toContain(refusal);
    expect(outcome).toMatchObject({ timeline: earlier, changes: [] });
    return;
  }
  expect(outcome.refusals, reply).toEqual([]);
  expect(describeDraft(writeDraft(outcome.timeline as StudioTimeline, 'project'))).toBe(row.draft);
});

describe.skipIf(!hasJudge)('what instructions make (skipped without ffmpeg and ffprobe)', () => {
  test.concurrent.each(ROWS.filter(({ file }) => file !== ''))('$say', async (row) => {
    const timeline = follow(row).outcome.timeline as StudioTimeline;
    const { canvas } = timeline;
    const scale = SIZE.width / Math.max(canvas.width, canvas.height);
    const size = chooseRenderSize(canvas, { resolution: undefined, scale: Math.min(1, scale) });
    const media = Object.fromEntries(findUploads(row.files).map((upload) => [upload.id, upload]));
    const plan = compileTimeline(timeline, { media, output: { ...size, fps: FPS } });
    const file = join(folder, `${randomUUID()}.mp4`);
    await engine.render(plan, { outputFile: file });
    const seen = await judge(file);
    expect(seen).toMatchObject({ ...size, video: 'h264', audio: 'aac' });
    expect(Math.abs(seen.pictureMs - measureTimeline(timeline))).toBeLessThanOrEqual(1000 / FPS);
    for (const check of parseChecks(row.file)) await inspect({ file, check, tones });
  });
});
