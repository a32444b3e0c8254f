/**
 * The built package on a stage: the scripts in a user's home, and a backend. Here it is a server that misbehaves as it is told;
 * where real editing and rendering are judged, `studio-stage.ts` has the studio.
 */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import {
  runScript,
  runScriptUntil,
  type ScriptHome,
  type ScriptRun,
} from '../../scripts/dev/run-script.ts';
import {
  draftOf,
  openHostileBackend,
  type HostileBackend,
  type HostileOptions,
} from '../support/hostile-backend.ts';
import type { Reply } from '../support/hostile-reply.ts';
import { hurry } from '../support/tampered-node.ts';

export const packageFolder = fileURLToPath(
  new URL('../../dist/ai-video-download/', import.meta.url),
);

const folder = process.env['SAMPLES'] ?? '';
/** Made once for all test files (`test/build-package.ts`): 320×180 with sound, and sound alone; 2 s each. */
export const CLIP = join(folder, 'clip.mp4');
export const MUSIC = join(folder, 'lo-fi.m4a');
export const video = await readFile(CLIP);

export const TITLE = 'add the title "Paradise Found"';
export const TRIM = 'trim to 1 second';
/** A turn that was taken and of which nothing is heard. */
export const BROKEN: Reply = { events: [], end: 'reset' };

/** A document, with the exit code of the command that printed it. */
export type Document = Record<string, any> & { exitCode: number | null }; // eslint-disable-line typescript/no-explicit-any

export interface Scripts extends ScriptHome {
  env: Record<string, string>;
  /** Runs a script in this home against this backend. */
  run(...words: string[]): Promise<ScriptRun>;
  /** Runs a script with `--json` and parses its one document. */
  json(...words: string[]): Promise<Document>;
  /** Starts a script, for whoever stops it. */
  start(...words: string[]): ReturnType<typeof runScriptUntil>;
  /** Runs a command line as it stands, from a folder of its own, and parses its document. */
  follow(line: string): Promise<Document>;
  /** Goes on with a job by the `next` of its document, with all the time that it needs. */
  goOn(document: Record<string, unknown>): Promise<Document>;
}

export interface Stageable<Backend> extends Scripts {
  /** The same home and backend, in another place or with other variables. */
  with(own: Partial<ScriptHome>): Stageable<Backend> & Backend;
}
export type HostileStage = Stageable<{ backend: HostileBackend }> & { backend: HostileBackend };

export function placeScripts<Backend>(
  backend: Backend,
  place: ScriptHome & { env: Record<string, string> },
): Stageable<Backend> & Backend {
  const follow = async (line: string): Promise<Document> =>
    readDocument(await runLine(place, line, await makeFolder()));
  return {
    ...place,
    ...backend,
    run: (...words) => runScript(place, words),
    json: async (...words) => readDocument(await runScript(place, [...words, '--json'])),
    start: (...words) => runScriptUntil(place, words),
    follow,
    goOn: ({ next }) => follow(String(next).replace(/ --wait [\d.]+/, '')),
    with: (own) => placeScripts(backend, { ...place, ...own, env: { ...place.env, ...own.env } }),
  };
}

/**
 * A stage that is cleared away when the test ends; left alone, its renders end as `video`. Time runs twenty times faster on it,
 * so that nobody waits for waits; with `env: {}` it does not, as where two commands are at work at once.
 */
export async function setHostileStage({
  env = hurry(20),
  ...options
}: HostileOptions & { env?: Record<string, string> } = {}): Promise<HostileStage> {
  const backend = await openHostileBackend({ video, ...options });
  return placeScripts({ backend }, placeFor(backend.url, await makeFolder(), { env }));
}

/** A project whose timeline holds a clip. */
export const setClip = (env?: Record<string, string>): Promise<HostileStage> =>
  setHostileStage({ draft: draftOf('The beginning'), ...(env && { env }) });

export const placeFor = (url: string, home: string, { env, ...own }: Partial<ScriptHome>) => ({
  skillFolder: packageFolder,
  home,
  ...own,
  env: { NEMO_API_URL: url, ...env },
});

/** Runs a command line as somebody who copied it: by sh, in a folder of their choice. Node is found by its name. */
export function runLine(place: ScriptHome, line: string, cwd: string): Promise<ScriptRun> {
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  // The script that would follow the line is of no use to it.
  const wrapper = ['/bin/sh', '-c', line];
  return runScript({ ...place, cwd, wrapper, env: { PATH, ...place.env } }, []);
}

/** Exactly one JSON document on stdout and nothing else there (interface.md, "Output"). */
export function readDocument({ exitCode, stdout, stderr }: ScriptRun): Document {
  if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`expected one document, got: ${stdout}${stderr}`);
  return { ...(JSON.parse(stdout) as Record<string, unknown>), exitCode };
}

export async function makeFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'skill-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Makes an MP4 as large as wanted by a `free` box at its end (ISO 14496-12, 8.1.2). */
export function padVideo(short: Buffer, bytes: number): Buffer {
  const padding = Buffer.alloc(bytes - short.length, 0x5a);
  padding.writeUInt32BE(padding.length);
  padding.write('free', 4);
  return Buffer.concat([short, padding]);
}

/** The records in a home's state folder that hold a text. */
export async function findRecords({ home }: ScriptHome, text: string): Promise<string[]> {
  const state = join(home, '.config/nemovideo');
  const entries = await readdir(state, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return paths.filter((_, index) => texts[index]?.includes(text));
}

/** The words stand in a text, in this order. */
export function expectInOrder(text: string, words: string[]): void {
  const places = words.map((each) => text.indexOf(each));
  expect(places, text).not.toContain(-1);
  expect(places, text).toEqual(places.toSorted((a, b) => a - b));
}
