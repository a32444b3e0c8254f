import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compileStudio } from '../scripts/dev/compile-studio.mjs';

/** Builds the package before the tests, the worker that renders for them, which is started hundreds of times, and media. */
export default async function setup(): Promise<() => Promise<void>> {
  const build = fileURLToPath(new URL('../scripts/dev/build.ts', import.meta.url));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', build, '--quiet']);
  process.env['STUDIO_WORKER'] = fileURLToPath(new URL('worker.mjs', await compileStudio()));
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  process.env['SAMPLES'] = folder;
  await makeSamples(folder);
  return () => rm(folder, { recursive: true });
}

/** A clip of 320×180 and a piece of music, of 2 s each, that every user of this machine may read. */
async function makeSamples(folder: string): Promise<void> {
  const { createEngine } = await import('../src/studio/cutter/render/engine.ts');
  const engine = createEngine();
  const clip = { width: 320, height: 180, durationMs: 2_000, withSound: true };
  await engine.makeClip({ ...clip, file: join(folder, 'clip.mp4') });
  const music = { ...clip, width: 2, height: 2, kind: 'tone' } as const;
  await engine.makeClip({ ...music, file: join(folder, 'lo-fi.m4a') });
  await engine.close();
  await chmod(folder, 0o755);
}
