import { expect, test } from 'vitest';
import { readTurnEvents } from '../../src/backend/turn-event.ts';

const ASKED = {
  title: 'Before I start',
  questions: [
    {
      id: 'style',
      prompt: 'Which style?',
      options: [
        { id: 'a', label: 'Calm' },
        { id: 'b', label: 'Fast' },
      ],
      allow_multiple: false,
    },
  ],
};
const part = (each: object): object => ({ content: { parts: [each] }, author: 'nemo_agent' });

test.each<[form: string, event: object, name?: string]>([
  ['an ADK call', part({ functionCall: { id: 'adk-1', name: 'ask_question', args: ASKED } })],
  ['an ADK call in snake_case', part({ function_call: { name: 'ask_question', args: ASKED } })],
  ['a simple call', { type: 'tool_call', name: 'ask_question', args: ASKED }],
  [
    'a call with JSON text',
    { type: 'tool_call', tool: 'ask_question', arguments: JSON.stringify(ASKED) },
  ],
  ['an event of that type', { type: 'ask_question', ...ASKED }],
  ['an event with its content', { type: 'ask_question', content: ASKED }],
  ['an event of that name', ASKED, 'ask_question'],
])('a question is read from %s', (_form, event, name = '') => {
  expect(readTurnEvents({ name, data: JSON.stringify(event) })).toEqual([
    { type: 'question', questions: [{ prompt: 'Which style?', options: ['Calm', 'Fast'] }] },
  ]);
});

const ask = (args: unknown): unknown =>
  readTurnEvents({
    name: '',
    data: JSON.stringify({ type: 'tool_call', name: 'ask_question', args }),
  })[0];

test.each<[shape: string, args: unknown, questions: object[]]>([
  ['a single one', { question: 'How long?' }, [{ prompt: 'How long?', options: [] }]],
  [
    'options as texts',
    { prompt: 'Size?', options: ['16:9', '9:16', null, ''] },
    [{ prompt: 'Size?', options: ['16:9', '9:16'] }],
  ],
  [
    'only a title',
    { title: 'Go on?', questions: [{ options: [{ label: 'Yes' }] }] },
    [{ prompt: 'Go on?', options: ['Yes'] }],
  ],
  [
    'several',
    { questions: ['One?', { text: 'Two?' }] },
    [
      { prompt: 'One?', options: [] },
      { prompt: 'Two?', options: [] },
    ],
  ],
])('of other shapes: %s', (_shape, args, questions) => {
  expect(ask(args)).toEqual({ type: 'question', questions });
});

test('a call that asks nothing readable is a call like any other', () => {
  expect(ask({ questions: [] })).toMatchObject({ type: 'tool-call', name: 'ask_question' });
  expect(ask(undefined)).toMatchObject({ type: 'tool-call' });
});
