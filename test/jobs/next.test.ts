/** The command that goes on with a job must be read alike by every shell that may get it. */
import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCommand } from '../../src/jobs/next.ts';

interface Call {
  folder: string;
  system: NodeJS.Platform;
  json?: boolean;
  waitSeconds?: number;
}

const next = ({ folder, system, json = false, waitSeconds }: Call): string =>
  nextCommand(
    {
      skill: { name: 'ai-video-download', version: '1.0.0', platform: 'unknown', folder },
      settings: { system } as Parameters<typeof nextCommand>[0]['settings'],
      call: { json, waitSeconds },
    },
    'k7f3qd',
  );

test.each<[Omit<Call, 'folder' | 'system'>, string]>([
  [{}, ''],
  [{ json: true }, ' --json'],
  [{ waitSeconds: 0.5 }, ' --wait 0.5'],
  [{ json: true, waitSeconds: 100 }, ' --json --wait 100'],
])('it repeats how the command was called: %j', (call, rest) => {
  const line = next({ folder: '/home/ana/my skills/ai-video-download/', system: 'linux', ...call });
  expect(line).toBe(
    `node "/home/ana/my skills/ai-video-download/scripts/run.mjs" --resume k7f3qd${rest}`,
  );
});

/** A shell's words, each ended by NUL so that line breaks in them count. */
const readBySh = (line: string): string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/**
 * Words in double quotes or in none, as both shells of Windows and the C runtime take them apart where no quote stands in a
 * word; throws where one of them would do something with the line instead.
 */
function readOnWindows(line: string): string[] {
  const words = line.match(/"[^"]*"|[^ "]+/g) ?? [];
  expect(words.join(' ')).toBe(line);
  return words.map((word) => {
    const isQuoted = word.startsWith('"');
    // cmd.exe acts on these outside of quotes, PowerShell on all but a few; a backslash before a quote escapes it for node.exe.
    if (!isQuoted && !/^[\w.-]+$/.test(word)) throw new Error(`a shell would act on ${word}`);
    if (isQuoted && /[$`\u201c-\u201e]|%[^%]+%|\\"$/.test(word))
      throw new Error(`a shell would fill in ${word}`);
    return isQuoted ? word.slice(1, -1) : word;
  });
}

const folderNames = (letters: string[]): fc.Arbitrary<string[]> =>
  fc.array(
    fc
      .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 })
      .map((name) => name.join('')),
    { minLength: 1, maxLength: 3 },
  );

test.skipIf(process.platform === 'win32')(
  'sh gives back every path (skipped where there is no sh)',
  () => {
    const letters = [...`ab.-_ '"$\`\\!&|;<>()*?#~{}[]=,%^é视😀\n`];
    fc.assert(
      fc.property(folderNames(letters), (names) => {
        const folder = `/${names.join('/')}`;
        const script = posix.join(folder, 'scripts', 'run.mjs');
        const line = next({ folder, system: 'linux', json: true });
        expect(readBySh(line)).toEqual(['node', script, '--resume', 'k7f3qd', '--json']);
      }),
      { numRuns: 100 },
    );
  },
);

test('PowerShell and cmd.exe give back every path of Windows, written with slashes', () => {
  // `$`, backticks, typographic quotes and %NAME% cannot be quoted for all of them at once.
  const letters = [...`ab.-_ '!&;()#~{}[]=,^+@é视😀`];
  fc.assert(
    fc.property(folderNames(letters), fc.constantFrom('C:', '\\\\nas'), (names, root) => {
      const folder = [root, ...names].join('\\');
      const line = next({ folder, system: 'win32', json: true, waitSeconds: 100 });
      const words = readOnWindows(line);
      expect(words.slice(2)).toEqual(['--resume', 'k7f3qd', '--json', '--wait', '100']);
      // A backslash would mean something to sh, which Git Bash is.
      expect(words[1]).not.toContain('\\');
    }),
    { numRuns: 100 },
  );
  const folder = 'C:\\Users\\Ana\\.claude\\skills\\ai-video-download';
  expect(next({ folder, system: 'win32' })).toBe(
    'node "C:/Users/Ana/.claude/skills/ai-video-download/scripts/run.mjs" --resume k7f3qd',
  );
});
