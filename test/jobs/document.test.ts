/** What is told of a job, from its record alone: everything once, and what matters first. */
import { expect, test } from 'vitest';
import { describeJob } from '../../src/jobs/document.ts';
import { json } from '../support/nemo.ts';
import { doing, openStage, saying } from '../support/stage.ts';

test('a long answer stands in its field alone, and cut there; a person reads it in the lines', async () => {
  const { run, nemo, out, files } = await openStage();
  let text = `${'word '.repeat(1_400)}end`;
  nemo.turn = ({ edit, say, end }) => {
    edit();
    say(text);
    end();
  };
  const doc = await run(doing({ edits: ['hi'], exports: true, out }));
  expect(doc.message).toMatch(/7003 characters[^]*Video ready/);
  expect(doc.message).not.toContain('word word');
  const [edited] = doc['steps'] as Record<string, unknown>[];
  expect(edited).toMatchObject({ text: text.slice(0, 4_000), truncated: true });
  const name = String(edited?.['text_file']).slice(files.folder.length + 1);
  expect(await files.read(name)).toBe(text);

  const [record = ''] = await files.list('projects/default/jobs');
  const job = JSON.parse((await files.read(`projects/default/jobs/${record}`)) ?? '');
  const { lines } = describeJob(job, { status: 'done', json: false, stateFolder: '' });
  expect(lines.map(({ en }) => en).join('\n')).toContain('Editor: word word');

  text = 'x'.repeat(300);
  expect((await run(saying('hi'))).message).toContain('xxx');
  text += 'x';
  expect((await run(saying('hi'))).message).not.toContain('xxx');
});

test('what could be said next comes last, and only where nothing follows', async () => {
  const { run, out } = await openStage();
  const next = /\nNext you could say: "add soft background music"/;
  expect((await run(saying('hi'))).message).toMatch(next);
  expect((await run(doing({ edits: ['hi'], exports: true, out }))).message).not.toMatch(next);
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
