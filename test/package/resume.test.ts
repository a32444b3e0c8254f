/** The way on with a job: its `next`, and `run --resume`. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hurry } from '../support/tampered-node.ts';
import { TITLE, TRIM, packageFolder, setClip } from './support.ts';

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
