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

test.each<[string, Said[], string[]]>([
  ['whole messages as they come', [whole('One.'), whole('Two.')], ['One.', 'Two.']],
  ['equal messages twice: both may be meant', [whole('Done.'), whole('Done.')], ['Done.', 'Done.']],
  [
    'deltas that their whole repeats once',
    [delta('Ti'), delta('t'), whole('Tit')],
    ['Ti', 't', ''],
  ],
  [
    'what the whole has beyond its deltas',
    [delta('Title'), whole('Title added')],
    ['Title', ' added'],
  ],
  ['a whole that differs from its deltas', [delta('Titel'), whole('Title')], ['Titel', 'Title']],
  ['what a broken stream left unfinished', [delta('Tw'), delta('o')], ['Tw', 'o']],
  ['a message after one that was repeated', [delta('1'), whole('1'), whole('1')], ['1', '', '1']],
  [
    'each author apart',
    [delta('A'), delta('B', 'b'), whole('A'), whole('B', 'b')],
    ['A', 'B', '', ''],
  ],
  ['white space around deltas as no difference', [delta('\n Hi '), whole('Hi')], ['\n Hi ', '']],
  ['white space around the whole as none', [delta('Hi'), whole(' Hi\n')], ['Hi', '']],
  ['all but the white space', [delta(' Hi '), whole('Hi\nyou')], [' Hi ', '\nyou']],
])('shows %s', (_what, events, shown) => {
  expect(hear(...events)).toEqual(shown);
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
