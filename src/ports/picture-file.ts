import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { PICTURE_MARK } from '../timeline/picture.ts';
import { pictureWords } from '../words/picture.ts';
import { renameFile } from '../system/busy-file.ts';
import { makeFolder } from '../system/make-folder.ts';
import { checkNames } from '../media/output-name.ts';

/** Checks where a picture is to go, before anything is sent; returns the absolute path. Throws `usage` and `file` errors. */
export async function checkPicturePath(given: string): Promise<string> {
  const path = resolve(given);
  checkNames(path);
  if (extname(path).toLowerCase() !== '.svg')
    throw new SkillError('usage', pictureWords.notSvg(given), {
      advice: pictureWords.drawnAsSvg(),
    });
  const present = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = findErrorCode(error) ?? 'unknown reason';
    if (code === 'ENOENT') return undefined;
    throw refuse(path, code, error);
  });
  // An earlier picture is replaced; whatever else has that name is not ours.
  if (present === undefined || present.includes(PICTURE_MARK)) return path;
  throw new SkillError('file', pictureWords.notOurs(path), { advice: pictureWords.otherName() });
}

/** Whole or not at all. */
export async function writePicture(path: string, picture: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeFile(draft, picture);
    await renameFile(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw refuse(path, findErrorCode(error) ?? 'unknown reason', error);
  }
}

const refuse = (path: string, code: string, cause: unknown): SkillError =>
  new SkillError('file', pictureWords.notWritable(path, code), {
    advice: pictureWords.otherName(),
    cause,
  });
