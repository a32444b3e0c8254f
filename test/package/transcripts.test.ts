/** Recorded turns, replayed to the built package: what of them a user hears. */
import { expect, test } from 'vitest';
import { TRANSCRIPTS } from '../support/transcripts.ts';
import { setClip } from './support.ts';

test.each(TRANSCRIPTS)('$name', async (transcript) => {
  const { stream, visible, told = visible.replaceAll('|', '\n'), asks } = transcript;
  const stage = await setClip();
  stage.backend.on('chat', { events: [stream] });
  const document = await stage.json('chat', 'How long is it?');

  expect(document['text']).toBe(told);
  expect(document['asks']).toEqual(asks);
  expect(document['notices']).toEqual([]);
  const { failure } = transcript;
  if (failure === undefined)
    expect(document).toMatchObject({ exitCode: 0, status: 'done', changes: [] });
  else expect(document['error']).toMatchObject({ message: expect.stringContaining(failure) });
  expect(stage.backend.count('chat')).toBe(1);
});
