/** The built package before a studio, which really edits and renders. */
import { onTestFinished } from 'vitest';
import type { ScriptHome } from '../../scripts/dev/run-script.ts';
import { openLibavEngine } from '../../src/studio/cutter/libav-engine.ts';
import { resolveOptions } from '../../src/studio/stand-in/options.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { startStudio, type StartOptions, type Studio } from '../../src/studio/studio.ts';
import { hurry } from '../support/tampered-node.ts';
import { makeFolder, placeFor, placeScripts, type Stageable } from './support.ts';

/** Judges what was rendered. Neither engine is closed: its workers end with the process that the tests run in. */
export const engine = createEngine();
/** The studio's own pace would only make tests slow. */
const QUICK = {
  stepDelayMs: 5,
  silentEdits: 'never',
  preset: 'ultrafast',
} satisfies StartOptions;
/** All studios render with one: its workers are processes, which take their time to start. */
export const studioEngine = openLibavEngine(resolveOptions(QUICK));

export type Stage = Stageable<{ studio: Studio }> & { studio: Studio };

/** A stage that is cleared away when the test ends. Time runs twenty times faster on it, unless `env` says otherwise. */
export async function setStage({
  env,
  ...options
}: StartOptions & { env?: Record<string, string> } = {}): Promise<Stage> {
  const studio = await startStudio({ engine: studioEngine, ...QUICK, ...options });
  onTestFinished(() => studio.close());
  return stageFor(studio, await makeFolder(), { env: env ?? hurry(20) });
}

/** A stage over a studio that is there already. */
export const stageFor = (studio: Studio, home: string, own: Partial<ScriptHome> = {}): Stage =>
  placeScripts({ studio }, placeFor(studio.url, home, own));
