/** What makes two calls the same wish, and what is found wrong with one before anything is sent. */
import { rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanStep } from '../../src/intent/plan-step.ts';
import {
  editStep,
  exportStep,
  hashWish,
  makeWish,
  planSteps,
  uploadSteps,
} from '../../src/jobs/wish.ts';
import type { Step } from '../../src/steps/record.ts';
import { SAMPLES } from '../media/media-samples.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const PLAIN = { out: undefined, resolution: undefined, force: false };
const exporting = (more: object = {}) => exportStep({ ...PLAIN, ...more });
const hash = (...steps: Step[]): Promise<string> => hashWish('default', steps);

test('whatever is wanted otherwise is another wish', async () => {
  const wishes: Step[][] = [
    [editStep('a')],
    [editStep('b')],
    [editStep('a ')],
    [editStep('a'), editStep('a')],
    [editStep('a'), editStep('b')],
    [editStep('b'), editStep('a')],
    [...uploadSteps(['https://e.com/a.mp4']), editStep('a')],
    [{ action: 'credits', state: 'ready' }],
    [editStep('a'), exporting()],
    [exporting()],
    [exporting({ out: 'a.mp4' })],
    [exporting({ resolution: '720p' })],
  ];
  const hashes = await Promise.all(wishes.map((steps) => hash(...steps)));
  expect(new Set(hashes).size).toBe(wishes.length);
});

test('what a call may say besides does not make another wish', async () => {
  const same = await hash(editStep('a'), exporting());
  expect(await hash(editStep('a'), exporting({ force: true, out: '.' }))).toBe(same);
  expect(await hash({ ...editStep('a'), state: 'sent', words: null }, exporting())).toBe(same);
  expect(await hashWish('other', [editStep('a'), exporting()])).not.toBe(same);
});

test('a file is the same by path, size and time', async () => {
  const file = join(await makeFolder(), 'a.png');
  const time = new Date('2026-01-01');
  const write = async (bytes: Buffer, at: Date): Promise<string> => {
    await writeFile(file, bytes);
    await utimes(file, at, at);
    return hash(...uploadSteps([file]));
  };
  const first = await write(SAMPLES.png, time);
  expect(await write(SAMPLES.png, time)).toBe(first);
  expect(await write(SAMPLES.png, new Date('2026-01-02'))).not.toBe(first);
  expect(await write(Buffer.concat([SAMPLES.png, SAMPLES.png]), time)).not.toBe(first);
});

test('files go up in one request and links in another', () => {
  const steps = uploadSteps(['a.mp4', 'https://e.com/a b.mp4', 'b.mp4']);
  expect(steps.map(({ sources }) => sources)).toEqual([
    [resolve('a.mp4'), resolve('b.mp4')],
    ['https://e.com/a%20b.mp4'],
  ]);
  expect(uploadSteps([])).toEqual([]);
});

test.each(['https://', 'https://ann:secret@e.com/a.mp4'])(
  'refuses the link %s, without its password',
  (link) => {
    expect(() => uploadSteps([link])).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.not.stringContaining('secret') }),
    );
  },
);

test('a plan becomes steps; what its words say of the video gives way to options', () => {
  const because = '';
  const step = (action: PlanStep['action'], more: Partial<PlanStep> = {}): PlanStep => ({
    action,
    skip_sse: true,
    because,
    ...more,
  });
  const plan = [
    step('upload', { files: ['https://e.com/a.mp4'] }),
    step('chat', { text: 'mute it' }),
    step('state'),
    step('export', { out: 'mine.mp4', resolution: '1080p' }),
  ];
  const last = (more: object) => planSteps(plan, { ...PLAIN, ...more }).at(-1);
  expect(planSteps(plan, PLAIN).map(({ action }) => action)).toEqual([
    'upload',
    'chat',
    'state',
    'export',
  ]);
  expect(last({})).toMatchObject({ out: resolve('mine.mp4'), resolution: '1080p' });
  expect(last({ out: 'films', resolution: '720p' })).toMatchObject({
    out: resolve('films/mine.mp4'),
    resolution: '720p',
  });
  expect(last({ out: 'other.mp4' })).toMatchObject({ out: resolve('other.mp4') });
  expect(() => planSteps([step('upload')], PLAIN)).toThrow(
    expect.objectContaining({ kind: 'usage' }),
  );
});

const wish = (...steps: Step[]) => makeWish({ project: 'default' }, { script: 'run', steps });

test('media that cannot be uploaded and a place that cannot be written are found before anything is sent', async () => {
  const folder = await makeFolder();
  const file = join(folder, 'a.png');
  await writeFile(file, SAMPLES.png);
  await expect(wish(...uploadSteps([file]), exporting({ out: folder }))).resolves.toMatchObject({
    again: false,
  });
  await expect(
    wish(editStep('a'), exporting({ out: await makeBlockedPath() })),
  ).rejects.toMatchObject({ kind: 'file' });
  await expect(wish(exporting({ out: 'a.gif' }))).rejects.toMatchObject({ kind: 'usage' });
  await rm(file);
  await expect(wish(...uploadSteps([file]))).rejects.toMatchObject({ kind: 'file' });
});
