import type { MediaStep } from '../steps/record.ts';
import { sizeText } from '../words/format.ts';
import { exportWords } from '../words/exports.ts';
import { mediaWords } from '../words/media.ts';
import { verbatim, type Text } from '../words/text.ts';
import { uploadWords } from '../words/uploads.ts';

/** The files that have their names; while the step is under way, one may have been written down and not named yet. */
const savedBy = ({ files }: MediaStep) =>
  (files ?? []).flatMap(({ name, type, naming, part }) =>
    naming && !part ? [{ name, type, ...naming }] : [],
  );

/** `files` of an export with `--media`, or of such a step (interface.md). */
export const mediaFields = (step: MediaStep): Record<string, unknown> => ({
  files: savedBy(step).map(({ name, file, bytes, type }) => ({ name, file, bytes, type })),
});

export const tellMedia = (step: MediaStep): Text[] =>
  savedBy(step).flatMap(({ name, type, file, bytes }) => [
    mediaWords.saved(name, uploadWords.type(type), sizeText(bytes)),
    exportWords.savedTo(file),
  ]);

/** What was wanted and could not be saved, and why. */
export const findUnsaved = ({ files }: MediaStep): Text[] =>
  (files ?? []).flatMap(({ name, problem }) =>
    problem ? [mediaWords.unsaved(name, verbatim(problem))] : [],
  );
