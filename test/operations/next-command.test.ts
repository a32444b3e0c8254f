import { expect, test } from 'vitest';
import type { Context } from '../../src/operations/context.ts';
import { nextCommand } from '../../src/operations/next-command.ts';

const on = (system: NodeJS.Platform): Context =>
  ({
    project: "Ann's film",
    language: 'zh',
    picture: undefined,
    reporter: { json: true },
    settings: { system },
  }) as unknown as Context;

test.each([
  [
    'linux',
    `node scripts/run.mjs --file 'C:\\My clip.mp4' --project 'Ann'\\''s film' --lang zh --json -- '- trim it'`,
  ],
  [
    'win32',
    `node scripts/run.mjs --file "C:\\My clip.mp4" --project "Ann's film" --lang zh --json -- "- trim it"`,
  ],
] as const)('on %s a command can be pasted as it stands', (system, command) => {
  const options = ['--file', 'C:\\My clip.mp4'];
  expect(nextCommand(on(system), 'run', { options, text: '- trim it' })).toBe(command);
});
