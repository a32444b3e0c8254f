/** What a command is given, and when its outcome counts as told. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { runCommand } from '../../src/cli/command.ts';
import type { OnlineScript } from '../../src/cli/script.ts';
import type { Context } from '../../src/steps/context.ts';
import { standardOutput } from '../../src/system/output.ts';
import { makeFolder } from '../support/files.ts';

/** Runs a script that does nothing; tells what it was given and whether its outcome counts as told. */
async function runNothing(...argv: string[]) {
  vi.stubEnv('NEMO_STATE_DIR', await makeFolder());
  vi.spyOn(standardOutput, 'write').mockReturnValue(undefined);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  let context: Context | undefined;
  let isTold = false;
  const script = {
    name: 'state',
    async run(given: Context) {
      context = given;
      return {
        status: 'done',
        lines: [],
        fields: {},
        onPrinted: async () => void (isTold = true),
      } as const;
    },
  } as unknown as OnlineScript;
  const startedMs = Date.now();
  await runCommand(script, parseArguments({ name: 'state' }, argv));
  return { waitMs: (context?.deadlineMs ?? Infinity) - startedMs, isTold };
}

test('what was printed to a reader that had gone is not told', async () => {
  expect(await runNothing()).toEqual({ waitMs: Infinity, isTold: true });
  vi.spyOn(standardOutput, 'isLost').mockReturnValue(true);
  expect(await runNothing()).toMatchObject({ isTold: false });
});

test('in Claude Code a call ends before the host ends it, unless --wait says when', async () => {
  vi.stubEnv('CLAUDECODE', '1');
  expect(Math.floor((await runNothing()).waitMs / 100_000)).toBe(1);
  vi.stubEnv('CLAUDECODE', '1');
  expect(Math.floor((await runNothing('--wait', '86400')).waitMs / 86_400_000)).toBe(1);
});
