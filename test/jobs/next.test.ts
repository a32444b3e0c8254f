/** The command that goes on with a job: it is pasted into whatever shell the agent has. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { nextCommand } from '../../src/jobs/next.ts';

interface Place {
  folder?: string;
  system?: NodeJS.Platform;
  json?: boolean;
  waitSeconds?: number | undefined;
}

const next = ({ folder = '/skill', system = 'linux', json = false, waitSeconds }: Place): string =>
  nextCommand(
    {
      skill: { name: '', version: '', platform: '', folder },
      settings: { system } as Parameters<typeof nextCommand>[0]['settings'],
      call: { json, waitSeconds },
    },
    'k7f3qd',
  );

test.each([
  [{}, 'node "/skill/scripts/run.mjs" --resume k7f3qd'],
  [{ json: true }, 'node "/skill/scripts/run.mjs" --resume k7f3qd --json'],
  [
    { json: true, waitSeconds: 90 },
    'node "/skill/scripts/run.mjs" --resume k7f3qd --json --wait 90',
  ],
  [{ waitSeconds: 0 }, 'node "/skill/scripts/run.mjs" --resume k7f3qd --wait 0'],
])('repeats how the call was made: %j', (place, command) => {
  expect(next(place)).toBe(command);
});

test.skipIf(process.platform === 'win32')(
  'a shell takes any path as it is (needs sh, which Windows lacks)',
  () => {
    for (const folder of ['/My skill', `/it's "this"`, '/$HOME/`id`/!!', '/a\\b\\', '/城市 & *']) {
      const words = next({ folder }).replace(/^node/, "printf '%s\\0'");
      const [path, ...rest] = execFileSync('/bin/sh', ['-c', words], { encoding: 'utf8' }).split(
        '\0',
      );
      expect(path).toBe(`${folder.replace(/\/$/, '')}/scripts/run.mjs`);
      expect(rest).toEqual(['--resume', 'k7f3qd', '']);
    }
  },
);

test('on Windows backslashes stay single: PowerShell and cmd.exe take them as they are', () => {
  expect(next({ folder: 'C:\\My skill', system: 'win32' })).toMatch(
    /^node "C:\\My skill[\\/]scripts[\\/]run\.mjs" --resume k7f3qd$/,
  );
});
