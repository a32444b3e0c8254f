import { isPassing } from '../backend/errors.ts';
import { safeStem } from '../media/file-name.ts';
import { fitExtension, proveMedia, type MediaProof } from '../media/media-proof.ts';
import { prepareOutput, type OutputPlace } from '../media/output.ts';
import {
  isKindOnly,
  listMedia,
  selectMedia,
  unsigned,
  type SessionMedia,
} from '../media/session-media.ts';
import type { Open } from '../media/download.ts';
import { SkillError } from '../system/errors.ts';
import { mediaWords } from '../words/media.ts';
import { verbatim, type Text } from '../words/text.ts';
import { isLate, type StepEnd, type Work } from './context.ts';
import { fetchFile, isPublished } from './fetch-file.ts';
import { waitForLateTracks } from './late-tracks.ts';
import type { MediaFile, MediaStep } from './record.ts';
import { readState } from './session-state.ts';

/**
 * Saves media of the session as they are, one after the other. One that cannot be had is named and the others are saved
 * nevertheless; one that may be had later (a broken connection, a server in trouble) leaves the step open. Throws `empty`
 * when the session holds none, `usage` when none is meant.
 */
export async function exportMedia(work: Work, step: MediaStep): Promise<StepEnd> {
  const { context, save } = work;
  const { reporter, signal } = context;
  if (step.state === 'ready') {
    if (!(await waitForLateTracks(work))) return 'running';
    await chooseFiles(work, step);
  }
  const files = step.files ?? [];
  let passing: SkillError | undefined;
  const unsaved: Text[] = [];
  for (const file of files) {
    if (await isPublished(file)) {
      file.part = null;
      continue;
    }
    if (isLate(context)) return 'running';
    Object.assign(file, { naming: null, problem: null });
    try {
      if (!(await saveFile(work, step, file))) return 'running';
      file.part = null;
    } catch (error) {
      if (signal.aborted || !(error instanceof SkillError) || error.kind === 'file') throw error;
      file.problem = reporter.word(error.summary);
      if (!passing && isPassing(error))
        passing = error.with({ summary: mediaWords.notSaved(file.name, error.summary) });
      else unsaved.push(mediaWords.unsaved(file.name, error.summary));
    }
    await save();
  }
  if (passing) {
    // The error tells of one file alone.
    unsaved.forEach((each) => reporter.notice(each));
    throw passing;
  }
  if (files.every(({ naming }) => !naming)) {
    // The next try reads the session's lists anew.
    step.state = 'ready';
    await save();
    const reasons = files
      .slice(0, 10)
      .map(({ name, problem }) => `${name}: ${problem ?? ''}`)
      .join('; ');
    throw new SkillError('backend', mediaWords.noneSaved(verbatim(reasons)), {
      advice: mediaWords.tryLater(),
    });
  }
  step.state = 'settled';
  await save();
  return 'settled';
}

/** Reads the session's lists and writes down what is to be saved. */
async function chooseFiles(work: Work, step: MediaStep): Promise<void> {
  const all = await readMedia(work);
  if (all.length === 0)
    throw new SkillError('empty', mediaWords.noMedia(), { advice: mediaWords.uploadFirst() });
  const chosen = selectMedia(all, step.media);
  if (chosen.length === 0)
    throw new SkillError(
      isKindOnly(step.media) ? 'empty' : 'usage',
      mediaWords.unknown(step.media),
      {
        advice: mediaWords.choose(all.map(({ name }) => name)),
      },
    );
  const { extension } = await prepareOutput(step.out, '', true);
  if (extension !== undefined && chosen.length > 1)
    throw new SkillError('usage', mediaWords.oneOutForMany(step.out, chosen.length), {
      advice: mediaWords.giveFolder(),
    });
  step.files = chosen.map(({ name, type, address }) => ({ name, type, address: address ?? null }));
  step.state = 'sent';
  await work.save();
}

const readMedia = async (
  { backend, session, context }: Work,
  signal = context.signal,
): Promise<SessionMedia[]> => {
  const { lists, timeline } = await readState(backend, session, signal);
  return listMedia(lists, timeline);
};

async function saveFile(work: Work, step: MediaStep, file: MediaFile): Promise<boolean> {
  const { address } = file;
  if (!address) throw new SkillError('backend', mediaWords.noAddress(), { advice: verbatim('') });
  work.context.reporter.progress(mediaWords.saving(file.name));
  const place = await findPlace(step, file);
  return fetchFile<MediaProof>(work, file, {
    place,
    sources: (signal) => listSources(work, { name: file.name, address }, signal),
    prove: proveMedia,
    onProof(proof) {
      file.type = proof.type;
      return fitExtension(place.extension ?? '', proof);
    },
    // A second one of that name must not take the place of the first.
    force: step.force && !hasTwinBefore(step, file),
  });
}

const stemOf = ({ name, type }: MediaFile): string => safeStem(name, type).toLowerCase();

const hasTwinBefore = ({ files = [] }: MediaStep, file: MediaFile): boolean =>
  files?.find((each) => stemOf(each) === stemOf(file)) !== file;

/** Named as in the session, in a way that every file system takes. */
async function findPlace({ out }: MediaStep, { name, type }: MediaFile): Promise<OutputPlace> {
  const place = await prepareOutput(out, safeStem(name, type), true);
  const [, own] = /\.([a-z0-9]{2,4})$/i.exec(name) ?? [];
  return { extension: own ?? 'media', ...place };
}

/** The address as it was read, and the one it has now, should the first have expired. */
async function* listSources(
  work: Work,
  { name, address }: { name: string; address: string },
  signal: AbortSignal,
): AsyncGenerator<Open> {
  const { backend } = work;
  yield (headers) => backend.openFile(address, headers, signal);
  const now = await readMedia(work, signal).catch(() => []);
  const path = unsigned(address);
  const fresh = now.find(
    (media) => media.name === name && unsigned(media.address) === path,
  )?.address;
  if (fresh !== undefined && fresh !== address)
    yield (headers) => backend.openFile(fresh, headers, signal);
}
