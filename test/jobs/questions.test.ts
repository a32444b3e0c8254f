/** The editor may ask before it does anything: the question reaches the user, and nothing goes on without an answer. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { batch } from '../../src/jobs/commands.ts';
import { VIDEO, type Turn } from '../support/nemo.ts';
import { doing, goingOn, openStage, saying, type Stage } from '../support/stage.ts';

const QUESTION = {
  type: 'tool_call',
  name: 'ask_question',
  args: {
    questions: [{ prompt: 'Which style?', options: [{ label: 'Calm' }, { label: 'Fast' }] }],
  },
};
const ASKS = [{ prompt: 'Which style?', options: ['Calm', 'Fast'] }];

/** The first message is answered with a question, later ones are done. */
function askOnce({ nemo }: Stage): void {
  const usual = nemo.turn;
  nemo.turn = ({ send, end }: Turn) => {
    nemo.turn = usual;
    send(QUESTION);
    end();
  };
}

test('a question is told with its options, and is no silent edit', async () => {
  const stage = await openStage();
  askOnce(stage);
  const doc = await stage.run(saying('make a trailer'));

  expect(doc).toMatchObject({ status: 'done', asks: ASKS, silent: false, changes: [] });
  expect(doc).not.toHaveProperty('next');
  expect(doc.message).toContain('nothing was finished yet');
  expect(doc.message).toContain('❓ Which style?\n1. Calm\n2. Fast\n');
  expect(doc.message).not.toContain('gave no answer');
  expect(await stage.run(saying('Calm'))).not.toHaveProperty('asks');
});

test('what a job goes on to, edit or export, waits for the answer, which chat sends', async () => {
  const stage = await openStage();
  askOnce(stage);
  const edits = ['make a trailer', 'mute it'];
  const job = doing({ edits, exports: true, out: stage.out });
  const asked = await stage.run(job);
  expect(asked).toMatchObject({ status: 'running', next: expect.stringContaining('--resume') });
  expect(asked.message).toMatch(/Which style\?[^]*chat[^]*Still to do: /);
  expect(asked['steps']).toMatchObject([
    { status: 'done', asks: ASKS },
    { status: 'waiting' },
    { status: 'waiting' },
  ]);

  const still = await stage.run(goingOn(asked.job));
  expect(still).toMatchObject({ status: 'running', message: asked.message });
  expect(stage.nemo.posts()).toEqual(['make a trailer']);

  expect(await stage.run(saying('Calm'))).toMatchObject({ status: 'done' });
  const done = await stage.run(goingOn(asked.job));
  expect(done).toMatchObject({ status: 'done', job: asked.job, video: { width: 320 } });
  expect(done.message).not.toContain('Which style?');
  expect(done.message).toContain("The editor's question was answered.");
  expect(done.message).not.toContain('gave no answer');
  expect(done['steps']).toMatchObject([{ silent: false }, {}, {}]);
  expect(stage.nemo.posts()).toEqual(['make a trailer', 'Calm', 'mute it']);
  expect(stage.nemo.renders).toHaveLength(1);
});

test('an answer that is answered with another question is none yet', async () => {
  const stage = await openStage();
  askOnce(stage);
  const { job } = await stage.run(
    doing({ edits: ['make a trailer'], exports: true, out: stage.out }),
  );
  askOnce(stage);
  expect(await stage.run(saying('What is calm?'))).toMatchObject({ asks: ASKS });
  expect(await stage.run(goingOn(job))).toMatchObject({ status: 'running' });
  expect(stage.nemo.renders).toHaveLength(0);
});

test('in a batch nobody can answer: the item fails and says what was asked', async () => {
  const stage = await openStage();
  askOnce(stage);
  const manifest = join(stage.out, 'clips.json');
  await writeFile(join(stage.out, 'a.mp4'), VIDEO);
  await writeFile(manifest, JSON.stringify({ file: 'a.mp4', edit: 'make a trailer' }));
  const doc = await stage.run((context) =>
    batch(context, { manifest, out: undefined, resolution: undefined, force: false, parallel: 3 }),
  );
  expect(doc).toMatchObject({
    status: 'failed',
    items: [{ status: 'failed', error: { message: expect.stringContaining('Which style?') } }],
  });
  expect(stage.nemo.renders).toHaveLength(0);
});
