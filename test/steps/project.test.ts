/** A project's name stands for one session, account by account. */
import { expect, test } from 'vitest';
import { connect, listProjects } from '../../src/commands/connect.ts';
import { recallLanguage } from '../../src/steps/project-record.ts';
import type { Speech } from '../../src/system/language.ts';
import { openStage, saying, type Act } from '../support/stage.ts';

const connecting: Act = (context) => connect(context, { fresh: false });
const startingOver: Act = (context) => connect(context, { fresh: true });
const listing: Act = listProjects;

test('is opened once and found again by every command', async () => {
  const { run, nemo } = await openStage();
  const first = await run(connecting);
  expect(first).toMatchObject({
    project: 'default',
    session_id: nemo.sessions[0]?.id,
    task_id: 'task_1',
  });
  expect(await run(connecting)).toMatchObject({ session_id: first['session_id'] });
  await run(saying('hi'));
  expect(nemo.sessions).toHaveLength(1);
});

test('two commands that start at the same moment open one session', async () => {
  const { start, clock, nemo } = await openStage();
  const [one, two] = [start(connecting), start(connecting)];
  const docs = await clock.until(Promise.all([one.ending, two.ending]));
  expect(docs[0]?.['session_id']).toBe(docs[1]?.['session_id']);
  expect(nemo.sessions).toHaveLength(1);
});

test.each([
  ['name', { project: 'Promo' }, { project: 'promo!' }],
  ['case, on any disk', { project: 'promo' }, { project: 'Promo' }],
  ['account', { token: 'own-token-1' }, { token: 'own-token-2' }],
  ['account, with and without a token', { token: 'own-token-1' }, { token: undefined }],
])('projects are kept apart by %s', async (_what, one, other) => {
  const { run, nemo, files } = await openStage();
  for (const options of [one, other, one, other]) await run(connecting, options);
  expect(nemo.sessions).toHaveLength(2);
  const folders = await files.list('projects');
  expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(folders.length);
});

test('starting over keeps what was there under the next free name, and nothing that was empty', async () => {
  const { run, nemo, clock } = await openStage();
  await run(connecting);
  expect(await run(startingOver)).toMatchObject({ notices: [] });
  for (const name of ['default 2', 'default 3']) {
    await clock.advance(1_000);
    await run(saying('hi'));
    expect(await run(startingOver)).toMatchObject({
      notices: [expect.stringContaining(`"${name}"`)],
    });
  }
  expect(await run(listing)).toMatchObject({
    projects: [
      { project: 'default', session_id: nemo.sessions[3]?.id },
      { project: 'default 3', session_id: nemo.sessions[2]?.id },
      { project: 'default 2', session_id: nemo.sessions[1]?.id },
    ],
  });
});

test('the language of its user is remembered, until another one is spoken for certain', async () => {
  const { run } = await openStage();
  const recalled: unknown[] = [];
  const speaking = (speech: Speech): Promise<unknown> =>
    run(async (context) => {
      const outcome = await connect({ ...context, speech }, { fresh: false });
      recalled.push(await recallLanguage(context));
      return outcome;
    });
  await speaking({ language: 'zh', isGuess: false });
  await speaking({ language: 'en', isGuess: true });
  await speaking({ language: 'en', isGuess: false });
  expect(recalled).toEqual(['zh', 'zh', 'en']);
});

test.each(['{"version":1', '{"version":2}'])('a record %j is never guessed at', async (text) => {
  const { run, files, nemo } = await openStage();
  await run(connecting);
  const [name = ''] = await files.list('projects/default');
  await files.write(`projects/default/${name}`, text);
  expect(await run(connecting)).toMatchObject({
    error: { kind: 'file', message: expect.stringContaining(name) },
  });
  expect(await run(connecting, { project: 'other' })).toMatchObject({ ok: true });
  expect(nemo.sessions).toHaveLength(2);
});
