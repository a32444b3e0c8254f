/**
 * The built package as it lies, on every Node it promises, in another user's home with nothing installed.
 * The Node versions come as npm packages; they are fetched into a folder of this test.
 */
import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runScript } from '../../scripts/dev/run-script.ts';
import { printFolder } from '../package/folder-print.ts';
import { setStage, stageFor } from '../package/studio-stage.ts';
import { CLIP, makeFolder, packageFolder } from '../package/support.ts';
import { NODE_PACKAGE, nodeIn } from './node-package.ts';

const run = promisify(execFile);
const VERSIONS = ['20', '22', '24', '26'];
/** `nobody`: another user than the one who runs the tests, where they may become one. */
const OTHER_USER = 65534;
/** One the system does not know, as in a container. */
const UNKNOWN_USER = 54321;
const mayChangeUser = process.getuid?.() === 0;

/** Fetches one Node version; the running one is used for its own major version. */
async function findNode(major: string): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = await makeOpenFolder();
  const words = ['install', '--no-save', '--no-audit', '--prefix', folder];
  await run('npm', [...words, `${NODE_PACKAGE}@${major}`], { cwd: folder });
  return nodeIn(folder);
}

async function makeOpenFolder(): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o755);
  return folder;
}

test.each(VERSIONS)(
  'every script runs on Node %s under another user with nothing installed',
  async (major) => {
    const node = await findNode(major);
    const stage = await setStage();
    const home = await makeFolder();
    const skillFolder = join(home, 'empty folder', 'ai-video-download');
    await mkdir(join(home, 'empty folder'));
    await cp(packageFolder, skillFolder, { recursive: true });
    const uid = mayChangeUser ? OTHER_USER : undefined;
    if (uid !== undefined) await chown(home, uid, uid);
    await chmod(home, 0o755);
    const installed = await printFolder(skillFolder);
    const user = stageFor(stage.studio, home, {
      skillFolder,
      node,
      ...(uid !== undefined && { uid }),
    });

    expect((await run(node, ['-v'])).stdout).toMatch(new RegExp(`^v${major}\\.`));
    for (const script of await readdir(join(skillFolder, 'scripts'))) {
      const help = await runScript(user, [script.replace('.mjs', ''), '--help']);
      expect(help, script).toMatchObject({ exitCode: 0, stderr: '' });
    }
    const answers = {
      connect: await user.json('connect'),
      route: await user.json('route', '导出'),
      doctor: await user.json('doctor'),
      upload: await user.json('upload', CLIP),
      chat: await user.json('chat', 'add the title "Hello 世界"'),
      state: await user.json('state'),
      credits: await user.json('credits'),
      export: await user.json('export', '--out', `${home}/`),
      run: await user.json('run', 'download it in 720p', '--out', `${home}/second.mp4`),
      resume: await user.json('run', '--resume'),
    };
    for (const [script, document] of Object.entries(answers)) {
      expect(document, script).toMatchObject({ exitCode: 0, ok: true, status: 'done' });
    }
    expect(answers.doctor['checks'][0]).toMatchObject({ name: 'node', ok: true });
    expect(answers.export['video']).toMatchObject({ codec: 'h264', height: 180, duration_s: 2 });
    expect(answers.run['video']).toMatchObject({ height: 720 });

    // The hardest place: through a link of an odd name, for a user without a home, from a folder of root's.
    const link = join(await makeOpenFolder(), `O'Brien "x" 视频 %20 #1`);
    await symlink(skillFolder, link);
    const temporary = await makeFolder();
    await chmod(temporary, 0o1777);
    const stranger = stageFor(stage.studio, home, {
      skillFolder: link,
      node,
      cwd: '/',
      ...(mayChangeUser && {
        uid: UNKNOWN_USER,
        env: { HOME: '', USERPROFILE: '', TMPDIR: temporary },
      }),
    });
    for (const words of [['route', '导出'], ['doctor'], ['credits']])
      expect(await stranger.json(...words), words[0]).toMatchObject({ exitCode: 0, ok: true });
    expect(await printFolder(skillFolder)).toBe(installed);
  },
);
