import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { checkNames } from '../media/output.ts';
import { renameFile } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { makeFolder } from '../system/make-folder.ts';
import type { Reporter } from '../system/reporter.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { createUuid } from '../vendor/uuid.ts';
import { savedTimelineWords } from '../words/saved-timeline.ts';
import type { Context } from './context.ts';

/** Stands in every file that is written, so that nothing but an earlier one of its kind is replaced. */
const MARKS: Record<string, string> = {
  '.svg': 'data-drawn-by="ai-video-download"',
  '.json': '"made_by": "ai-video-download"',
};

/**
 * Where `--timeline` wants the timeline, made absolute. Throws a `usage` error for a form that cannot be written, and a `file`
 * error for a name that something else has.
 */
export async function checkTimelinePath(given: string): Promise<string> {
  const path = resolve(given);
  checkNames(path);
  if (MARKS[extname(path).toLowerCase()] === undefined)
    throw new SkillError('usage', savedTimelineWords.noForm(given), {
      advice: savedTimelineWords.giveForm(),
    });
  await assertReplaceable(path);
  return path;
}

/** Throws a `file` error when something else than an earlier timeline has the name. */
async function assertReplaceable(path: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch((error: unknown) => {
    if (findErrorCode(error) === 'ENOENT') return undefined;
    throw refuse(path, error);
  });
  const mark = MARKS[extname(path).toLowerCase()] ?? '';
  if (present === undefined || present.includes(mark)) return;
  throw new SkillError('file', savedTimelineWords.notOurs(path), {
    advice: savedTimelineWords.otherName(),
  });
}

/** Writes the timeline, as its file's ending says, whole or not at all. */
export async function saveTimeline(
  { reporter }: Pick<Context, 'reporter'>,
  timeline: Timeline,
  path: string,
): Promise<void> {
  // The job may have taken minutes since the name was checked.
  await assertReplaceable(path);
  const draft = `${path}.${createUuid().slice(0, 8)}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeFile(draft, await render(timeline, extname(path).toLowerCase(), reporter.word));
    await renameFile(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw refuse(path, error);
  }
}

const refuse = (path: string, cause: unknown): SkillError =>
  new SkillError('file', savedTimelineWords.notWritable(path, findErrorCode(cause)), {
    advice: savedTimelineWords.otherName(),
    cause,
  });

async function render(timeline: Timeline, ending: string, word: Reporter['word']): Promise<string> {
  if (ending === '.json') return `${JSON.stringify(toJson(timeline, word), null, 2)}\n`;
  const { drawTimeline } = await import('../timeline/picture.ts');
  return drawTimeline(timeline, word);
}

const toJson = ({ tracks, durationMs, canvas }: Timeline, word: Reporter['word']): object => ({
  made_by: 'ai-video-download',
  duration_ms: durationMs,
  ...canvas,
  tracks: tracks.map(({ kind, segments }) => ({
    kind,
    segments: segments.map(({ label, startMs, endMs, volume }) => ({
      label: word(label),
      start_ms: startMs,
      end_ms: endMs,
      ...(volume !== undefined && { volume }),
    })),
  })),
});
