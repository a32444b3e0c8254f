import { downloadFile, type Open } from '../media/download.ts';
import { isResumable } from '../media/download-plan.ts';
import type { OutputPlace } from '../media/output.ts';
import { publishFile, wasPublished } from '../media/publish.ts';
import type { Text } from '../words/text.ts';
import type { Context, Work } from './context.ts';
import type { Fetched } from './record.ts';

export interface Wanted<Proof> {
  place: OutputPlace;
  sources: (signal: AbortSignal) => AsyncIterable<Open>;
  prove: (path: string) => Promise<Proof | { problem: Text }>;
  /** Called with what the file proves to be, before it gets its name; may give the name another extension. */
  onProof: (proof: Proof) => string | void;
  /** Overwrites a file that has the name. */
  force: boolean;
}

/** An earlier command may have been stopped just after the file got its name. */
export async function isPublished({ naming, part }: Fetched): Promise<boolean> {
  return naming ? wasPublished(part?.path, naming) : false;
}

/** A download that begins when `--wait` is nearly used up gets this long: what arrives is kept. */
const LEAST_DOWNLOAD_MS = 5_000;

/** Brings a file to its place; false when `--wait` is used up before, with the part kept. Its record tells how far it is. */
export async function fetchFile<Proof extends object>(
  { context, save }: Work,
  record: Fetched,
  { place, sources, prove, onProof, force }: Wanted<Proof>,
): Promise<boolean> {
  const { timeIsUp, release } = watchTime(context, record);
  const signal = AbortSignal.any([context.signal, timeIsUp]);
  try {
    const found = await downloadFile({
      ...context,
      sources: sources(signal),
      prove,
      place,
      part: record.part ?? undefined,
      savePart: async (part) => {
        record.part = part ?? null;
        await save();
      },
      signal,
    });
    const extension = onProof(found) ?? place.extension;
    await publishFile(
      found.part,
      { ...place, ...(extension && { extension }) },
      {
        force,
        onName: async (file) => {
          record.naming = { file, bytes: found.bytes };
          await save();
        },
      },
    );
    return true;
  } catch (error) {
    if (timeIsUp.aborted && !context.signal.aborted) return false;
    throw error;
  } finally {
    release();
  }
}

/** Aborts when `--wait` is used up, unless the download could not be gone on with: then it would begin at byte 0 each time. */
function watchTime(
  { clock, deadlineMs }: Pick<Context, 'clock' | 'deadlineMs'>,
  record: Fetched,
): { timeIsUp: AbortSignal; release: () => void } {
  const late = new AbortController();
  const done = new AbortController();
  const watch = async (leftMs: number): Promise<void> => {
    await clock.sleep(leftMs, done.signal);
    // Where the host has sent nothing yet, nothing is lost by stopping.
    if (!record.part || isResumable(record.part, 1)) late.abort();
  };
  if (deadlineMs !== undefined)
    watch(Math.max(LEAST_DOWNLOAD_MS, deadlineMs - clock.now())).catch(() => {});
  return { timeIsUp: late.signal, release: () => done.abort() };
}
