import { expect, test } from 'vitest';
import { createHeartbeat } from '../../src/cli/heartbeat.ts';
import { createReport } from '../../src/cli/report.ts';
import { verbatim } from '../../src/words/text.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { ENGLISH } from '../support/speech.ts';

function setScene({ isTerminal = false } = {}) {
  const clock = createFakeClock();
  const heard: string[] = [];
  const heartbeat = createHeartbeat(clock);
  const output = { write: (text: string) => void heard.push(text), isTerminal: () => isTerminal };
  const { reporter } = createReport({
    json: true,
    verbose: false,
    speech: ENGLISH,
    stdout: heartbeat.listen(output),
    stderr: heartbeat.listen(output),
  });
  const pass = (seconds: number): Promise<void> => clock.advance(seconds * 1000);
  return { heard, pass, reporter, stop: heartbeat.start(reporter) };
}

test('a silence of twelve seconds is filled, again and again, until it is stopped', async () => {
  const { heard, pass, stop } = setScene();
  await pass(11);
  expect(heard).toEqual([]);
  await pass(25);
  expect(heard).toEqual([12, 24, 36].map((seconds) => `⏳ Still at work (${seconds} s)…\n`));
  stop();
  await pass(60);
  expect(heard).toHaveLength(3);
});

test('whoever has just spoken need not be told to be alive', async () => {
  const { heard, pass, reporter } = setScene();
  await pass(10);
  reporter.progress(verbatim('Rendering…'));
  await pass(11);
  expect(heard).toEqual(['Rendering…\n']);
});

test('a terminal has its bars', async () => {
  const { heard, pass } = setScene({ isTerminal: true });
  await pass(60);
  expect(heard).toEqual([]);
});
