import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readDraft } from '../../src/studio/draft-reader.ts';
import { writeDraft } from '../../src/studio/draft.ts';
import { editTimeline } from '../../src/studio/editor/editor.ts';
import { composeReply } from '../../src/studio/editor/reply.ts';
import { chooseRenderSize } from '../../src/studio/render-size.ts';
import { compileTimeline } from '../../src/studio/render/compile.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import { measureLevel } from '../../src/studio/render/frames.ts';
import type { RenderMedia } from '../../src/studio/render/plan.ts';
import type { StudioTimeline } from '../../src/studio/timeline.ts';
import { SUBTITLES } from './editor-support.ts';
import { describeDraft, parseChecks } from './instructions/facts.ts';
import { hasFfprobe, inspect, probeApart, type Tones } from './instructions/inspect.ts';
import { makeFolder, openMedia, removeFolder, writeHalfWhitePng } from './render-support.ts';

const SIZE = { width: 320, height: 180 };
const FRAME_MS = 1000 / 30;
const TABLE = new URL('instructions/table.tsv', import.meta.url);

/** Rows of the table: what is said, with what there, and what must come of it. */
const ROWS = readFileSync(TABLE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [say = '', setup = '', draft = '', file = ''] = line.split('\t');
    const [files = ''] = setup.split('; ');
    return {
      say: say.replaceAll('\\n', '\n'),
      files,
      before: setup.slice(files.length + 2),
      draft,
      file,
    };
  });

const engine = createEngine({ preset: 'ultrafast', crf: 28, maxParallel: 2 });
const tones: Tones = {};
let folder: string;
let uploads: Record<string, { id: string; name: string } & RenderMedia>;

beforeAll(async () => {
  folder = await makeFolder();
  const path = (name: string): string => join(folder, name);
  const clip = { ...SIZE, withSound: true };
  const samples = {
    'dark.mp4': { durationMs: 4000, color: '#202020', frequencyHz: 440 },
    'bright.mp4': { durationMs: 3000, color: '#c0c0c0', frequencyHz: 750 },
    'song.m4a': { durationMs: 2000, kind: 'tone', frequencyHz: 1300 },
  } as const;
  for (const [name, sample] of Object.entries(samples)) {
    const { frequencyHz } = sample;
    await engine.makeClip({ ...clip, ...sample, file: path(name) });
    const level = await measureLevel(engine, {
      file: path(name),
      frequencyHz,
      atMs: 200,
      durationMs: 1500,
    });
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

function send(
  message: string,
  { files, timeline }: { files: string; timeline: StudioTimeline | null },
) {
  return editTimeline({ message, timeline, media: findUploads(files), subtitles: SUBTITLES });
}

type Row = (typeof ROWS)[number];

/** Says what a row has, and returns what came of it. */
function follow({ files, before, say }: Row) {
  const earlier = before === '' ? null : send(before, { files, timeline: null }).timeline;
  return { earlier, outcome: send(say, { files, timeline: earlier }) };
}

const isRefused = ({ draft }: Row): boolean => draft.startsWith('refused: ');

describe('what instructions say and write', () => {
  test('the table has at least 50 instructions with a file, half of them Chinese', () => {
    const rendered = ROWS.filter(({ file }) => file !== '');
    const chinese = rendered.filter((row) => /\p{Script=Han}/u.test(row.say));
    expect(rendered.length).toBeGreaterThanOrEqual(50);
    expect(chinese.length).toBeGreaterThanOrEqual(rendered.length / 2);
  });

  test.each(ROWS)('$say', (row) => {
    const { earlier, outcome } = follow(row);
    const reply = composeReply(outcome, { mentionsExportButton: false, language: 'auto' }).join(
      ' ',
    );
    if (isRefused(row)) {
      expect(reply).toContain(row.draft.slice('refused: '.length));
      expect(outcome).toMatchObject({ timeline: earlier, changes: [] });
      return;
    }
    expect(outcome.refusals, reply).toEqual([]);
    expect(describeDraft(writeDraft(outcome.timeline as StudioTimeline, 'project'))).toBe(
      row.draft,
    );
  });
});

describe.skipIf(!hasFfprobe)('what instructions make (skipped without ffprobe)', () => {
  test.concurrent.each(ROWS.filter((row) => !isRefused(row)))('$say', async (row) => {
    const { files, file } = row;
    const written = writeDraft(follow(row).outcome.timeline as StudioTimeline, 'project');
    // As the wire has it: the client sends the draft back, and that is rendered.
    const timeline = readDraft(JSON.parse(JSON.stringify(written)));
    const { canvas } = timeline;
    const scale = SIZE.width / Math.max(canvas.width, canvas.height);
    const size = chooseRenderSize(canvas, { resolution: undefined, scale: Math.min(1, scale) });
    const media = Object.fromEntries(findUploads(files).map((upload) => [upload.id, upload]));
    const plan = compileTimeline(timeline, { media, output: { ...size, fps: 30 } });
    const outputFile = join(folder, `${randomUUID()}.mp4`);
    await engine.render(plan, { outputFile });
    const seen = await probeApart(outputFile);
    expect(seen).toMatchObject({ ...size, pixels: 'yuv420p', hasAudio: true });
    expect(Math.abs(seen.durationMs - written.d)).toBeLessThanOrEqual(FRAME_MS);
    for (const check of parseChecks(file))
      await inspect(engine, { file: outputFile, check, tones });
  });
});
