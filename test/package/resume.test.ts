/** The way on with a job: its `next`, and `run --resume`. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hurry } from '../support/tampered-node.ts';
import { BROKEN, TITLE, TRIM, packageFolder, setClip, setHostileStage } from './support.ts';

test('run --resume takes a job of any project by its id, and the latest open one of this project without', async () => {
  const stage = await setClip();
  const { backend } = stage;
  const first = await stage.json('chat', TITLE, '--wait', '0');
  const second = await stage.json('chat', TRIM, '--wait', '0');
  const other = await stage.json('chat', TITLE, '--wait', '0', '--project', 'b');

  expect(await stage.json('run', '--resume')).toMatchObject({ job: second['job'] });
  expect(await stage.json('run', '--resume', other['job'])).toMatchObject({ job: other['job'] });
  expect(await stage.json('run', '--resume')).toMatchObject({ job: first['job'] });
  const none = await stage.json('run', '--resume');
  expect(none).toMatchObject({ exitCode: 0, ok: true, status: 'done', notices: [] });
  expect(none['message']).toMatch(/^Nothing is unfinished in project ".+"\.$/);
  expect(none).not.toHaveProperty('job');
  expect(backend.count('chat')).toBe(3);

  // Another backend's jobs are not this one's, though one home knows both.
  const { backend: foreign } = await setHostileStage();
  const there = stage.with({ env: { NEMO_API_URL: foreign.url } });
  const asked = await there.json('run', '--resume', first['job']);
  expect(asked).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
  expect(foreign.requests).toEqual([]);
});

test('run --resume tells a job as the script itself would have told it, and sends nothing for one that is over', async () => {
  const stage = await setClip();
  const out = join(stage.home, 'film.mp4');
  for (const words of [
    ['chat', TRIM],
    ['export', '--out', out],
    ['run', 'how many credits are left? and show the timeline'],
  ]) {
    const document = await stage.json(...words);
    const sent = stage.backend.requests.length;
    expect(document, words[0]).toMatchObject({ exitCode: 0, status: 'done' });
    expect(await stage.json('run', '--resume', document['job'])).toEqual(document);
    if (words[0] === 'chat') {
      const text = await stage.run('run', `--resume=${document['job']}`);
      expect(text.stdout).toBe(`${document['message']}\n`);
    }
    expect(stage.backend.requests).toHaveLength(sent);
  }
});

test('defect 8: next goes on from any folder, as the call was made, and holds none of the words', async () => {
  const stage = await setClip(hurry(60));
  stage.backend.on('poll', { body: { status: 'processing' } });
  const words = ['run', `${TITLE} and export it`, '--wait', '45.5'];
  const { job, next } = await stage.json(...words);

  const script = join(packageFolder, 'scripts/run.mjs');
  expect(next).toBe(`node "${script}" --resume ${job} --json --wait 45.5`);
  const text = await stage.run(...words);
  expect(text.stdout).toContain(`node "${script}" --resume ${job} --wait 45.5\n`);
  expect(await stage.follow(next)).toMatchObject({ status: 'running', job, next });
  stage.backend.on('poll', () => undefined);
  expect(await stage.goOn({ next })).toMatchObject({ status: 'done', job });
});

test('defect 8: a job that was begun with --again stays a second one', async () => {
  const stage = await setClip(hurry(200));
  const { backend } = stage;
  backend.on('chat', BROKEN, 1);
  await stage.json('chat', TITLE);
  const again = await stage.json('chat', TITLE, '--again', '--wait', '0');
  expect(backend.count('chat')).toBe(1);

  expect(await stage.goOn(again)).toMatchObject({ status: 'done', job: again['job'] });
  expect(backend.count('chat')).toBe(2);
});
