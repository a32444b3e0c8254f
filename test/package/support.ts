/** A stage for the built package: a studio that really renders, a user's home, and the scripts in it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runScript, type ScriptHome, type ScriptRun } from '../../scripts/dev/run-script.ts';
import { createEngine, type Engine } from '../../src/studio/render/engine.ts';
import { startStudio, type StartOptions, type Studio } from '../../src/studio/studio.ts';

export const packageFolder = fileURLToPath(
  new URL('../../dist/ai-video-download/', import.meta.url),
);

/** The studio's own pace would only make tests slow. */
const QUICK: StartOptions = {
  stepDelayMs: 5,
  silentEdits: 'never',
  preset: 'ultrafast',
  crf: 32,
  previewScale: 1,
};

export interface Stage extends ScriptHome {
  studio: Studio;
  /** Runs a script in this home against this studio. */
  run(...words: string[]): Promise<ScriptRun>;
  /** Runs a script with `--json` and parses its one document. */
  json(...words: string[]): Promise<Record<string, any> & { exitCode: number | null }>; // eslint-disable-line typescript/no-explicit-any
}

/** Sets a stage that is cleared away when the test ends. */
export async function setStage(options: StartOptions = {}): Promise<Stage> {
  const home = await makeFolder();
  const studio = await startStudio({ ...QUICK, ...options });
  onTestFinished(() => studio.close());
  return stageFor(studio, home);
}

/** A stage over a studio that is there already: another user, or the same one later. */
export function stageFor(studio: Studio, home: string, own: Partial<ScriptHome> = {}): Stage {
  const { env, ...rest } = own;
  const place: ScriptHome = {
    skillFolder: packageFolder,
    home,
    ...rest,
    env: { NEMO_API_URL: studio.url, ...env },
  };
  return {
    ...place,
    studio,
    run: (...words) => runScript(place, words),
    async json(...words) {
      const { exitCode, stdout } = await runScript(place, [...words, '--json']);
      return { ...parseDocument(stdout), exitCode };
    },
  };
}

/** Runs a command line as somebody who copied it: by sh, in a folder of their choice. Node is found by its name. */
export async function runLine(
  { home, env, uid }: ScriptHome,
  line: string,
  cwd = home,
): Promise<ScriptRun> {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const shell = spawn('/bin/sh', ['-c', line], {
    cwd,
    env: { PATH: path, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    shell.on('error', reject);
    shell.on('close', resolve);
  });
  return { exitCode, stdout, stderr };
}

/** Exactly one JSON document on stdout and nothing else there (interface.md, "Output"). */
export function parseDocument(stdout: string): Record<string, unknown> {
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== 1) throw new Error(`expected one document, got: ${stdout}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Real media, made once per test file. */
export interface Samples {
  engine: Engine;
  folder: string;
  /** 640×360, 2 s, with sound. */
  clip: string;
  /** 2 s of sound. */
  music: string;
}

export async function makeSamples(): Promise<Samples> {
  const folder = await mkdtemp(join(tmpdir(), 'samples-'));
  const engine = createEngine();
  const clip = join(folder, 'clip.mp4');
  const music = join(folder, 'lo-fi.m4a');
  await engine.makeClip({
    file: clip,
    width: 640,
    height: 360,
    durationMs: 2_000,
    withSound: true,
  });
  await engine.makeClip({
    file: music,
    width: 2,
    height: 2,
    durationMs: 2_000,
    withSound: true,
    kind: 'tone',
  });
  return { engine, folder, clip, music };
}

export async function clearSamples({ engine, folder }: Samples): Promise<void> {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}
