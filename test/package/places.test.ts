/**
 * The built package wherever it may lie and whoever runs it: read-only folders, missing homes, links, odd names.
 * Where the tests run as root, the scripts run as another user: for root no folder is read-only.
 */
import { spawn } from 'node:child_process';
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
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { printFolder } from './folder-print.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  packageFolder,
  parseDocument,
  runLine,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';
import { startStudio, type Studio } from '../../src/studio/studio.ts';

const mayChangeUser = process.getuid?.() === 0;
/** `nobody`, whose home does not exist, and one whom the system does not know, as in a container. */
const NOBODY = 65534;
const STRANGER = 54321;
const as = (uid: number): Pick<ScriptHome, 'uid'> => (mayChangeUser ? { uid } : {});

let samples: Samples;
let studio: Studio;
beforeAll(async () => {
  samples = await makeSamples();
  await chmod(samples.folder, 0o755);
  studio = await startStudio({
    stepDelayMs: 5,
    silentEdits: 'never',
    preset: 'ultrafast',
    crf: 32,
    previewScale: 1,
  });
});
afterAll(async () => {
  await studio.close();
  await clearSamples(samples);
});

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

/** What every place has to manage: help, the plan of a message, the checks and the balance. Returns the last. */
async function lookAround(stage: Stage): Promise<Answer> {
  expect(await stage.run('run', '--help')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await stage.json('route', 'export it')).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await stage.json('doctor')).toMatchObject({ exitCode: 0, status: 'done' });
  const credits = await stage.json('credits');
  expect(credits).toMatchObject({ exitCode: 0, status: 'done' });
  return credits;
}

type Answer = Awaited<ReturnType<Stage['json']>>;

/** A whole job, from a file on disk to a video on disk. */
async function makeVideo(
  stage: Stage,
  { file, out }: { file: string; out: string },
): Promise<void> {
  const done = await stage.json('run', 'download it', '--file', file, '--out', out);
  expect(done).toMatchObject({ exitCode: 0, status: 'done', video: { height: 360 } });
  expect((await readFile(done['file'])).toString('latin1', 4, 8)).toBe('ftyp');
}

const notices = (answer: Answer): string => [answer['notices']].flat().join('\n');

/** A temporary folder of the system, which every user may write to. */
async function makeTemporary(): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o1777);
  return folder;
}

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o777).toString(8);

/** A whole command is refused with a `file` error in one line that names the path, and nothing is sent. */
async function expectNoState(user: Stage, path: string): Promise<void> {
  const asked = user.studio.requests.length;
  const document = await user.json('run', '--file', samples.clip, '--edit', 'trim to 1 second');
  const text = await user.run('credits');
  expect(document).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  expect(document['error'].message).toContain(path);
  expect(text.stdout).toMatch(/^❌ [^\n]+\n$/);
  expect(user.studio.requests).toHaveLength(asked);
}

/** Leaves variables out of the scripts' environment: Node skips what is undefined. */
const unset = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, undefined])) as unknown as Record<string, string>;

test('a read-only skill folder is all that is needed', async () => {
  const skillFolder = await install();
  const before = await printFolder(skillFolder);
  const user = stageFor(studio, await openFolder(), { skillFolder, ...as(NOBODY) });

  await lookAround(user);
  await makeVideo(user, { file: samples.clip, out: `${user.home}/` });

  expect(await printFolder(skillFolder)).toBe(before);
});

test('a skill folder that may be written to stays as it was', async () => {
  const skillFolder = await install();
  await setModes(skillFolder, { folders: 0o777, files: 0o666 });
  const before = await printFolder(skillFolder);
  const user = stageFor(studio, await openFolder(), {
    skillFolder,
    cwd: skillFolder,
    ...as(NOBODY),
  });

  await lookAround(user);

  expect(await printFolder(skillFolder)).toBe(before);
});

const HOMES: (() => Promise<string>)[] = [
  async () => {
    const home = await makeFolder();
    await chmod(home, 0o555);
    return home;
  },
  async () => {
    const parent = await makeFolder();
    await chmod(parent, 0o555);
    return join(parent, 'nobody');
  },
  // A file is where the home should be.
  async () => samples.clip,
];

/** A folder that is open to everybody and belongs to whoever runs the tests. */
async function makeForeign(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o777);
  return path;
}

/** The folder of a user's own under the temporary one. */
const temporaryState = (tmp: string, uid: number): string =>
  join(tmp, `nemovideo-${mayChangeUser ? uid : process.getuid?.()}`);

