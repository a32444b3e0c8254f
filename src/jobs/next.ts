import { join } from 'node:path';
import type { Context } from '../steps/context.ts';

/**
 * The command that goes on with a job (interface.md, "Jobs"): nothing of the user's words is in it, and it runs as it is in sh,
 * PowerShell and cmd.exe, from any folder.
 */
export function nextCommand(
  { skill, settings, call }: Pick<Context, 'skill' | 'settings' | 'call'>,
  job: string,
): string {
  const script = quotePath(join(skill.folder, 'scripts', 'run.mjs'), settings.system);
  const wait = call.waitSeconds === undefined ? [] : ['--wait', String(call.waitSeconds)];
  return ['node', script, '--resume', job, ...(call.json ? ['--json'] : []), ...wait].join(' ');
}

/**
 * In double quotes, which all three understand. A path of Windows is written with slashes: Node takes them, and a backslash means
 * something to sh. What cannot be quoted for every shell of Windows at once, such as `$` and `%`, is left as it is.
 */
const quotePath = (path: string, system: NodeJS.Platform): string =>
  system === 'win32' ? `"${path.replaceAll('\\', '/')}"` : `"${path.replace(/[\\"$`]/g, '\\$&')}"`;
