import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { measureTimeline, type StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import { editTimeline, type Project, readMessage } from '../../src/studio/cutter/editor.ts';
import { composeReply } from '../../src/studio/cutter/wording/reply.ts';
import { chooseRenderSize } from '../../src/studio/cutter/render-size.ts';
import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { measureLevel } from '../../scripts/dev/frames.ts';
import type { RenderMedia } from '../../src/studio/cutter/render/plan.ts';
import { NEW } from './editor-support.ts';
import { describeDraft, parseChecks } from './instructions/facts.ts';
import { inspect, type Tones } from './instructions/inspect.ts';
import { hasJudge, judge } from './judge.ts';
import { makeFolder, openMedia, removeFolder, writeHalfWhitePng } from './render-support.ts';

const SIZE = { width: 320, height: 180 };

/** Rows of a table: what is said, with what there, and what must come of it. */
function readTable(name: string) {
  const lines = readFileSync(new URL(`instructions/${name}`, import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [say = '', setup = '', ...rest] = line.split('\t');
      const [files = '', ...before] = setup.replaceAll('\\n', '\n').split('; ');
      return { say: say.replaceAll('\\n', '\n'), files, before, rest };
    });
}

const DONE = readTable('done.tsv').map(
  ({ rest: [operations = '', draft = '', file = ''], ...row }) => ({
    ...row,
    operations,
    draft,
    file,
  }),
);
const REFUSED = readTable('refused.tsv').map(({ rest: [answer = ''], ...row }) => ({
  ...row,
  answer,
}));

const engine = createEngine({ preset: 'ultrafast', maxParallel: 2 });
const tones: Tones = {};
let folder: string;
let samples: Record<string, { id: string; name: string } & RenderMedia>;

beforeAll(async () => {
  folder = await makeFolder();
  const path = (name: string): string => join(folder, name);
  const made = {
    'dark.mp4': { durationMs: 4000, color: '#202020', frequencyHz: 440 },
    'bright.mp4': { durationMs: 3000, color: '#c0c0c0', frequencyHz: 750 },
    'song.m4a': { durationMs: 2000, kind: 'tone', frequencyHz: 1300 },
  } as const;
  for (const [name, sample] of Object.entries(made)) {
    const { frequencyHz } = sample;
    const file = path(name);
    await engine.makeClip({ ...SIZE, withSound: true, ...sample, file });
    const level = await measureLevel({ file, frequencyHz, atMs: 200, durationMs: 1500 });
    tones[name.split('.')[0] ?? ''] = { frequencyHz, level };
  }
  await writeHalfWhitePng(path('photo.png'), SIZE);
  await writeHalfWhitePng(path('photo2.png'), { ...SIZE, side: 'right' });
  const names = [...Object.keys(made), 'photo.png', 'photo2.png'];
  const opened = names.map(async (name) => [
    name.split('.')[0] ?? '',
    { id: name, name, ...(await openMedia(engine, path(name))) },
  ]);
  samples = Object.fromEntries(await Promise.all(opened)) as typeof samples;
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

function findUploads(files: string) {
  return files === '-' ? [] : files.split(' ').flatMap((name) => samples[name] ?? []);
}

/** What was there before, and what comes of what a row says. */
function follow({ files, before, say }: { files: string; before: string[]; say: string }) {
  const uploads = { media: findUploads(files) };
  let project: Project = NEW;
  for (const message of before) project = editTimeline(message, project, uploads);
  const outcome = editTimeline(say, project, uploads);
  const reply = composeReply(outcome, { mentionsExportButton: false }).join(' ');
  return { project, uploads, outcome, reply };
}

test.each(DONE)('$say', ({ operations, draft, ...row }) => {
  const { outcome, uploads, reply } = follow(row);
  expect(readMessage(row.say, uploads)).toMatchObject({ operations: JSON.parse(operations) });
  expect(outcome.changes.length, reply).toBeGreaterThan(0);
  expect(describeDraft(writeDraft(outcome.timeline as StudioTimeline, 'project'))).toBe(draft);
  // The same as operations instead of a sentence.
  expect(follow({ ...row, say: operations }).outcome.timeline).toEqual(outcome.timeline);
});

test.each(REFUSED)('refused: $say', ({ answer, ...row }) => {
  const { outcome, project, reply } = follow(row);
  expect(reply).toContain(answer);
  const { timeline, earlier } = project;
  expect(outcome).toMatchObject({ timeline, earlier, changes: [], placed: null });
});

describe.skipIf(!hasJudge)('what instructions make (skipped without ffmpeg and ffprobe)', () => {
  test.concurrent.each(DONE.filter(({ file }) => file !== ''))('$say', async (row) => {
    const timeline = follow(row).outcome.timeline as StudioTimeline;
    const { canvas } = timeline;
    const scale = Math.min(1, SIZE.width / Math.max(canvas.width, canvas.height));
    const small = { width: canvas.width * scale, height: canvas.height * scale };
    const size = chooseRenderSize(small, undefined);
    const media = Object.fromEntries(findUploads(row.files).map((upload) => [upload.id, upload]));
    const plan = compileTimeline(timeline, { media, output: size });
    const file = join(folder, `${randomUUID()}.mp4`);
    await engine.render(plan, { outputFile: file });
    const seen = await judge(file);
    expect(seen).toMatchObject({ ...size, video: 'h264', audio: 'aac' });
    expect(Math.abs(seen.pictureMs - measureTimeline(timeline))).toBeLessThanOrEqual(1000 / 30);
    for (const check of parseChecks(row.file)) await inspect({ file, check, tones });
  });
});