test('with a read-only, a missing or a taken home, jobs are kept under the temporary folder, and that is said', async () => {
  const skillFolder = await install();
  const places = await Promise.all(
    HOMES.map(async (make) => ({
      home: await make(),
      cwd: await openFolder(),
      tmp: await makeTemporary(),
    })),
  );
  await Promise.all(
    places.map(async ({ home, cwd, tmp }) => {
      const user = stageFor(studio, home, {
        skillFolder,
        cwd,
        env: { TMPDIR: tmp },
        ...as(NOBODY),
      });
      const state = temporaryState(tmp, NOBODY);

      expect(notices(await lookAround(user))).toContain(state);
      expect(await modeOf(state)).toBe('700');
      // One account and one session all along: what is kept there is found again.
      const [first, second] = [await user.json('connect'), await user.json('connect')];
      expect(first['session_id']).toBe(second['session_id']);
      expect(await readdir(tmp)).toEqual([basename(state)]);
      expect(await readdir(cwd)).toEqual([]);
      // A whole job in one of the places is enough.
      if (home === samples.clip) await makeVideo(user, { file: samples.clip, out: `${cwd}/` });
    }),
  );
});

const HOMELESS = [
  // `nobody` has a home that does not exist; the other is not known to the system.
  { uid: NOBODY, env: unset('HOME', 'USERPROFILE') },
  { uid: STRANGER, env: { HOME: '', USERPROFILE: '' } },
];

test.runIf(mayChangeUser)(
  'with no HOME or an empty one it works on and leaves nothing in the current folder (skipped where one may not become another user)',
  async () => {
    const skillFolder = await install();
    for (const { uid, env } of HOMELESS) {
      const [cwd, tmp] = [await openFolder(uid), await makeTemporary()];
      const user = stageFor(studio, cwd, { skillFolder, cwd, uid, env: { ...env, TMPDIR: tmp } });

      expect(notices(await lookAround(user))).toContain(temporaryState(tmp, uid));
      expect(await readdir(cwd)).toEqual([]);
    }
  },
);

test('NEMO_STATE_DIR is where everything is kept, and nowhere else when it cannot be used', async () => {
  const { studio: own } = await setStage();
  const [home, cwd, tmp] = [await openFolder(), await openFolder(), await makeTemporary()];
  const at = (path: string): Stage =>
    stageFor(own, home, { cwd, env: { NEMO_STATE_DIR: path, TMPDIR: tmp }, ...as(NOBODY) });
  // Relative to the current folder, as every path is; made with the folders above it.
  const words = ['run', '--file', samples.clip, '--edit', 'trim to 1 second'];
  expect(await at('state/of mine').json(...words)).toMatchObject({ exitCode: 0, notices: [] });
  const state = join(cwd, 'state/of mine');
  expect(await readdir(state)).toContain('client_id');
  expect(await modeOf(state)).toBe('700');
  expect(await at(state).json('state')).toMatchObject({ tracks: [{ end_ms: 1_000 }] });

  const closed = await makeFolder();
  await chmod(closed, 0o555);
  for (const path of [samples.clip, join(samples.clip, 'state'), join(closed, 'state')])
    await expectNoState(at(path), path);
  expect([await readdir(home), await readdir(tmp)]).toEqual([[], []]);
});

test.runIf(mayChangeUser)(
  'state that belongs to another user is not used: the folder, the temporary one, a record (skipped where one may not become another user)',
  async () => {
    const { studio: own } = await setStage();
    const [home, cwd, tmp] = [await openFolder(), await openFolder(), await makeTemporary()];
    const user = (env: Record<string, string>): Stage =>
      stageFor(own, home, { cwd, env: { TMPDIR: tmp, ...env }, ...as(NOBODY) });

    const named = await makeForeign(join(await openFolder(), 'named'));
    await expectNoState(user({ NEMO_STATE_DIR: named }), named);
    const temporary = await makeForeign(temporaryState(tmp, NOBODY));
    await expectNoState(user({ HOME: '/nonexistent' }), temporary);
    for (const folder of [named, temporary]) expect(await readdir(folder)).toEqual([]);

    // A record that somebody else has put into a folder of this user's own.
    expect(await user({}).json('credits')).toMatchObject({ exitCode: 0 });
    const state = join(home, '.config/nemovideo');
    const account = (await readdir(state, { recursive: true })).find((name) =>
      name.endsWith('account.json'),
    );
    const path = join(state, account!);
    await chown(path, 0, 0);
    await chmod(path, 0o644);
    await expectNoState(user({}), path);
    expect(await modeOf(path)).toBe('644');
  },
);

test('through a linked skill folder, a linked home and a linked script', async () => {
  const root = await openFolder();
  const target = await install();
  const before = await printFolder(target);
  const home = await openFolder();
  await symlink(target, join(root, 'ai-video-download'));
  await symlink(home, join(root, 'home'));
  await mkdir(join(root, 'links', 'scripts'), { recursive: true });
  for (const script of await readdir(join(target, 'scripts')))
    await symlink(join(target, 'scripts', script), join(root, 'links', 'scripts', script));

  for (const skillFolder of [join(root, 'ai-video-download'), join(root, 'links')]) {
    const user = stageFor(studio, join(root, 'home'), { skillFolder, ...as(NOBODY) });
    await lookAround(user);
  }

  expect(await readdir(join(home, '.config', 'nemovideo'))).toContain('client_id');
  expect(await printFolder(target)).toBe(before);
});

