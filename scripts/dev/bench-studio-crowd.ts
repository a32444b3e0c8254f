/** How the studio answers while many sessions edit at once, against when it is idle. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { compare, inMs, type Figure } from './bench-figure.ts';
import { median } from './bench-meter.ts';
import { enterStudio, type Guest, startProgram } from './bench-studio-guest.ts';

const SESSIONS = 20;
const EDITS = 10;
const IDLE_READS = 300;
/** A GIF of 640 by 360 whose only frame is one white pixel: a canvas that can be rendered, in 35 bytes. */
const STILL = 'R0lGODlhgAJoAYAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

/** Twenty sessions write titles without a pause, in a studio that keeps its work on disk. */
export async function benchCrowd(): Promise<Figure> {
  const home = await mkdtemp(join(tmpdir(), 'bench-'));
  const studio = await startProgram(['--data', home, '--credits', '1000']);
  try {
    const guests: Guest[] = [];
    for (let at = 0; at < SESSIONS; at += 1) {
      const guest = await enterStudio(studio.url, `guest-${at}`);
      await guest.upload('still.gif', Uint8Array.from(Buffer.from(STILL, 'base64')));
      await edit(guest, 0);
      guests.push(guest);
    }
    const [own, peer] = await watchEditing(guests);
    const what = `studio, a state read while ${SESSIONS} sessions edit`;
    return compare({ own, peer, format: inMs }, { what, against: 'the same when idle', goal: 3 });
  } finally {
    await studio.end();
    await rm(home, { recursive: true, force: true });
  }
}

/** Medians of reading a state, busy and idle. No edit may be lost, or not paid for just once. */
async function watchEditing(guests: Guest[]): Promise<[busyMs: number, idleMs: number]> {
  const look = () => guests[0]!.readState();
  const [idle, busy]: [number[], number[]] = [[], []];
  // The first reads compile the code that the rest runs.
  for (let read = 0; read < IDLE_READS; read += 1) await look();
  for (let read = 0; read < IDLE_READS; read += 1) idle.push(await time(look));
  const ended = new AbortController();
  const edits = guests.map(async (guest) => {
    for (let number = 1; number < EDITS; number += 1) await edit(guest, number);
  });
  const done = Promise.all(edits).finally(() => ended.abort());
  while (!ended.signal.aborted) busy.push(await time(look));
  await done;
  for (const guest of guests) {
    const tracks: { tt: number; sg: unknown[] }[] = (await guest.readState()).draft?.t ?? [];
    const titles = tracks.filter(({ tt }) => tt === 7).flatMap(({ sg }) => sg).length;
    const spent = 1000 - (await guest.readCredits());
    if (titles !== EDITS || spent !== 2 * EDITS)
      throw new Error(`of ${EDITS} edits ${titles} are there, for ${spent} credits`);
  }
  return [median(busy), median(idle)];
}

const edit = (guest: Guest, number: number): Promise<void> =>
  guest.tell(`add the title "Title ${number}" at ${number / 2} s`);

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
