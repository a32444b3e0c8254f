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
  symlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { printFolder } from './scan/folder-print.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  packageFolder,
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

/** What every place has to manage: help, the plan of a message, the checks and the balance. */
async function lookAround(stage: Stage): Promise<Record<'doctor' | 'credits', Answer>> {
  expect(await stage.run('run', '--help')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await stage.json('route', 'export it')).toMatchObject({ exitCode: 0, status: 'done' });
  const doctor = await stage.json('doctor');
  expect(doctor).toMatchObject({ exitCode: 0, status: 'done' });
  const credits = await stage.json('credits');
  expect(credits).toMatchObject({ exitCode: 0, status: 'done' });
  return { doctor, credits };
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

const notices = (answer: Answer): string => [answer['notices'] ?? []].flat().join('\n');
const check = (doctor: Answer, name: string): Record<string, unknown> =>
  doctor['checks'].find((found: { name: string }) => found.name === name) ?? {};

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

test('with a read-only, a missing or a taken home it works on and says what will be forgotten', async () => {
  const skillFolder = await install();
  const places = await Promise.all(
    HOMES.map(async (make) => ({ home: await make(), cwd: await openFolder() })),
  );
  await Promise.all(
    places.map(async ({ home, cwd }) => {
      const user = stageFor(studio, home, { skillFolder, cwd, ...as(NOBODY) });

      const { doctor, credits } = await lookAround(user);

      expect(check(doctor, 'state folder')).toMatchObject({ ok: false });
      expect(notices(credits)).toContain(join(home, '.config', 'nemovideo'));
      await makeVideo(user, { file: samples.clip, out: `${cwd}/` });
      expect(await readdir(cwd)).toEqual([expect.stringMatching(/\.mp4$/)]);
    }),
  );
});

const HOMELESS = [
  // `nobody` has a home that does not exist; the other is not known to the system.
  { uid: NOBODY, env: unset('HOME', 'USERPROFILE') },
  { uid: STRANGER, env: unset('HOME', 'USERPROFILE') },
  { uid: NOBODY, env: { HOME: '', USERPROFILE: '' } },
  { uid: STRANGER, env: { HOME: '', USERPROFILE: '' } },
];

test.runIf(mayChangeUser)(
  'with no HOME or an empty one it works on and leaves nothing behind (skipped where one may not become another user)',
  async () => {
    const skillFolder = await install();
    const folders = await Promise.all(HOMELESS.map(({ uid }) => openFolder(uid)));
    await Promise.all(
      HOMELESS.map(async ({ uid, env }, index) => {
        const cwd = folders[index]!;
        const user = stageFor(studio, cwd, { skillFolder, cwd, uid, env });

        const { credits } = await lookAround(user);

        expect(notices(credits)).not.toBe('');
        expect(await readdir(cwd)).toEqual([]);
        // A whole job for one of the two users is enough.
        if (uid === NOBODY) return;
        await makeVideo(user, { file: samples.clip, out: `${cwd}/` });
        expect(await readdir(cwd)).toEqual([expect.stringMatching(/\.mp4$/)]);
      }),
    );
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

test('spaces, quotes and Unicode in every path', async () => {
  const odd = `O'Brien "x" 视频 %20 é $HOME #1 😀`;
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
  await makeVideo(user, { file: `${odd}.mp4`, out: `${odd}/${odd} 2.mp4` });

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
  await Promise.all(
    [first!, second!].map((user) => makeVideo(user, { file: samples.clip, out: `${user.home}/` })),
  );

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
  await makeVideo(user, { file: samples.clip, out: `${user.home}/` });
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
