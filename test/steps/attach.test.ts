/** `connect --session`: a project goes on in a session that was made elsewhere. */
import { expect, test } from 'vitest';
import { connect, listProjects } from '../../src/commands/connect.ts';
import { draftOf } from '../support/nemo.ts';
import { openStage, saying, type Act, type Stage } from '../support/stage.ts';

const attaching =
  (sessionId: string): Act =>
  (context) =>
    connect(context, { fresh: false, sessionId });

/** A session on the website. */
function makeElsewhere({ nemo }: Stage): string {
  const id = '5529798706024999999';
  nemo.sessions.push({ id, media: [], draft: draftOf('Made elsewhere') });
  return id;
}

test('the project goes on there, and what it had before is kept under another name', async () => {
  const stage = await openStage();
  await stage.run(saying('hi'));
  const id = makeElsewhere(stage);
  const first = await stage.run(attaching(id));
  const again = await stage.run(attaching(id));
  const { changes } = await stage.run(saying('add a title'));

  expect(first).toMatchObject({ status: 'done', session_id: id, task_id: null });
  expect(first.notices).toEqual([expect.stringContaining('"default 2"')]);
  expect(again).toMatchObject({ session_id: id, notices: [] });
  expect(changes).toEqual(['Title changed: "Made elsewhere" → "add a title"']);
  expect(await stage.run(listProjects)).toMatchObject({
    projects: [{ project: 'default', session_id: id }, { project: 'default 2' }],
  });
});

test('a session that this account does not have changes nothing', async () => {
  const stage = await openStage();
  const { session_id: own } = await stage.run(attaching(makeElsewhere(stage)));
  const doc = await stage.run(attaching('5529798706024000000'));

  expect(doc).toMatchObject({ status: 'failed', error: { kind: 'backend' } });
  expect(doc.error?.message).toContain('no session 5529798706024000000');
  expect(await stage.run(listProjects)).toMatchObject({ projects: [{ session_id: own }] });
});

test('a session stands for one project: a second one is told which it is', async () => {
  const stage = await openStage();
  const id = makeElsewhere(stage);
  await stage.run(attaching(id), { project: 'film' });
  const doc = await stage.run(attaching(id));

  expect(doc).toMatchObject({ status: 'failed', error: { kind: 'usage' } });
  expect(doc.error?.advice).toContain('--project "film"');
  expect(await stage.run(listProjects)).toMatchObject({ projects: [{ project: 'film' }] });
});

test('a changed token hides no project: each is listed with whose it is', async () => {
  const stage = await openStage();
  await stage.run(saying('hi'), { project: 'mine', token: 'own-token-1' });
  await stage.run(saying('hi'), { project: 'theirs', token: 'own-token-2' });
  await stage.run(saying('hi'), { project: 'free', token: undefined });
  const doc = await stage.run(listProjects, { token: 'own-token-2' });

  expect(doc['projects']).toMatchObject([
    { project: 'free', anonymous: true, current: false },
    { project: 'mine', anonymous: false, current: false },
    { project: 'theirs', anonymous: false, current: true },
  ]);
  const [free, mine, theirs] = doc.message.split('\n');
  expect(free).toContain('belongs to a starter account');
  expect(theirs).not.toContain('belongs');
  expect(mine).toContain('belongs to another NEMO_TOKEN');
  expect(JSON.stringify(doc)).not.toContain('own-token');
});

test('two of --new, --session and --list are refused', async () => {
  const stage = await openStage();
  for (const given of [
    { fresh: true, list: true },
    { fresh: false, sessionId: '1', list: true },
    { fresh: true, sessionId: '1' },
  ])
    expect(await stage.run((context) => connect(context, given))).toMatchObject({
      error: { kind: 'usage', message: expect.stringContaining('one of --new') },
    });
});
