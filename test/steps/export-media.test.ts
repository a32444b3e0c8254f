/** The session's own media, wherever a command ends on the way and whatever becomes of their addresses. */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportVideo } from '../../src/jobs/commands.ts';
import { API_URL, VIDEO, json } from '../support/nemo.ts';
import { goingOn, openStage, type Act, type Stage } from '../support/stage.ts';
// Loaded now, so that no command waits for a module on a clock that stands still.
import '../../src/media/media-proof.ts';

const saving =
  ({ out }: Stage, media = 'all', force = false): Act =>
  (context) =>
    exportVideo(context, { media, out: `${out}/`, resolution: undefined, force });

/** A session that holds these; what is served under /files is a video. */
async function setSession(...names: string[]): Promise<Stage> {
  const stage = await openStage();
  const media = names.map((filename) => ({ filename, cdn_url: `${API_URL}/files/${filename}` }));
  stage.nemo.always('GET /api/state/', () =>
    json({ code: 0, data: { state: { video_infos: media } } }),
  );
  return stage;
}

test('one that cannot be had is named, and the others are saved', async () => {
  const stage = await setSession('a.mp4', 'gone.mp4', 'b.mp4');
  stage.nemo.always('GET /files/gone.mp4', json({}, 404));
  const doc = await stage.run(saving(stage));

  expect(doc).toMatchObject({
    status: 'done',
    files: [{ name: 'a.mp4' }, { name: 'b.mp4' }],
    notices: [expect.stringContaining('gone.mp4 was not saved: ')],
  });
  expect((await readdir(stage.out)).toSorted()).toEqual(['a.mp4', 'b.mp4']);
  // Over and told: the same again is a new wish.
  expect((await stage.run(saving(stage, 'a.mp4')))['files']).toMatchObject([
    { file: join(stage.out, 'a (2).mp4') },
  ]);
});

test('a server in trouble leaves the job open: what was saved stays, the rest comes later', async () => {
  const stage = await setSession('a.mp4', 'b.mp4');
  const { nemo } = stage;
  let isIll = true;
  nemo.always('GET /files/b.mp4', (call) => (isIll ? json('later', 503) : nemo.routes(call)));
  expect(await stage.run(saving(stage))).toMatchObject({
    status: 'failed',
    files: [{ name: 'a.mp4' }],
    error: { kind: 'backend', status: 503 },
  });
  isIll = false;
  expect(await stage.run(goingOn())).toMatchObject({ status: 'done', files: [{}, {}] });
  expect(nemo.calls.filter(({ path }) => path === '/files/a.mp4')).toHaveLength(1);
});

test('with --force, two of one name are still two files', async () => {
  const stage = await setSession('a.mp4', 'A.mp4');
  for (let times = 1; times <= 2; times += 1) await stage.run(saving(stage, 'all', true));
  expect((await readdir(stage.out)).toSorted()).toContain('A (2).mp4');
  expect(VIDEO.equals(await readFile(join(stage.out, 'a.mp4')))).toBe(true);
});

test('where nothing could be saved, the next try reads the session anew', async () => {
  const stage = await openStage();
  const item: { filename: string; cdn_url?: string } = { filename: 'a.mp4' };
  stage.nemo.always('GET /api/state/', () =>
    json({ code: 0, data: { state: { video_infos: [item] } } }),
  );
  expect(await stage.run(saving(stage))).toMatchObject({ status: 'failed' });
  item.cdn_url = `${API_URL}/files/a.mp4`;
  expect(await stage.run(saving(stage))).toMatchObject({ files: [{ name: 'a.mp4' }] });
});

test('a command that is killed while a file gets its name is gone on with, and nothing is fetched twice', async () => {
  const stage = await setSession('a.mp4', 'b.mp4');
  let writes = 0;
  for (let at = 1; at <= 12; at += 1) {
    await rm(stage.out, { recursive: true });
    writes = 0;
    const forever = new Promise<void>(() => {});
    const killed = stage.start(saving(stage), {
      onWrite: (when) => (when === 'after' && (writes += 1) === at ? forever : undefined),
    });
    // It waits for ever at that record, unless it ends before it has written so many.
    const doc = await stage.clock.until(killed.ending).catch(() => undefined);
    killed.kill();
    if (doc) break;
    const done = await stage.run(goingOn());
    expect(done, `killed at record ${at}`).toMatchObject({ status: 'done' });
    expect((await readdir(stage.out)).toSorted()).toEqual(['a.mp4', 'b.mp4']);
    expect(VIDEO.equals(await readFile(join(stage.out, 'b.mp4')))).toBe(true);
  }
  expect(writes).toBeGreaterThan(4);
});

test('a name on record that was never given does not count as saved', async () => {
  const stage = await setSession('a.mp4');
  const forever = new Promise<void>(() => {});
  let isNamed = false;
  const killed = stage.start(saving(stage), {
    onWrite: async (when, name) => {
      const record = when === 'after' ? ((await stage.files.read(name)) ?? '') : '';
      if (!record.includes('"naming": {')) return;
      isNamed = true;
      await forever;
    },
  });
  await stage.clock.until(killed.ending).catch(() => undefined);
  expect(isNamed).toBe(true);
  expect(await readdir(stage.out)).toEqual(['a.mp4.part']);
  killed.kill();
  await rm(join(stage.out, 'a.mp4.part'), { force: true });
  stage.nemo.always('GET /files/a.mp4', json({}, 404));
  const failed = await stage.run(goingOn());

  expect(failed).toMatchObject({ status: 'failed', files: [], error: { kind: 'backend' } });
});

test('an address that has expired is read anew', async () => {
  const stage = await openStage();
  let reads = 0;
  stage.nemo.always('GET /api/state/', () => {
    reads += 1;
    const cdn_url = `${API_URL}/files/a.mp4?signature=${reads}`;
    return json({ code: 0, data: { state: { video_infos: [{ filename: 'a.mp4', cdn_url }] } } });
  });
  stage.nemo.next('GET /files/a.mp4', json({}, 403));
  const doc = await stage.run(saving(stage));
  expect(doc).toMatchObject({ status: 'done', files: [{ name: 'a.mp4' }] });
});

test('a file that is gone before it was told is fetched again', async () => {
  const stage = await setSession('a.mp4');
  await stage.run(saving(stage), { isUnread: true });
  await rm(join(stage.out, 'a.mp4'));
  expect(await stage.run(saving(stage))).toMatchObject({ status: 'done' });
  expect(await readdir(stage.out)).toEqual(['a.mp4']);
});

test('--wait that is used up leaves the rest for the next command', async () => {
  const stage = await setSession('a.mp4', 'b.mp4');
  const doc = await stage.run(saving(stage), { wait: 0 });
  expect(doc).toMatchObject({ status: 'running', next: expect.stringContaining('--resume') });
  expect(await stage.run(goingOn())).toMatchObject({ status: 'done', files: [{}, {}] });
});
