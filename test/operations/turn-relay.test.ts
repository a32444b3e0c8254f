import { expect, test } from 'vitest';
import type { Text } from '../../src/words/text.ts';
import type { TurnEvent } from '../../src/backend/turn-event.ts';
import { createTurnRelay, type TurnFailure } from '../../src/operations/chat/turn-relay.ts';
import type { Reporter } from '../../src/ports/reporter.ts';

/** What a turn of these events says to the user, and how it failed. */
function relay(...events: TurnEvent[]): { said: string[]; failure: TurnFailure | undefined } {
  const said: string[] = [];
  const reporter = { say: ({ en }: Text) => void said.push(en), debug: () => {} };
  const turn = createTurnRelay(reporter as unknown as Reporter);
  for (const event of events) turn.onEvent(event);
  turn.finish();
  return { said, failure: turn.failure() };
}

const error = (message: string, code?: number): TurnEvent => ({ type: 'error', message, code });

const result = (name: string, failed: boolean): TurnEvent => ({
  type: 'tool-result',
  id: undefined,
  name,
  failed,
});

test.each([
  ['before one without', [error('no credits', 2001), error('turn aborted')], 2001],
  ['after one without', [error('turn aborted'), error('no credits', 2001)], 2001],
  ['before one that nobody knows', [error('no credits', 2001), error('boom', 500)], 2001],
  ['nobody knows, before one without', [error('boom', 500), error('turn aborted')], 500],
])('goes by an error with a code %s', (...[, errors, code]) => {
  expect(relay(...errors).failure).toMatchObject({ code });
});

test('goes by the last of equal errors', () => {
  expect(relay(error('one'), error('two')).failure).toMatchObject({ message: 'two' });
});

const RAW_VIDEO = expect.stringContaining('The raw video is there');

test('tells of the raw video once', () => {
  const name = 'generate_video_with_seedance';
  expect(relay(result(name, false), result(name, false)).said).toEqual([RAW_VIDEO]);
});

test('does not tell of a raw video that could not be made', () => {
  expect(relay(result('generate_video_with_seedance', true)).said).toEqual([]);
});

test('tells of the raw video when another try has made it', () => {
  const name = 'generate_video_with_seedance';
  expect(relay(result(name, true), result(name, false)).said).toEqual([RAW_VIDEO]);
});

test('does not tell of a raw video after an edit', () => {
  expect(relay(result('edit_multitrack', false)).said).toEqual([]);
});
