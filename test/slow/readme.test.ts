/** A fresh clone follows the README and CONTRIBUTING to the letter, and ends with a video. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '../support/serve.ts';
import { copyTree } from './copy-tree.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENTS = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'];

/** The blocks of commands in a document, in order. */
async function readBlocks(name: string): Promise<string[]> {
  const text = await readFile(join(root, name), 'utf8');
  return Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = '']) => block);
}

/** What CI runs by itself, word for word, before the slow tests. */
const BY_CI = 'npm test\n';

test('CI runs the test command of the README', async () => {
  const ci = await readFile(join(root, '.ci/run'), 'utf8');
  expect(await readBlocks('README.md')).toContain(BY_CI);
  expect(ci).toContain(`\n${BY_CI}`);
});

const PACKAGE = 'dist/ai-video-download';

/** Every file of a folder by its name and the hash of its bytes. */
async function hashTree(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const lines = files.map(async (file) => {
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return `${relative(folder, file)} ${hash}`;
  });
  return (await Promise.all(lines)).toSorted();
}

/** Runs a block in a shell and a process group of its own, and ends what it has left in the background. */
async function runBlock(
  block: string,
  { cwd, home }: { cwd: string; home: string },
): Promise<void> {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', block], {
    cwd,
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let complaint = '';
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const [exitCode] = await once(shell, 'exit');
  try {
    process.kill(-(shell.pid ?? 0), 'SIGTERM');
  } catch {
    // Nothing is left of it.
  }
  expect(exitCode, `${block}\n${complaint}`).toBe(0);
}

test('every block of commands works in a fresh clone, which builds the same package and ends with a video', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clone-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [clone, home] = [join(folder, 'clone'), join(folder, 'home')];
  await copyTree(clone);
  const blocks = (await Promise.all(DOCUMENTS.map(readBlocks))).flat();
  const commands = [...new Set(blocks)].filter((block) => block !== BY_CI);
  const port = String(await findFreePort());
  for (const block of commands)
    await runBlock(block.replaceAll('8787', port), { cwd: clone, home });
  const videos = (await readdir(join(clone, 'out'))).filter((name) => name.endsWith('.mp4'));

  // The same bytes from another folder: nothing of the builder's is in them.
  expect(await hashTree(join(clone, PACKAGE))).toEqual(await hashTree(join(root, PACKAGE)));
  expect(commands.length).toBeGreaterThanOrEqual(5);
  expect(videos.toSorted()).toEqual(['city-timelapse-export.mp4', 'jianduan.mp4', 'short.mp4']);
}, 600_000);
