import { expect, test } from 'vitest';
import { readTurnEvents, type TurnEvent } from '../../src/backend/turn-event.ts';

const read = (data: unknown, name = ''): TurnEvent[] =>
  readTurnEvents({ name, data: typeof data === 'string' ? data : JSON.stringify(data) });

const adk = (part: object, rest: object = {}): object => ({
  content: { role: 'model', parts: [part] },
  author: 'nemo_agent',
  ...rest,
});

/** wire-contract.md 3.1 to 3.3: ADK in both spellings, and the simple dialect with its older names. */
test.each<[string, object, object]>([
  ['a text', adk({ text: 'Hi' }), { author: 'nemo_agent', text: 'Hi', partial: false }],
  ['a delta', adk({ text: 'H' }, { partial: true }), { type: 'text', text: 'H', partial: true }],
  ['one of several branches', adk({ text: 'Hi' }, { branch: 'b' }), { author: 'nemo_agent b' }],
  ['a chunk', { type: 'chunk', text: 'Hi' }, { type: 'text', text: 'Hi' }],
  ['a bare text', { text: 'Hi' }, { type: 'text', text: 'Hi', partial: false }],
  ['a call of a tool', { type: 'tool_call', tool: 'edit' }, { type: 'tool-call', name: 'edit' }],
  ['a call by tool_name', { type: 'tool_call', tool_name: 'edit' }, { name: 'edit' }],
  ['a result', adk({ functionResponse: { name: 'e' } }), { type: 'tool-result', name: 'e' }],
  ['a result, snake_case', adk({ function_response: { name: 'e' } }), { type: 'tool-result' }],
  ['a simple result', { type: 'tool_result', name: 'e' }, { type: 'tool-result', failed: false }],
])('reads %s', (...[, record, event]) => {
  expect(read(record)).toMatchObject([event]);
});

