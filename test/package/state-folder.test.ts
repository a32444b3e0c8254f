/** Where the built package keeps what it has to remember, whoever runs it and whatever their home is like. */
import { chmod, chown, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { CLIP, TRIM, makeFolder, type Document, type HostileStage } from './support.ts';
import { NOBODY, mayChangeUser, openFolder, setUser } from './users.ts';

/** The balance can be asked for; returns what was noticed. */
async function askBalance(user: HostileStage): Promise<string> {
  const document: Document = await user.json('credits');
  expect(document).toMatchObject({ exitCode: 0, status: 'done' });
  return document['notices'].join('\n');
}

/** A temporary folder of the system, which every user may write to. */
async function makeTemporary(): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o1777);
  return folder;
}

/** The folder of a user's own under the temporary one. */
const temporaryState = (tmp: string, uid: number): string =>
  join(tmp, `nemovideo-${mayChangeUser ? uid : process.getuid?.()}`);

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o777).toString(8);

/** A whole command is refused with a `file` error in one line that names the path, and nothing is sent. */
async function expectNoState(user: HostileStage, path: string): Promise<void> {
  const { exitCode, stdout } = await user.run('run', '--file', CLIP, '--edit', TRIM);
  expect(exitCode).toBe(6);
  expect(stdout.split('\n')[0]).toMatch(/^❌ /);
  expect(stdout.split('\n')[0]).toContain(path);
}

const HOMES: Record<string, () => Promise<string>> = {
  async 'a read-only home'() {
    const home = await makeFolder();
    await chmod(home, 0o555);
    return home;
  },
  async 'a missing home'() {
    const parent = await makeFolder();
    await chmod(parent, 0o555);
    return join(parent, 'nobody');
  },
  'a file in the place of the home': async () => CLIP,
};

test('with a read-only, a missing or a taken home, jobs are kept under the temporary folder, and that is said', async () => {
  await Promise.all(
    Object.entries(HOMES).map(async ([what, make]) => {
      const [cwd, tmp] = [await openFolder(), await makeTemporary()];
      const user = await setUser({ home: await make(), cwd, env: { TMPDIR: tmp } });
      const state = temporaryState(tmp, NOBODY);

      expect(await askBalance(user), what).toContain(state);
      expect(await modeOf(state)).toBe('700');
      // One account and one session all along: what is kept there is found again.
      for (let time = 0; time < 2; time += 1) await user.json('connect');
      expect([user.backend.count('token'), user.backend.count('session')], what).toEqual([1, 1]);
      expect(await readdir(tmp)).toEqual([basename(state)]);
      expect(await readdir(cwd)).toEqual([]);
    }),
  );
});

test('NEMO_STATE_DIR is where everything is kept, and nowhere else when it cannot be used', async () => {
  const [cwd, tmp] = [await openFolder(), await makeTemporary()];
  const user = await setUser({ cwd, env: { TMPDIR: tmp } });
  const at = (path: string): HostileStage => user.with({ env: { NEMO_STATE_DIR: path } });
  // Relative to the current folder, as every path is; made with the folders above it.
  const words = ['run', '--file', CLIP, '--edit', TRIM];
  expect(await at('state/of mine').json(...words)).toMatchObject({ exitCode: 0, notices: [] });
  const state = join(cwd, 'state/of mine');
  expect(await readdir(state)).toContain('client_id');
  expect(await modeOf(state)).toBe('700');
  await at(state).json('state');
  expect(user.backend.count('session')).toBe(1);

  const sent = user.backend.requests.length;
  const closed = await makeFolder();
  await chmod(closed, 0o555);
  for (const path of [CLIP, join(CLIP, 'state'), join(closed, 'state')])
    await expectNoState(at(path), path);
  expect(user.backend.requests).toHaveLength(sent);
  expect([await readdir(user.home), await readdir(tmp)]).toEqual([[], []]);
});

test.runIf(mayChangeUser)(
  'state that belongs to another user is not used: the folder, the temporary one, a record (skipped where one may not become another user)',
  async () => {
    const tmp = await makeTemporary();
    const user = await setUser({ env: { TMPDIR: tmp } });
    const named = join(await openFolder(), 'named');
    const temporary = temporaryState(tmp, NOBODY);
    for (const folder of [named, temporary]) {
      await mkdir(folder);
      await chmod(folder, 0o777);
    }
    await expectNoState(user.with({ env: { NEMO_STATE_DIR: named } }), named);
    await expectNoState(user.with({ env: { HOME: '/nonexistent' } }), temporary);
    for (const folder of [named, temporary]) expect(await readdir(folder)).toEqual([]);
    expect(user.backend.requests).toEqual([]);

    // A record that somebody else has put into a folder of this user's own.
    await askBalance(user);
    const state = join(user.home, '.config/nemovideo');
    const account = (await readdir(state, { recursive: true })).find((name) =>
      name.endsWith('account.json'),
    );
    const path = join(state, account!);
    await chown(path, 0, 0);
    await chmod(path, 0o644);
    const sent = user.backend.requests.length;
    await expectNoState(user, path);
    expect(user.backend.requests).toHaveLength(sent);
    expect(await modeOf(path)).toBe('644');
  },
);
