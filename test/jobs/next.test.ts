/** The command that goes on with a job must be read alike by every shell that may get it. */
import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCommand } from '../../src/jobs/next.ts';

interface Call {
  folder: string;
  system?: NodeJS.Platform;
  json?: boolean;
  waitSeconds?: number;
}

const next = ({ folder, system = 'linux', json = false, waitSeconds }: Call): string =>
  nextCommand(
    {
      skill: { name: 'ai-video-download', version: '1.0.0', platform: 'unknown', folder },
      settings: { system } as Parameters<typeof nextCommand>[0]['settings'],
      call: { json, waitSeconds },
    },
    'k7f3qd',
  );

test.each<[Omit<Call, 'folder'>, string]>([
  [{}, ''],
  [{ json: true }, ' --json'],
  [{ waitSeconds: 0.5 }, ' --wait 0.5'],
  [{ json: true, waitSeconds: 100 }, ' --json --wait 100'],
])('it repeats how the command was called: %j', (call, rest) => {
  const line = next({ folder: '/home/ana/my skills/ai-video-download/', ...call });
  expect(line).toBe(
    `node "/home/ana/my skills/ai-video-download/scripts/run.mjs" --resume k7f3qd${rest}`,
  );
});

test.skipIf(process.platform === 'win32')(
  'sh gives back every path (skipped where there is no sh)',
  () => {
    const letters = fc.constantFrom(...`ab.-_ '"$\`\\!&|;<>()*?#~{}[]=,%^é视😀\n`);
    const names = fc.array(letters, { minLength: 1, maxLength: 8 }).map((name) => name.join(''));
    const folders = fc
      .sample(fc.array(names, { minLength: 1, maxLength: 3 }), { numRuns: 200, seed: 1 })
      .map((parts) => `/${parts.join('/')}`);
    // Each word is ended by NUL, so that line breaks in it count.
    const lines = folders.map((folder) => `printf '%s\\0' ${next({ folder, json: true })}`);
    const words = execFileSync('/bin/sh', ['-c', lines.join('\n')], { encoding: 'utf8' });
    const expected = folders.flatMap((folder) => {
      const script = posix.join(folder, 'scripts', 'run.mjs');
      return ['node', script, '--resume', 'k7f3qd', '--json'];
    });
    expect(words.split('\0').slice(0, -1)).toEqual(expected);
  },
);

/** Nothing outside the quotes means anything to PowerShell or cmd.exe, and a backslash would mean something to Git Bash. */
test.each([
  ['C:\\Users\\Ana\\my skill', 'C:/Users/Ana/my skill'],
  ["\\\\nas\\it's (a) & b;#~{}[]=,^+@é视😀", "//nas/it's (a) & b;#~{}[]=,^+@é视😀"],
])('the path %s of Windows is quoted, with slashes', (folder, path) => {
  expect(next({ folder, system: 'win32', waitSeconds: 100 })).toBe(
    `node "${path}/scripts/run.mjs" --resume k7f3qd --wait 100`,
  );
});