test('spaces, quotes, shell signs and Unicode in every path', async () => {
  const odd = `O'Brien "x" 视频 %20 é $HOME \`id\` & #1 😀`;
  const root = await openFolder();
  const [home, cwd, skills] = await Promise.all(
    ['home', 'cwd', 'skills'].map(async (name) => {
      const folder = join(root, `${name} ${odd}`);
      await mkdir(folder);
      if (mayChangeUser) await chown(folder, NOBODY, NOBODY);
      return folder;
    }),
  );
  await copyFile(samples.clip, join(cwd!, `${odd}.mp4`));
  const user = stageFor(studio, home!, {
    skillFolder: await install(skills),
    cwd: cwd!,
    ...as(NOBODY),
  });

  await lookAround(user);
  // Left at once, and gone on with by what was printed, from another folder.
  const words = ['run', 'download it', '--file', `${odd}.mp4`, '--out', `${odd}/${odd} 2.mp4`];
  const { next } = (await user.json(...words, '--wait', '0')) as unknown as { next: string };
  const { stdout } = await runLine(user, next.replace(/ --wait 0$/, ''), root);

  expect(parseDocument(stdout)).toMatchObject({ status: 'done', video: { height: 360 } });
  expect(await readdir(join(cwd!, odd))).toEqual([`${odd} 2.mp4`]);
});

test('two users share one skill folder and nothing else', async () => {
  const skillFolder = await install();
  const before = await printFolder(skillFolder);
  const [first, second] = await Promise.all(
    [NOBODY, STRANGER].map(async (uid) =>
      stageFor(studio, await openFolder(uid), { skillFolder, ...as(uid) }),
    ),
  );

  await Promise.all([lookAround(first!), lookAround(second!)]);
  await Promise.all([first!, second!].map((user) => user.json('upload', samples.clip)));

  const [one, two] = await Promise.all(
    [first!, second!].map(({ home }) =>
      readFile(join(home, '.config/nemovideo/client_id'), 'utf8'),
    ),
  );
  expect(one).not.toBe(two);
  expect(await printFolder(skillFolder)).toBe(before);
});

test('an update that wipes the skill folder loses nothing', async () => {
  const root = await openFolder();
  const skillFolder = await install(root);
  const user = stageFor(studio, await openFolder(), { skillFolder, ...as(NOBODY) });
  expect(await user.json('run', 'add the title "Kept"', '--file', samples.clip)).toMatchObject({
    exitCode: 0,
    status: 'done',
  });

  await setModes(skillFolder, { folders: 0o755, files: 0o644 });
  await rm(skillFolder, { recursive: true });
  await install(root);

  expect(await user.json('state')).toMatchObject({
    exitCode: 0,
    message: expect.stringContaining('Kept'),
  });
  expect(await user.json('export', '--out', `${user.home}/`)).toMatchObject({ exitCode: 0 });
});

test('without a temporary folder', async () => {
  const missing = { TMPDIR: '/nowhere/at all', TEMP: '/nowhere', TMP: '/nowhere' };
  const user = stageFor(studio, await openFolder(), {
    skillFolder: await install(),
    env: missing,
    ...as(NOBODY),
  });

  await lookAround(user);
  expect(await user.json('upload', samples.clip)).toMatchObject({ exitCode: 0, notices: [] });
});

test.skipIf(process.platform === 'win32')(
  'from a current folder that has been deleted (skipped on Windows)',
  async () => {
    const skillFolder = await install();
    const home = await openFolder();
    const inDeletedFolder = async (...words: string[]): Promise<Answer> => {
      const cwd = await openFolder();
      const script = join(skillFolder, 'scripts', `${words[0]}.mjs`);
      const child = spawn(
        '/bin/sh',
        [
          '-c',
          'rmdir "$0" && exec "$@"',
          cwd,
          process.execPath,
          script,
          ...words.slice(1),
          '--json',
        ],
        {
          cwd,
          env: { PATH: process.env['PATH'] ?? '', HOME: home, NEMO_API_URL: studio.url },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
      expect(stdout, stderr).not.toBe('');
      return { exitCode, ...(JSON.parse(stdout) as Record<string, unknown>) };
    };

    expect(await inDeletedFolder('route', 'export it')).toMatchObject({ exitCode: 0 });
    expect(await inDeletedFolder('credits')).toMatchObject({ exitCode: 0 });
    expect(await inDeletedFolder('doctor')).not.toMatchObject({ exitCode: 1 });
    expect(
      await inDeletedFolder('run', 'download it', '--file', samples.clip, '--out', `${home}/`),
    ).toMatchObject({ exitCode: 0, file: expect.stringContaining(home) });
    expect(
      await inDeletedFolder('run', 'download it', '--file', 'clip.mp4', '--out', `${home}/`),
    ).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  },
);
