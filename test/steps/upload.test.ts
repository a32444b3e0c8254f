/** The upload step against a backend that loses answers, breaks off and takes its time: what is sent arrives once. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upload } from '../../src/jobs/commands.ts';
import { SAMPLES } from '../media/media-samples.ts';
import { failure, type Answer } from '../support/fake-undici.ts';
import { makeFolder } from '../support/files.ts';
import { broken, json } from '../support/nemo.ts';
import { openStage, type Act } from '../support/stage.ts';

const UPLOAD = 'POST /api/upload-video/';

/** A session that holds `earlier.png`, and two more files. */
async function openSession() {
  const stage = await openStage();
  const { nemo, clock } = stage;
  const folder = await makeFolder();
  const make = async (name: string): Promise<string> => {
    await writeFile(join(folder, name), SAMPLES.png);
    return join(folder, name);
  };
  const [earlier, a, b] = [await make('earlier.png'), await make('a.png'), await make('b.png')];
  await stage.run(uploading(earlier));
  const begun = { calls: nemo.calls.length, atMs: clock.now() };
  /** What was asked for since then, and when. */
  const asked = (): [what: string, seconds: number][] =>
    nemo.calls
      .slice(begun.calls)
      .filter(({ path }) => /\/(?:state|upload-video)\//.test(path))
      .map(({ method, atMs }) => [
        method === 'GET' ? 'state' : 'upload',
        (atMs - begun.atMs) / 1000,
      ]);
  const media = () => nemo.sessions[0]?.media ?? [];
  return {
    ...stage,
    files: { earlier, a, b },
    asked,
    media,
    /** The next upload's answer is lost; these files have arrived. */
    loseAnswer: (...arrived: string[]): void =>
      nemo.next(UPLOAD, () => {
        media().push(...arrived.map((filename) => ({ filename })));
        return reset();
      }),
    whats: () => asked().map(([what]) => what),
    names: () => media().map((item) => (item as { filename: string }).filename),
  };
}

const uploading =
  (...sources: string[]): Act =>
  (context) =>
    upload(context, { sources });
const reset = (): never => {
  throw failure('ECONNRESET');
};
const LOST = expect.stringContaining('The answer got lost, but the files have arrived');

test('a session with nothing in it is not asked what it holds', async () => {
  const { run, nemo, clip } = await openStage();
  await run(uploading(clip));
  expect(nemo.calls.filter(({ path }) => path.startsWith('/api/state/'))).toEqual([]);
});

test.each<[string, () => Answer]>([
  ['the connection breaks', reset],
  ['a gateway wraps a known code', () => json({ code: 4001 }, 502)],
])('files that have arrived are not sent again when %s', async (_what, end) => {
  const { run, nemo, files, whats, media } = await openSession();
  nemo.next(UPLOAD, (call) => {
    nemo.routes(call);
    for (const item of media()) Object.assign(item, { file_type: 'audio', duration: 12.5 });
    return end();
  });
  const doc = await run(uploading(files.a, files.b));
  expect(whats()).toEqual(['state', 'upload', 'state']);
  // The facts come from the session's list then.
  const facts = { type: 'audio', bytes: SAMPLES.png.length, duration_s: 12.5 };
  expect(doc).toMatchObject({
    notices: [LOST],
    files: [
      { name: 'a.png', ...facts },
      { name: 'b.png', ...facts },
    ],
  });
});

test.each(['a.png', 'earlier.png'])(
  '%s, which has not arrived, is sent once more after a moment',
  async (name) => {
    const { run, loseAnswer, files, asked, names } = await openSession();
    loseAnswer('not-ours.png');
    const file = name === 'a.png' ? files.a : files.earlier;
    expect(await run(uploading(file))).toMatchObject({ status: 'done', notices: [] });
    expect(asked()).toEqual([
      ['state', 0],
      ['upload', 0],
      ['state', 0],
      ['state', 1],
      ['state', 5],
      ['upload', 5],
    ]);
    expect(names()).toEqual(['earlier.png', 'not-ours.png', name]);
  },
);

test('nothing is sent when --wait is used up before', async () => {
  const { run, nemo, files, whats, clock } = await openSession();
  nemo.next('GET /api/state/', async (call) => {
    await clock.sleep(4_000);
    return nemo.routes(call);
  });
  expect(await run(uploading(files.a), { wait: 3 })).toMatchObject({ status: 'running' });
  expect(whats()).toEqual(['state']);
});

test('after a second failure they are looked for first, and what is there is not sent again', async () => {
  const { run, nemo, files, whats, media, names } = await openSession();
  const both = uploading(files.a, files.b);
  nemo.next(UPLOAD, broken(), json('busy', 503));
  expect(await run(both)).toMatchObject({ error: { status: 503 } });
  expect(whats().filter((what) => what === 'upload')).toHaveLength(2);
  media().push({ filename: 'a.png' });
  expect(await run(both)).toMatchObject({ status: 'done' });
  expect(names()).toEqual(['earlier.png', 'a.png', 'b.png']);
  const before = whats().length;
  nemo.next(UPLOAD, broken(), json('busy', 503));
  expect(await run(uploading(files.b))).toMatchObject({ ok: false });
  media().push({ filename: 'b.png' });
  expect(await run(uploading(files.b))).toMatchObject({ status: 'done' });
  expect(whats().slice(before).at(-1)).toBe('state');
});

test('nothing is sent again when some of it has arrived', async () => {
  const { run, loseAnswer, files, names } = await openSession();
  loseAnswer('a.png');
  const doc = await run(uploading(files.a, files.b));
  expect(doc.message).toContain('it is not known whether all files have arrived');
  expect(names()).toEqual(['earlier.png', 'a.png']);
});

test('nothing is sent again when it cannot be told what has arrived', async () => {
  const { run, nemo, files, whats } = await openSession();
  nemo.next(UPLOAD, () => {
    nemo.always('GET /api/state/', json({ detail: 'down' }, 500));
    throw failure('ECONNRESET');
  });
  expect(await run(uploading(files.a))).toMatchObject({ error: { kind: 'backend' } });
  expect(whats().filter((what) => what === 'upload')).toHaveLength(1);
});

test.each([
  ['file', json({ code: 4001 })],
  ['credits', json({ code: 2001 })],
])('a refusal (%s) is final, and the step is as if never sent', async (kind, answer) => {
  const { run, nemo, files, whats } = await openSession();
  nemo.next(UPLOAD, answer);
  expect(await run(uploading(files.a))).toMatchObject({ error: { kind } });
  expect(await run(uploading(files.a))).toMatchObject({ status: 'done' });
  expect(whats()).toEqual(['state', 'upload', 'state', 'upload']);
});

const LINK = 'https://cdn.example.com/sea.mp4';
/** The answers to an upload whose link is still to be fetched. */
const PROMISES = [
  { files: [] },
  { files: [{ filename: 'sea.mp4' }], session_state_applied: false },
];

test.each(PROMISES)(
  'a link that is promised (%j) is looked for until it is there',
  async (data) => {
    const { run, nemo, clock, asked, media } = await openSession();
    nemo.next(UPLOAD, json({ code: 0, data }));
    clock.after(10_000, () => media().push({ filename: 'sea.mp4', duration: 7 }));
    const doc = await run(uploading(LINK));
    expect(doc).toMatchObject({ status: 'done', files: [{ name: 'sea.mp4', duration_s: 7 }] });
    expect(asked().slice(1)).toEqual([
      ['upload', 0],
      ['state', 0],
      ['state', 1],
      ['state', 3],
      ['state', 7],
      ['state', 15],
    ]);
  },
);

/** Answers to an upload of two files that do not say of both that they are there. */
test.each([...PROMISES, {}, { files: [{ filename: 'a.png' }] }])(
  'files of which the answer (%j) does not name all are looked for',
  async (data) => {
    const { run, nemo, files, clock, media, whats } = await openSession();
    nemo.next(UPLOAD, () => {
      media().push({ filename: 'a.png' });
      return json({ code: 0, data });
    });
    clock.after(10_000, () => media().push({ filename: 'b (1).png', duration: 7 }));
    expect(await run(uploading(files.a, files.b))).toMatchObject({
      status: 'done',
      files: [{ name: 'a.png' }, { name: 'b.png', duration_s: 7 }],
    });
    expect(whats().filter((what) => what === 'upload')).toHaveLength(1);
  },
);

test('a file that was taken and does not come is no success, and is sent again by the next command', async () => {
  const { run, nemo, files, names } = await openSession();
  nemo.next(UPLOAD, json({ code: 0, data: { files: [] } }));
  expect(await run(uploading(files.a))).toMatchObject({
    status: 'failed',
    error: { kind: 'network', message: expect.stringContaining('not all of it') },
  });
  expect(await run(uploading(files.a))).toMatchObject({ status: 'done' });
  expect(names()).toEqual(['earlier.png', 'a.png']);
});

test('and is handed over once, though it takes longer than --wait or two minutes', async () => {
  const { run, nemo, whats, media } = await openSession();
  nemo.always(UPLOAD, json({ code: 0, data: { files: [] } }));
  expect(await run(uploading(LINK), { wait: 5 })).toMatchObject({ status: 'running' });
  // Looked for to the end of --wait, which is no failure.
  expect(await run(uploading(LINK), { wait: 100 })).toMatchObject({ status: 'running' });
  const late = await run(uploading(LINK));
  expect(late).toMatchObject({ status: 'failed', error: { kind: 'network' } });
  media().push({ filename: 'sea.mp4' });
  expect(await run(uploading(LINK))).toMatchObject({
    status: 'done',
    files: [{ name: 'sea.mp4' }],
  });
  expect(whats().filter((what) => what === 'upload')).toHaveLength(1);
});
