/** The built package before a backend that misbehaves as it is told, in a user's home that is cleared away afterwards. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runScript, type ScriptHome, type ScriptRun } from '../../scripts/dev/run-script.ts';
import {
  openHostileBackend,
  type HostileBackend,
  type HostileOptions,
  type Reply,
} from '../support/hostile-backend.ts';
import { makeFolder, packageFolder, parseDocument, type Stage } from './support.ts';

export const TITLE = 'add the title "Paradise Found"';
/** A turn that was taken and of which nothing is heard. */
export const BROKEN: Reply = { events: [], end: 'reset' };

export type Document = Awaited<ReturnType<Stage['json']>>;

export interface HostileStage extends ScriptHome {
  env: Record<string, string>;
  backend: HostileBackend;
  run(...words: string[]): Promise<ScriptRun>;
  /** Runs a script with `--json` and parses its one document. */
  json(...words: string[]): Promise<Document>;
  /** The same home and backend, with other variables, or with Node run by another command. */
  with(own: Pick<ScriptHome, 'env' | 'wrapper' | 'uid'>): HostileStage;
}

export async function setHostileStage(
  options: HostileOptions & { env?: Record<string, string> } = {},
): Promise<HostileStage> {
  const { env = {}, ...rest } = options;
  const backend = await openHostileBackend(rest);
  const home = await makeFolder();
  return placeStage(backend, {
    skillFolder: packageFolder,
    home,
    env: { NEMO_API_URL: backend.url, ...env },
  });
}

function placeStage(
  backend: HostileBackend,
  place: ScriptHome & { env: Record<string, string> },
): HostileStage {
  return {
    ...place,
    backend,
    run: (...words) => runScript(place, words),
    async json(...words) {
      const { exitCode, stdout } = await runScript(place, [...words, '--json']);
      return { ...parseDocument(stdout), exitCode };
    },
    with: (own) => placeStage(backend, { ...place, ...own, env: { ...place.env, ...own.env } }),
  };
}

/** The records in a home's state folder that hold a text. */
export async function findRecords({ home }: ScriptHome, text: string): Promise<string[]> {
  const folder = join(home, '.config/nemovideo');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return paths.filter((_, index) => texts[index]?.includes(text));
}