test('reads what is visible of an event as one text, beside its tools', () => {
  const parts = [
    { text: 'The user wants…', thought: true },
    { text: 'One ' },
    { functionCall: { name: 'edit' } },
    { text: 'moment.' },
    { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
    null,
  ];
  expect(read({ content: { parts }, author: 'a' })).toMatchObject([
    { type: 'text', text: 'One moment.' },
    { type: 'tool-call', name: 'edit' },
  ]);
});

test.each([
  ['', ''],
  ['  ', ''],
  ['heartbeat', ''],
  ['{}', ''],
  ['{"type":"heartbeat"}', ''],
  ['{"type":"ping","ts":1}', ''],
  ['{"type":"keepalive"}', ''],
  ['{"seq":3}', 'heartbeat'],
])('takes the data "%s" of an event named "%s" for a heartbeat', (data, name) => {
  expect(read(data, name)).toEqual([{ type: 'heartbeat' }]);
});

test.each([
  '[DONE]',
  '"a bare string"',
  '[1,2]',
  'null',
  'not JSON at all',
  '{"content":{"parts":[',
  '{"type":"status","content":"queued"}',
  '{"type":"text","content":""}',
  '{"turnComplete":true}',
  '{"errorCode":"STOP","finishReason":"STOP"}',
  '{"errorCode":"MAX_TOKENS"}',
  '{"content":{"parts":[{"functionCall":{"name":"edit"}}]},"partial":true}',
])('makes nothing of %s', (data) => {
  expect(read(data)).toEqual([]);
});

/** In every form an error comes in (wire-contract.md 3.2, "Errors"; appendix B). */
test.each<[string, string, number?]>([
  ['{"error":"boom"}', 'boom'],
  ['{"error":{"message":"boom"}}', 'boom'],
  ['{"type":"error","content":"boom"}', 'boom'],
  ['{"error": "effect "glow" not found"}', 'effect "glow" not found'],
  ['{"error": "line one\nline two"}', 'line one line two'],
  ['{"error": "the conn', 'the conn'],
  ['{"errorCode":"UNKNOWN_ERROR","errorMessage":"boom"}', 'boom'],
  ['{"error_code":"UNKNOWN_ERROR","error_message":"boom"}', 'boom'],
  ['{"errorCode":"SAFETY"}', 'SAFETY'],
  ['{"success":false,"message":"boom"}', 'boom'],
  ['{"success":false}', ''],
  ['{"error":"<html><body>502 Bad Gateway</body></html>"}', ''],
  ['{"error":"{\\"detail\\":{\\"trace\\":1}}"}', ''],
  ['{"code":2001,"message":"no credits"}', 'no credits', 2001],
  ['{"type":"error","code":"2001"}', '', 2001],
])('reads an error from %s', (data, message, code) => {
  expect(read(data)).toEqual([{ type: 'error', message, code }]);
});

test('reads both the text and the error of one event', () => {
  expect(read(adk({ text: 'Half' }, { errorCode: 'OTHER' })).map(({ type }) => type)).toEqual([
    'text',
    'error',
  ]);
  expect(read(adk({ text: 'Long' }, { errorCode: 'MAX_TOKENS' }))).toHaveLength(1);
});

/** A tool that failed does not fail the turn. */
test.each([
  [{ error: 'no credits' }, true],
  [{ success: false }, true],
  [{ status: 'failed' }, true],
  [{ status: 'ERROR', message: 'no credits' }, true],
  [{ status: 'success', error: null }, false],
  ['done', false],
  [undefined, false],
])('tells from the answer %j whether the tool failed: %j', (answer, failed) => {
  const result = { type: 'tool-result', name: 'generate_video', failed };
  const name = 'generate_video';
  expect(read(adk({ functionResponse: { name, response: answer } }))).toEqual([result]);
  expect(read({ type: 'tool_result', name, result: answer })).toEqual([result]);
});

const ASKED = {
  title: 'Before I start',
  questions: [
    {
      id: 'style',
      prompt: 'Which style?',
      options: [{ id: 'a', label: 'Calm' }, { label: 'Fast' }],
    },
  ],
};

/** The editor asks by a tool, in as many forms as it calls tools. */
test.each<[form: string, event: object, name?: string]>([
  ['an ADK call', adk({ functionCall: { id: 'adk-1', name: 'ask_question', args: ASKED } })],
  ['an ADK call in snake_case', adk({ function_call: { name: 'ask_question', args: ASKED } })],
  ['a simple call', { type: 'tool_call', name: 'ask_question', args: ASKED }],
  ['JSON text', { type: 'tool_call', tool: 'ask_question', arguments: JSON.stringify(ASKED) }],
  ['an event of that type', { type: 'ask_question', ...ASKED }],
  ['an event with its content', { type: 'ask_question', content: ASKED }],
  ['an event of that name', ASKED, 'ask_question'],
])('reads a question from %s', (_form, event, name) => {
  expect(read(event, name)).toEqual([
    { type: 'question', questions: [{ prompt: 'Which style?', options: ['Calm', 'Fast'] }] },
  ]);
});

test.each<[args: unknown, questions: object[]]>([
  [{ question: 'How long?' }, [{ prompt: 'How long?', options: [] }]],
  [
    { prompt: 'Size?', options: ['16:9', '9:16', null, ''] },
    [{ prompt: 'Size?', options: ['16:9', '9:16'] }],
  ],
  [
    { title: 'Go on?', questions: [{ options: [{ label: 'Yes' }] }] },
    [{ prompt: 'Go on?', options: ['Yes'] }],
  ],
  [
    { questions: ['One?', { text: 'Two?' }] },
    [
      { prompt: 'One?', options: [] },
      { prompt: 'Two?', options: [] },
    ],
  ],
])('reads the question in %j', (args, questions) => {
  const call = { type: 'tool_call', name: 'ask_question', args };
  expect(read(call)).toEqual([{ type: 'question', questions }]);
});

test.each([{ questions: [] }, undefined])(
  'a call that asks %j is a call like any other',
  (args) => {
    const call = { type: 'tool_call', name: 'ask_question', args };
    expect(read(call)).toMatchObject([{ type: 'tool-call', name: 'ask_question' }]);
  },
);
