import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurnText } from '../../src/backend/turn-text.ts';
import { runs, SEED } from '../fuzz.ts';

interface Said {
  author: string;
  text: string;
  partial: boolean;
}

const whole = (text: string, author = 'a'): Said => ({ author, text, partial: false });
const delta = (text: string, author = 'a'): Said => ({ author, text, partial: true });

/** What was shown, piece by piece. */
function hear(...events: Said[]): string[] {
  const turnText = createTurnText();
  return events.map((event) => turnText.add(event));
}

test('shows whole messages as they come', () => {
  expect(hear(whole('One.'), whole('Two.'))).toEqual(['One.', 'Two.']);
});

test('shows two equal messages twice, since both may be meant', () => {
  expect(hear(whole('Done.'), whole('Done.'))).toEqual(['Done.', 'Done.']);
});

test('does not repeat deltas when their whole arrives', () => {
  expect(hear(delta('Ti'), delta('tle'), whole('Title'))).toEqual(['Ti', 'tle', '']);
});

test('shows what the whole has beyond its deltas', () => {
  expect(hear(delta('Title'), whole('Title added.'))).toEqual(['Title', ' added.']);
});

test('does not repeat deltas whose whole comes in several parts', () => {
  expect(hear(delta('One. '), delta('Two.'), whole('One. '), whole('Two.'))).toEqual([
    'One. ',
    'Two.',
    '',
    '',
  ]);
});

test('forgets white space that the whole has dropped', () => {
  expect(hear(delta('One.\n'), whole('One.'), delta('Two.'), whole('Two.'))).toEqual([
    'One.\n',
    '',
    'Two.',
    '',
  ]);
});

test.each([
  ['at the start of the deltas', [' Hello', ' world'], 'Hello world'],
  ['at the start of the whole', ['Hello', ' world'], ' Hello world'],
  ['at both ends of the deltas', ['\n\nHello ', 'world \n'], 'Hello world'],
  ['at the end of the whole', ['Hello world'], 'Hello world\n'],
  ['around everything', ['\nHello world '], ' Hello world\n\n'],
])('shows a message once although it has other white space %s', (_where, pieces, text) => {
  expect(hear(...pieces.map((piece) => delta(piece)), whole(text))).toEqual([...pieces, '']);
});

test('shows what the whole has beyond deltas with other white space around them', () => {
  expect(hear(delta(' Title '), whole('Title added.'))).toEqual([' Title ', 'added.']);
  expect(hear(delta(' Title '), whole('Title\nMusic'))).toEqual([' Title ', '\nMusic']);
});

test('does not repeat a message after one that was repeated in part', () => {
  expect(
    hear(delta('One.'), delta(' More.'), whole('One.'), delta('Next.'), whole('Next.')),
  ).toEqual(['One.', ' More.', '', 'Next.', '']);
});

test('lets the whole decide where it differs from its deltas', () => {
  expect(hear(delta('Titel'), whole('Title'))).toEqual(['Titel', 'Title']);
});

test('shows what a broken stream left unfinished', () => {
  expect(hear(whole('One.'), delta('Tw'), delta('o'))).toEqual(['One.', 'Tw', 'o']);
});

test('keeps the deltas of several authors apart', () => {
  expect(hear(delta('A1', 'a'), delta('B1', 'b'), whole('A1', 'a'), whole('B1', 'b'))).toEqual([
    'A1',
    'B1',
    '',
    '',
  ]);
});

test('starts afresh after a whole message', () => {
  expect(hear(delta('One'), whole('One'), delta('Two'), whole('Two'))).toEqual([
    'One',
    '',
    'Two',
    '',
  ]);
});

/** A message of an author and how it is streamed: in pieces before the whole, or whole only. */
const message = fc.record({
  author: fc.constantFrom('a', 'b', 'c'),
  pieces: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }),
  streamed: fc.boolean(),
});

interface Message {
  author: string;
  pieces: string[];
  streamed: boolean;
}

const stream = ({ author, pieces, streamed }: Message): Said[] => [
  ...(streamed ? pieces.map((piece) => delta(piece, author)) : []),
  whole(pieces.join(''), author),
];

test(`shows everything once, however it is cut and whoever else is talking ${SEED}`, () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      (messages, numbers) => {
        // Each author's own events stay in order; authors interleave at random.
        const queues = ['a', 'b', 'c'].map((author) =>
          messages.filter((item) => item.author === author).flatMap(stream),
        );
        const turnText = createTurnText();
        const shown = new Map<string, string>();
        while (queues.some((queue) => queue.length > 0)) {
          const open = queues.filter((queue) => queue.length > 0);
          const event = open[numbers.next().value % open.length]?.shift();
          if (!event) break;
          shown.set(event.author, (shown.get(event.author) ?? '') + turnText.add(event));
        }
        for (const author of ['a', 'b', 'c']) {
          const meant = messages
            .filter((item) => item.author === author)
            .map(({ pieces }) => pieces.join(''))
            .join('');
          expect(shown.get(author) ?? '').toBe(meant);
        }
      },
    ),
    runs(1_000),
  );
});

test(`shows every word once, whatever white space the whole has dropped or put around it ${SEED}`, () => {
  const space = fc.constantFrom('', ' ', '\n', ' \n\n', '\t');
  const word = fc.stringMatching(/^[a-z你好]{1,4}$/);
  const streamed = fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 4 }),
    said: fc.tuple(space, space),
    whole: fc.tuple(space, space),
  });
  fc.assert(
    fc.property(fc.array(streamed, { maxLength: 6 }), (messages) => {
      const events = messages.flatMap(({ words, said, whole: around }) => [
        ...[said[0], ...words.map((item) => `${item} `), said[1]]
          .filter(Boolean)
          .map((text) => delta(text)),
        whole(`${around[0]}${words.join(' ')}${around[1]}`),
      ]);
      const shown = hear(...events)
        .join('')
        .split(/\s+/)
        .filter(Boolean);
      expect(shown).toEqual(messages.flatMap(({ words }) => words));
    }),
    runs(1_000),
  );
});
