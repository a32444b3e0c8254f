/**
 * The built package wherever it may lie and whoever runs it: read-only folders, missing homes, links, odd names.
 * Where the tests run as root, the scripts run as another user: for root no folder is read-only.
 */
import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { printFolder } from './scan/folder-print.ts';
import {
  CLIP,
  TRIM,
  makeFolder,
  packageFolder,
  setHostileStage,
  type Document,
  type HostileStage,
} from './support.ts';

const mayChangeUser = process.getuid?.() === 0;
/** `nobody`, whose home does not exist, and one whom the system does not know, as in a container. */
const NOBODY = 65534;
const STRANGER = 54321;
const as = (uid: number): Pick<ScriptHome, 'uid'> => (mayChangeUser ? { uid } : {});

/** A backend, and scripts that are run by a user without any rights, from a home of that user's own. */
async function setUser(own: Partial<ScriptHome> = {}, uid = NOBODY): Promise<HostileStage> {
  const stage = await setHostileStage({ draft: draftOf('The beginning') });
  return stage.with({ home: await openFolder(uid), ...as(uid), ...own });
}

/** A folder that every user may enter, and that belongs to whom the scripts run as. */
async function openFolder(uid = NOBODY): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o755);
  if (mayChangeUser) await chown(folder, uid, uid);
  return folder;
}

/** The package installed, as an installer leaves it: its own copy, which nobody may write to. */
async function install(under?: string): Promise<string> {
  const folder = join(under ?? (await openFolder()), 'ai-video-download');
  await cp(packageFolder, folder, { recursive: true });
  // Who is not root has to open a folder before it can be cleared away.
  onTestFinished(() => setModes(folder, { folders: 0o755, files: 0o644 }).catch(() => {}));
  await setModes(folder, { folders: 0o555, files: 0o444 });
  return folder;
}

async function setModes(folder: string, modes: { folders: number; files: number }): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() ? modes.folders : modes.files);
  }
  await chmod(folder, modes.folders);
}

/** What every place has to manage, of which nothing but the API needs a network: help, a plan, the checks, the balance. */
async function lookAround(user: HostileStage): Promise<void> {
  expect(await user.run('run', '--help')).toMatchObject({ exitCode: 0, stderr: '' });
  for (const words of [['route', 'export it'], ['doctor'], ['credits']])
    expect(await user.json(...words), words[0]).toMatchObject({ exitCode: 0, status: 'done' });
}

/** A whole job, from a file on disk to a video on disk. */
async function makeVideo(user: HostileStage, out: string, file = CLIP): Promise<void> {
  const done = await user.json('run', 'download it', '--file', file, '--out', out);
  expect(done).toMatchObject({ exitCode: 0, status: 'done', video: { height: 180 } });
  expect((await readFile(done['file'])).toString('latin1', 4, 8)).toBe('ftyp');
}

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

test.each([
  ['read-only', { folders: 0o555, files: 0o444 }],
  ['one that may be written to and is the current one', { folders: 0o777, files: 0o666 }],
])('a skill folder is all that is needed, and stays as it was: %s', async (_what, modes) => {
  const skillFolder = await install();
  await setModes(skillFolder, modes);
  const before = await printFolder(skillFolder);
  const user = await setUser({ skillFolder, cwd: skillFolder });

  await lookAround(user);
  await makeVideo(user, `${user.home}/`);

  expect(await printFolder(skillFolder)).toBe(before);
});

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

/** Leaves variables out of the scripts' environment: Node skips what is undefined. */
const unset = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, undefined])) as unknown as Record<string, string>;

test.runIf(mayChangeUser).each([
  // `nobody` has a home that does not exist; the other is not known to the system.
  ['no', NOBODY, unset('HOME', 'USERPROFILE')],
  ['an empty', STRANGER, { HOME: '', USERPROFILE: '' }],
])(
  'with %s HOME it works on and leaves nothing in the current folder (skipped where one may not become another user)',
  async (_what, uid, env) => {
    const tmp = await makeTemporary();
    const user = await setUser({ env: { ...env, TMPDIR: tmp } }, uid);

    expect(await askBalance(user)).toContain(temporaryState(tmp, uid));
    expect(await readdir(user.home)).toEqual([]);
  },
);

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

