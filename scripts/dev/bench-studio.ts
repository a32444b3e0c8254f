/** The studio against its limits: its start, edits and exports beside ffmpeg, and a crowd of sessions. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

import { benchCrowd } from './bench-studio-crowd.ts';
import { measureCommand, readTreeCpu, startProgram } from './bench-studio-program.ts';
import { benchRenders, FFMPEG } from './bench-studio-renders.ts';

/** The system's clock for processes counts in hundredths of a second. */
const STARTS = 10;

export async function* benchStudio({ rounds }: { rounds: number }): AsyncGenerator<string> {
  if (process.platform !== 'linux') {
    yield 'studio: not measured, since only Linux tells the processor time of other processes';
    return;
  }
  yield* benchStart();
  yield '';
  if (spawnSync(FFMPEG, ['-version']).status === 0) yield* benchRenders({ rounds });
  else yield 'edits and exports: not measured, since there is no ffmpeg to measure them against';
  yield '';
  yield* benchCrowd();
}

/** Until it has answered once; the first start, which compiles, does not count. */
async function* benchStart(): AsyncGenerator<string> {
  let own = 0;
  for (let start = 0; start <= STARTS; start += 1) {
    const studio = await startProgram(['--memory']);
    await fetch(`${studio.url}/api/credits/balance/simple`);
    if (start > 0) own += (await readTreeCpu(studio.pid)) / STARTS;
    await studio.end();
  }
  const node = [process.execPath, '-e', '0'];
  const peer = await measureCommand(node, { cwd: tmpdir(), repeats: STARTS });
  const [ownMs, peerMs] = [own, peer].map((seconds) => `${(seconds * 1000).toFixed(0)} ms`);
  yield `processor time of a start to the first answer, against node -e 0 (asked ≤6)`;
  yield `${(own / peer).toFixed(1)}   ${ownMs}   ${peerMs}`;
}
