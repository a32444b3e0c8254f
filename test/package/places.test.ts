/** The built package wherever it may lie and whoever runs it: read-only folders, links, odd names. */
import { chmod, chown, copyFile, cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { printFolder } from './folder-print.ts';
import {
  CLIP,
  packageFolder,
  runLine,
  setClip,
  type Document,
  type HostileStage,
} from './support.ts';
import { NOBODY, STRANGER, as, mayChangeUser, openFolder, setUser } from './users.ts';

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

/** A whole job, from a file on disk to a video on disk. */
async function makeVideo(user: HostileStage, out: string): Promise<void> {
  const done = await user.json('run', 'download it', '--file', CLIP, '--out', out);
  expect(done).toMatchObject({ exitCode: 0, status: 'done', video: { height: 180 } });
  expect((await readFile(done['file'])).toString('latin1', 4, 8)).toBe('ftyp');
}

test.each([
  ['read-only', { folders: 0o555, files: 0o444 }],
  ['one that may be written to and is the current one', { folders: 0o777, files: 0o666 }],
])('a skill folder is all that is needed, and stays as it was: %s', async (_what, modes) => {
  const skillFolder = await install();
  await setModes(skillFolder, modes);
  const before = await printFolder(skillFolder);
  const user = await setUser({ skillFolder, cwd: skillFolder });

  for (const words of [['route', 'export it'], ['doctor'], ['credits']])
    expect(await user.json(...words), words[0]).toMatchObject({ exitCode: 0, status: 'done' });
  await makeVideo(user, `${user.home}/`);

  expect(await printFolder(skillFolder)).toBe(before);
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

test.skipIf(process.platform !== 'linux')(
  'on a full disk progress stops no job, and an outcome that nobody can read is told again (needs /dev/full)',
  async () => {
    const stage = await setClip();
    const chat = `node "${join(stage.skillFolder, 'scripts', 'chat.mjs')}" hello`;
    const [silent, unread] = [`${chat} 2> /dev/full`, `${chat} > /dev/full`];

    expect(await runLine(stage, silent, stage.home)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await runLine(stage, unread, stage.home);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 6,
      stderr: expect.not.stringMatching(/ENOSPC/),
    });
    expect(await stage.json('chat', 'hello')).toMatchObject({ status: 'done' });
    expect(stage.backend.count('chat')).toBe(2);
  },
);
