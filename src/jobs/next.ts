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

/** In double quotes, which all three understand. Paths of Windows hold no double quote, and a backslash is plain there. */
const quotePath = (path: string, system: NodeJS.Platform): string =>
  system === 'win32' ? `"${path}"` : `"${path.replace(/[\\"$`]/g, '\\$&')}"`;