test('through a linked skill folder, a linked home and a linked script', async () => {
  const root = await openFolder();
  const target = await install();
  const before = await printFolder(target);
  await symlink(target, join(root, 'ai-video-download'));
  await mkdir(join(root, 'links', 'scripts'), { recursive: true });
  for (const script of await readdir(join(target, 'scripts')))
    await symlink(join(target, 'scripts', script), join(root, 'links', 'scripts', script));
  const { home, ...user } = await setUser();
  await symlink(home, join(root, 'home'));

  for (const skillFolder of [join(root, 'ai-video-download'), join(root, 'links')])
    await askBalance(user.with({ home: join(root, 'home'), skillFolder }));

  expect(await readdir(join(home, '.config', 'nemovideo'))).toContain('client_id');
  expect(await printFolder(target)).toBe(before);
});

test('spaces, quotes, shell signs and Unicode in every path', async () => {
  const odd = `O'Brien "x" 视频 %20 é $HOME \`id\` & #1 😀`;
  const root = await openFolder();
  const [home = '', cwd = '', skills = ''] = await Promise.all(
    ['home', 'cwd', 'skills'].map(async (name) => {
      const folder = join(root, `${name} ${odd}`);
      await mkdir(folder);
      if (mayChangeUser) await chown(folder, NOBODY, NOBODY);
      return folder;
    }),
  );
  await copyFile(CLIP, join(cwd, `${odd}.mp4`));
  const user = await setUser({ home, cwd, skillFolder: await install(skills) });

  // Left at once, and gone on with by what was printed, from another folder.
  const words = ['run', 'download it', '--file', `${odd}.mp4`, '--out', `${odd}/${odd} 2.mp4`];
  const left = await user.json(...words, '--wait', '0');

  expect(await user.goOn(left)).toMatchObject({ status: 'done', video: { height: 180 } });
  expect(await readdir(join(cwd, odd))).toEqual([`${odd} 2.mp4`]);
});

test('two users share one skill folder and nothing else; an update that wipes it loses nothing', async () => {
  const root = await openFolder();
  const skillFolder = await install(root);
  const before = await printFolder(skillFolder);
  const first = await setUser({ skillFolder });
  const second = first.with({ home: await openFolder(STRANGER), ...as(STRANGER) });
  await Promise.all([first, second].map((user) => user.json('upload', CLIP)));

  expect([first.backend.count('token'), first.backend.count('session')]).toEqual([2, 2]);
  expect(await printFolder(skillFolder)).toBe(before);
  await setModes(skillFolder, { folders: 0o755, files: 0o644 });
  await rm(skillFolder, { recursive: true });
  await install(root);
  await makeVideo(first, `${first.home}/`);
  expect(first.backend.count('session')).toBe(2);
});

test('without a temporary folder', async () => {
  const env = { TMPDIR: '/nowhere/at all', TEMP: '/nowhere', TMP: '/nowhere' };
  const user = await setUser({ env });

  expect(await user.json('upload', CLIP)).toMatchObject({ exitCode: 0, notices: [] });
});

test.skipIf(process.platform === 'win32')(
  'from a current folder that has been deleted (skipped on Windows)',
  async () => {
    const user = await setUser();
    const out = ['--out', `${user.home}/`];
    const fromNowhere = async (...words: string[]): Promise<Document> => {
      const wrapper = ['/bin/sh', '-c', 'rmdir "$PWD" && exec "$@"', 'sh'];
      return user.with({ cwd: await openFolder(), wrapper }).json(...words);
    };

    expect(await fromNowhere('route', 'export it')).toMatchObject({ exitCode: 0 });
    expect(await fromNowhere('run', 'download it', '--file', CLIP, ...out)).toMatchObject({
      exitCode: 0,
      file: expect.stringContaining(user.home),
    });
    expect(await fromNowhere('run', 'download it', '--file', 'clip.mp4', ...out)).toMatchObject({
      exitCode: 6,
      error: { kind: 'file' },
    });
  },
);
