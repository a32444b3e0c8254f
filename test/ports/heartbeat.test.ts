import { expect, test } from 'vitest';
import { verbatim } from '../../src/words/text.ts';
import type { Clock } from '../../src/system/clock.ts';
import { createHeartbeat } from '../../src/ports/heartbeat.ts';
import { createReporter } from '../../src/ports/reporter.ts';
import { ENGLISH } from '../operations/speech.ts';

/** A clock whose seconds pass one by one, when told to. */
function createTicker(): { clock: Pick<Clock, 'now' | 'every'>; pass(seconds: number): void } {
  let nowMs = 0;
  const acts = new Set<() => void>();
  return {
    clock: {
      now: () => nowMs,
      every(_ms: number, act: () => void) {
        acts.add(act);
        return () => acts.delete(act);
      },
    },
    pass(seconds) {
      for (let second = 0; second < seconds; second += 1) {
        nowMs += 1_000;
        for (const act of acts) act();
      }
    },
  };
}

function setScene({ isTerminal = false } = {}) {
  const { clock, pass } = createTicker();
  const heard: string[] = [];
  const heartbeat = createHeartbeat(clock);
  const output = { write: (text: string) => void heard.push(text), isTerminal: () => isTerminal };
  const reporter = createReporter({
    json: true,
    verbose: false,
    speech: ENGLISH,
    stdout: heartbeat.listen(output),
    stderr: heartbeat.listen(output),
  });
  return { heard, pass, reporter, stop: heartbeat.start(reporter) };
}

test('a silence of twelve seconds is filled, again and again, until it is stopped', () => {
  const { heard, pass, stop } = setScene();
  pass(11);
  expect(heard).toEqual([]);
  pass(25);
  expect(heard).toEqual([12, 24, 36].map((seconds) => `⏳ Still at work (${seconds} s)…\n`));
  stop();
  pass(60);
  expect(heard).toHaveLength(3);
});

test('whoever has just spoken need not be told to be alive', () => {
  const { heard, pass, reporter } = setScene();
  pass(10);
  reporter.progress(verbatim('Rendering…'));
  pass(11);
  expect(heard).toEqual(['Rendering…\n']);
  // In JSON mode, what is said is not printed yet.
  reporter.say(verbatim('Hello'));
  pass(1);
  expect(heard).toHaveLength(2);
});

test('a terminal has its bars', () => {
  const { heard, pass } = setScene({ isTerminal: true });
  pass(60);
  expect(heard).toEqual([]);
});
