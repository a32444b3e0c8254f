import system from 'node:path';
import { SkillError } from '../system/errors.ts';
import { isWindowsName } from './file-name.ts';
import { fileWords } from '../words/files.ts';

/** Throws a `usage` error for an absolute path that Windows would take for a device or a stream, or cannot create. */
export function checkNames(path: string, { parse, sep } = system): void {
  if (sep !== system.win32.sep) return;
  const names = path.slice(parse(path).root.length).split(sep);
  const unfit = names.find((name) => name !== '' && !isWindowsName(name));
  if (unfit === undefined) return;
  throw new SkillError('usage', fileWords.noWindowsName(unfit), {
    advice: fileWords.windowsNames(),
  });
}
