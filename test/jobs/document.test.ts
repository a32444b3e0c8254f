/** What is told of a job, from its record alone: everything once, and what matters first. */
import { expect, test } from 'vitest';
import { describeJob } from '../../src/jobs/document.ts';
import { editStep, exportStep } from '../../src/jobs/wish.ts';
import type { Job } from '../../src/jobs/record.ts';
import type { Step } from '../../src/steps/record.ts';
import { json } from '../support/nemo.ts';
import { doing, openStage } from '../support/stage.ts';

const jobOf = (script: Job['script'], steps: Step[]): Job => ({
  version: 1,
  id: 'k7f3qd',
  script,
  batch: null,
  project: 'default',
  wish: '',
  language: 'en',
  account: null,
  session: null,
  timeline: null,
  steps,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  isTold: false,
});

const UPLOADED: Step = {
  action: 'upload',
  state: 'settled',
  sources: ['/clips/promo.mp4'],
  files: [
    {
      name: 'promo.mp4',
      type: 'video',
      bytes: 24_300_000,
      duration_s: 60,
      width: 1920,
      height: 1080,
    },
  ],
};
const edited = (text: string, more: object = {}): Step => ({
  ...editStep('add the title "Hello"'),
  state: 'settled',
  words: { text, tools: ['edit_multitrack'], suggests: null },
  outcome: {
    changes: ['Title added: "Hello" (0-3s)'],
    timeline: 'Timeline (2 tracks): 1. Video: promo.mp4 (0-60s) 2. Title: "Hello" (0-3s)',
    nextSteps: ['add soft background music'],
  },
  ...more,
});
const EXPORTED: Step = {
  ...exportStep({ out: '/out', resolution: '1080p', force: false }),
  state: 'settled',
  render: { id: 'render_1', submittedAt: '', timelineMs: 60_000, stem: 'promo-export', tries: 1 },
  polls: 7,
  naming: { file: '/out/promo-export.mp4', bytes: 31_000_000 },
  video: { container: 'mp4', codec: 'h264', width: 1920, height: 1080, duration_s: 60 },
  link: 'https://nemovideo.com/workspace/claim?ct=clm_1',
};
const QUICK = jobOf('run', [UPLOADED, edited('Title added.'), EXPORTED]);

const tell = (job: Job, status: 'done' | 'running' | 'failed' = 'done', isJson = true) => {
  const { lines, fields, notices } = describeJob(job, {
    status,
    json: isJson,
    stateFolder: '/state',
  });
  return { message: lines.map(({ en }) => en).join('\n'), fields, notices };
};

test('an ordinary quick edit is told in few words', () => {
  const { message, fields, notices } = tell(QUICK);
  expect(message).toBe(
    [
      '✅ Uploaded promo.mp4 (video, 60.0 s, 1920×1080, 24.3 MB)',
      'Editor: Title added.',
      '✅ Title added: "Hello" (0-3s)',
      '✅ Video ready: promo-export.mp4 (1920×1080 H.264, 60.0 s, 31.0 MB)',
      'Saved to /out/promo-export.mp4',
    ].join('\n'),
  );
  expect(message.length).toBeLessThan(400);
  expect(JSON.stringify({ message, ...fields }).length).toBeLessThan(1_800);
  expect(notices).toEqual([]);
  expect(fields).toMatchObject({
    file: '/out/promo-export.mp4',
    video: { codec: 'h264' },
    steps: [
      { action: 'upload' },
      { action: 'chat', silent: false },
      { action: 'export', render_id: 'render_1', polls: 7 },
    ],
  });
  expect(Object.keys((fields['steps'] as object[])[2] ?? {})).toEqual([
    'action',
    'status',
    'render_id',
    'bytes',
    'polls',
  ]);
});

test('a long answer stands in its field alone, and cut there; a person reads it in the lines', () => {
  const text = `${'word '.repeat(1_400)}end`;
  const job = jobOf('run', [
    edited(text, {
      outcome: { changes: [], timeline: '', nextSteps: [], textFile: 'texts/1.txt' },
    }),
    EXPORTED,
  ]);
  const { message, fields } = tell(job);
  expect(message).toMatch(/7003 characters.*\n.*Video ready/);
  expect(message).not.toContain('word word');
  expect(tell(jobOf('chat', [edited('x'.repeat(300))])).message).toContain('xxx');
  expect(tell(jobOf('chat', [edited('x'.repeat(301))])).message).not.toContain('xxx');
  expect(fields).toMatchObject({
    steps: [{ text: text.slice(0, 4_000), truncated: true, text_file: '/state/texts/1.txt' }, {}],
  });
  expect(tell(job, 'done', false).message).toContain('Editor: word word');
});

test('a failure names the step, and what was done before it stays told', async () => {
  const { run, nemo, clip, out } = await openStage();
  nemo.next('POST /run_sse', json({ code: 2001 }));
  const doc = await run(doing({ files: [clip], edits: ['hi'], exports: true, out }));
  expect(doc.message).toMatch(/^chat \(done before: upload\): /);
  expect(doc).toMatchObject({
    steps: [
      { status: 'done', files: [{ name: 'clip.mp4' }] },
      { status: 'failed' },
      { status: 'waiting' },
    ],
  });
});
