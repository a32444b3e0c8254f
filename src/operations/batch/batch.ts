import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Outcome } from '../../core/outcome.ts';
import { batchWords } from '../../words/batch.ts';
import { createBatchRecordFile, readManifestFile } from '../../ports/manifest-file.ts';
import { absoluteOutput, checkOutput } from '../../media/output-file.ts';
import { readItems } from './batch-items.ts';
import { concludeBatch, type BatchFields } from './batch-outcome.ts';
import { workThrough } from './batch-work.ts';
import type { Context } from '../context.ts';
import { lockManifest } from '../locks.ts';
import { nextCommand } from '../next-command.ts';

export interface BatchOptions {
  manifest: string;
  out: string | undefined;
  resolution: string | undefined;
  force: boolean;
  /** Renders waited for at once. */
  parallel: number;
}

/**
 * Makes every video of a manifest (seed, "Batch style"; interface.md, "Batch manifest"). Edits go one after another, renders
 * are waited for side by side. What fails does not stop the others, unless it would stop them all.
 */
export async function batch(
  context: Context,
  options: BatchOptions,
): Promise<Outcome<BatchFields>> {
  const given = resolve(options.manifest);
  // By whichever name it is called, it is one manifest.
  const manifestPath = await realpath(given).catch(() => given);
  context.unfinished.next = commandFor(context, manifestPath, options);
  await readManifestFile(manifestPath);
  const release = await lockManifest(context, manifestPath);
  if (!release) return leaveManifest(context);
  try {
    // It may have been changed while another command was at work on it.
    const text = await readManifestFile(manifestPath);
    const file = createBatchRecordFile(manifestPath);
    const record = await file.read();
    const place = { ...options, project: context.project, manifestPath };
    const items = await readItems(text, place, record);
    // Before anything is paid for: its videos must have a place to go.
    for (const { key, output } of items) if (!record.items[key]) await checkOutput(output);
    return concludeBatch(context, {
      items,
      ...(await workThrough(context, { ...options, items, record, file })),
    });
  } finally {
    await release();
  }
}

/** The same batch: it knows what is done of it. */
const commandFor = (
  context: Context,
  manifestPath: string,
  { out, resolution, force, parallel }: BatchOptions,
): string =>
  nextCommand(context, 'batch', {
    options: [
      ...(out === undefined ? [] : ['--out', absoluteOutput(out)]),
      ...(resolution === undefined ? [] : ['--resolution', resolution]),
      ...(force ? ['--force'] : []),
      '--parallel',
      String(parallel),
    ],
    text: manifestPath,
  });

/** `--wait` is used up before another command was done with this manifest. */
function leaveManifest({ reporter, unfinished }: Context): Outcome<BatchFields> {
  reporter.say(batchWords.otherCommandGoesOn());
  const { next } = unfinished;
  return { status: 'running', ...(next && { next }), fields: { items: [], done: 0, failed: 0 } };
}
