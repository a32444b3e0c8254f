import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, parse } from 'node:path';
import { checkNames, exists, isFile } from '../media/output.ts';
import { withAddresses } from '../media/session-media.ts';
import { renameFile } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { absolutePath } from '../system/given-path.ts';
import { makeFolder } from '../system/make-folder.ts';
import { MARKS } from '../timeline/marks.ts';
import { isExportable, type Timeline } from '../timeline/timeline.ts';
import { createUuid } from '../vendor/uuid.ts';
import { savedTimelineWords } from '../words/saved-timeline.ts';
import type { Text, Word } from '../words/text.ts';
import type { Context } from './context.ts';
import type { ReadState } from './session-state.ts';

/** A kind of file that a timeline is written as. */
interface Form {
  write(timeline: Timeline, word: Word, name: string): Promise<string> | string;
  /** What of a timeline such a file cannot hold. */
  lacks?: Text;
  /** True for a timeline of which nothing would be in the file. */
  isEmpty?(timeline: Timeline, word: Word): Promise<boolean> | boolean;
}

const toText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const hasNoCues = async (timeline: Timeline, word: Word): Promise<boolean> =>
  (await import('../timeline/subtitles.ts')).hasNoCues(timeline, word);

const FORMS: Record<Ending, Form> = {
  '.svg': {
    write: async (timeline, word) =>
      (await import('../timeline/picture.ts')).drawTimeline(timeline, word),
  },
  '.json': {
    write: (timeline, word) => toText(toJson(timeline, word)),
  },
  '.otio': {
    write: async (timeline, word, name) =>
      toText((await import('../timeline/open-timeline.ts')).toOpenTimeline(timeline, name, word)),
    lacks: savedTimelineWords.otioLacks(),
    isEmpty: (timeline) => !isExportable(timeline),
  },
  '.srt': {
    write: async (timeline, word) =>
      (await import('../timeline/subtitles.ts')).writeSrt(timeline, word),
    lacks: savedTimelineWords.srtLacks(),
    isEmpty: hasNoCues,
  },
  '.vtt': {
    write: async (timeline, word) =>
      (await import('../timeline/subtitles.ts')).writeVtt(timeline, word),
    lacks: savedTimelineWords.vttLacks(),
    isEmpty: hasNoCues,
  },
};

type Ending = keyof typeof MARKS;

const endingOf = (path: string): Ending => extname(path).toLowerCase() as Ending;

/**
 * Where `--timeline` wants the timeline, made absolute. Throws a `usage` error for a form that cannot be written, and a `file`
 * error for a name that something else has.
 */
export async function checkTimelinePath(given: string): Promise<string> {
  const path = absolutePath(given);
  checkNames(path);
  if (MARKS[endingOf(path)] === undefined)
    throw new SkillError('usage', savedTimelineWords.noForm(given), {
      advice: savedTimelineWords.giveForm(),
    });
  await assertReplaceable(path);
  return path;
}

/** Throws a `file` error when something else than an earlier timeline has the name. */
async function assertReplaceable(path: string): Promise<void> {
  // Reading a pipe would wait for whoever writes to it.
  const isOther = (await exists(path)) && !(await isFile(path));
  const present = isOther
    ? ''
    : await readFile(path, 'utf8').catch((error: unknown) => {
        if (findErrorCode(error) === 'ENOENT') return undefined;
        throw refuse(path, error);
      });
  if (present === undefined || present.includes(MARKS[endingOf(path)])) return;
  throw new SkillError('file', savedTimelineWords.notOurs(path), {
    advice: savedTimelineWords.otherName(),
  });
}

/**
 * Writes the timeline, as its file's ending says, whole or not at all. Throws `empty` when nothing of it would be in the file;
 * what the form leaves out is said in a notice.
 */
export async function saveTimeline(
  { reporter }: Pick<Context, 'reporter'>,
  state: Pick<ReadState, 'timeline' | 'lists'>,
  path: string,
): Promise<void> {
  const form = FORMS[endingOf(path)];
  const timeline = withAddresses(state.timeline, state.lists);
  if (await form.isEmpty?.(timeline, reporter.word))
    throw new SkillError('empty', savedTimelineWords.nothingToWrite(path), {
      advice: savedTimelineWords.addFirst(),
    });
  // The job may have taken minutes since the name was checked.
  await assertReplaceable(path);
  const draft = `${path}.${createUuid().slice(0, 8)}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeFile(draft, await form.write(timeline, reporter.word, parse(path).name));
    await renameFile(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw refuse(path, error);
  }
  if (form.lacks) reporter.notice(form.lacks);
}

const refuse = (path: string, cause: unknown): SkillError =>
  new SkillError('file', savedTimelineWords.notWritable(path, findErrorCode(cause)), {
    advice: savedTimelineWords.otherName(),
    cause,
  });

const toJson = ({ tracks, durationMs, canvas }: Timeline, word: Word): object => ({
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
