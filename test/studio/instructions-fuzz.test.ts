import { isDeepStrictEqual } from 'node:util';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import { type EditOutcome, editTimeline } from '../../src/studio/cutter/editor/editor.ts';
import { readWish } from '../../src/studio/cutter/editor/generation.ts';
import { composeReply } from '../../src/studio/cutter/editor/reply.ts';
import { EDIT_RULES } from '../../src/studio/cutter/editor/rules.ts';
import { measureTimeline } from '../../src/studio/cutter/timeline-length.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { EDITED, SUBTITLES, UPLOADS } from './editor-support.ts';
import { runs, SEED } from '../fuzz.ts';

const EXAMPLES = EDIT_RULES.flatMap(({ examples }) => [...examples.en, ...examples.zh]);
const PIECES = [
  ...'，。；"“”\'%：第百😀\n\u0000\u202e\uE000',
  ' and ',
  '再',
  '然后',
  '9999999999',
  '-1',
  '0.0001',
  '\uE0001\uE001',
  '👨‍👩‍👧',
  'a.mp4',
  '００:00 --> 00:01',
];

const example = fc.constantFrom(...EXAMPLES);
const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 }));
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** An example with something put in, taken out, doubled or turned round. */
const mutation = fc.tuple(example, piece, place, place).map(([text, inserted, one, other]) => {
  const [from, to] = [one, other].map((at) => Math.floor(at * text.length)).sort((a, b) => a - b);
  const middle = text.slice(from, to);
  const changes = [
    inserted,
    '',
    middle + middle,
    [...middle].toReversed().join(''),
    middle + inserted,
  ];
  return text.slice(0, from) + changes[Math.floor(one * 97) % changes.length] + text.slice(to);
});
const mixture = fc.array(fc.oneof(mutation, example, piece), { minLength: 2, maxLength: 6 });
const long = fc
  .tuple(fc.oneof(example, piece), fc.constantFrom('', ' ', '，', '\n'), fc.nat(20_000))
  .map(([text, gap, length]) => (text + gap).repeat(1 + length / (text.length + 1)));

const message = fc.oneof(
  { weight: 5, arbitrary: mutation },
  { weight: 3, arbitrary: mixture.map((parts) => parts.join('，')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: long },
);

function edit(text: string, timeline: StudioTimeline | null): EditOutcome {
  readWish(text);
  const outcome = editTimeline({ message: text, timeline, media: UPLOADS, subtitles: SUBTITLES });
  composeReply(outcome, { mentionsExportButton: true });
  return outcome;
}

function assertValid(timeline: StudioTimeline, text: string): void {
  const draft = writeDraft(timeline, 'x');
  // Nothing in it is lost as JSON: NaN would be, and what is undefined.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(draft)), draft)) {
    expect(JSON.parse(JSON.stringify(draft)), text).toStrictEqual(draft);
  }
  const lengthMs = measureTimeline(timeline);
  for (const { startMs, durationMs } of [...timeline.music, ...timeline.titles]) {
    if (!(startMs >= 0 && durationMs >= 0 && startMs + durationMs <= lengthMs)) {
      throw new Error(`${startMs}+${durationMs} of ${lengthMs}: ${text}`);
    }
  }
  for (const { durationMs, crossFadeMs = 0 } of timeline.clips) {
    if (!(Number.isInteger(durationMs) && durationMs > 0 && crossFadeMs <= durationMs)) {
      throw new Error(`a clip of ${durationMs}: ${text}`);
    }
  }
}

test(`no message breaks the editor or its draft ${SEED}`, () => {
  fc.assert(
    fc.property(message, fc.constantFrom(null, EDITED), (text, timeline) => {
      const outcome = edit(text, timeline);
      if (outcome.changes.length === 0) expect(outcome.timeline).toBe(timeline);
      else if (outcome.timeline) assertValid(outcome.timeline, text);
    }),
    runs(1_000),
  );
});
