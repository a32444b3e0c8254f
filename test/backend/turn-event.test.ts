import { expect, test } from 'vitest';
import { readTurnEvents, type TurnEvent } from '../../src/backend/turn-event.ts';

const read = (data: unknown, name = ''): TurnEvent[] =>
  readTurnEvents({ name, data: typeof data === 'string' ? data : JSON.stringify(data) });

const adk = (part: object, rest: object = {}): object => ({
  content: { role: 'model', parts: [part] },
  author: 'nemo_agent',
  ...rest,
});

test('reads a text of the ADK dialect', () => {
  expect(read(adk({ text: 'Title added.' }))).toEqual([
    { type: 'text', author: 'nemo_agent', text: 'Title added.', partial: false },
  ]);
});

test('reads a partial text', () => {
  expect(read(adk({ text: 'Ti' }, { partial: true }))).toMatchObject([{ partial: true }]);
});

test.each([
  ['camelCase', { functionCall: { id: 'adk-1', name: 'edit_multitrack', args: {} } }],
  ['snake_case', { function_call: { id: 'adk-1', name: 'edit_multitrack', args: {} } }],
])('reads a tool call in %s', (_case, part) => {
  expect(read(adk(part))).toEqual([
    { type: 'tool-call', id: 'adk-1', name: 'edit_multitrack', partial: false },
  ]);
});

test.each([
  ['camelCase', { functionResponse: { id: 'adk-1', name: 'edit_multitrack', response: {} } }],
  ['snake_case', { function_response: { id: 'adk-1', name: 'edit_multitrack', response: {} } }],
])('reads a tool result in %s', (_case, part) => {
  expect(read({ content: { role: 'user', parts: [part] }, author: 'nemo_agent' })).toEqual([
    { type: 'tool-result', id: 'adk-1', name: 'edit_multitrack', failed: false },
  ]);
});

test('reads every part of an event, in order', () => {
  const parts = [{ text: 'One moment.' }, { functionCall: { name: 'edit' } }, { text: 'Done.' }];
  expect(read({ content: { parts }, author: 'a' }).map(({ type }) => type)).toEqual([
    'text',
    'tool-call',
    'text',
  ]);
});

test('hides a thought', () => {
  expect(read(adk({ text: 'The user wants…', thought: true }))).toEqual([]);
});

test.each([
  [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }],
  [{ text: '' }],
  [{ text: 7 }],
  [null],
  ['text'],
])('finds nothing to show in the part %j', (part) => {
  expect(read(adk(part as object))).toEqual([]);
});

test.each([
  [{ type: 'text', content: 'Hello' }],
  [{ type: 'message', content: 'Hello' }],
  [{ type: 'chunk', text: 'Hello' }],
  [{ content: 'Hello' }],
  [{ text: 'Hello' }],
])('reads the text of the simple dialect from %j', (record) => {
  expect(read(record)).toEqual([{ type: 'text', author: '', text: 'Hello', partial: false }]);
});

test.each([
  [{ type: 'tool_call', name: 'edit_multitrack', args: {} }],
  [{ type: 'tool_call', tool: 'edit_multitrack' }],
  [{ type: 'tool_call', tool_name: 'edit_multitrack' }],
])('reads a tool call of the simple dialect from %j', (record) => {
  expect(read(record)).toEqual([
    { type: 'tool-call', id: undefined, name: 'edit_multitrack', partial: false },
  ]);
});

test('reads a tool result of the simple dialect', () => {
  expect(read({ type: 'tool_result', name: 'edit_multitrack', result: {} })).toEqual([
    { type: 'tool-result', id: undefined, name: 'edit_multitrack', failed: false },
  ]);
});

test.each([
  ['empty data', '', ''],
  ['blank data', '  ', ''],
  ['the word heartbeat', 'heartbeat', ''],
  ['the word ping', 'ping', ''],
  ['the word keepalive', 'keepalive', ''],
  ['an empty object', '{}', ''],
  ['the type heartbeat', '{"type":"heartbeat"}', ''],
  ['the type ping', '{"type":"ping","ts":1}', ''],
  ['the type keepalive', '{"type":"keepalive"}', ''],
  ['the event name heartbeat', '{"seq":3}', 'heartbeat'],
  ['the event name ping', 'anything', 'ping'],
])('takes %s for a heartbeat', (_what, data, name) => {
  expect(read(data, name)).toEqual([{ type: 'heartbeat' }]);
});

test.each([
  ['[DONE]'],
  ['"a bare string"'],
  ['[1,2]'],
  ['null'],
  ['42'],
  ['not JSON at all'],
  ['{"content":{"parts":['],
  ['{"type":"status","content":"queued"}'],
  ['{"type":"text","content":""}'],
  ['{"turnComplete":true}'],
])('makes nothing of %s', (data) => {
  expect(read(data)).toEqual([]);
});

test.each([
  ['a plain error', '{"error":"boom"}', 'boom'],
  ['an error object', '{"error":{"code":500,"message":"boom"}}', 'boom'],
  ['an error object without a message', '{"error":{"code":500}}', ''],
  ['quotes that nobody escaped', '{"error": "effect "glow" not found"}', 'effect "glow" not found'],
  ['line breaks that nobody escaped', '{"error": "line one\nline two"}', 'line one line two'],
  ['an error that was cut off', '{"error": "the conn', 'the conn'],
  ['an ADK error code', '{"errorCode":"UNKNOWN_ERROR","errorMessage":"boom"}', 'boom'],
  ['a snake_case error code', '{"error_code":"UNKNOWN_ERROR","error_message":"boom"}', 'boom'],
  ['an error code alone', '{"errorCode":"SAFETY"}', 'SAFETY'],
  ['an error message alone', '{"errorMessage":"boom"}', 'boom'],
  ['an error message beside no code', '{"errorCode":null,"error_message":"boom"}', 'boom'],
  ['a success that is false', '{"success":false,"message":"boom"}', 'boom'],
  ['a success that is false, for a reason', '{"success":false,"error":{"message":"boom"}}', 'boom'],
  ['a success that is false, without a reason', '{"success":false}', ''],
  ['a web page', '{"error":"<html><body>502 Bad Gateway</body></html>"}', ''],
  ['JSON in JSON', '{"error":"{\\"detail\\":{\\"trace\\":1}}"}', ''],
  [
    'a success that is false, in an event',
    '{"type":"status","success":false,"msg":"boom"}',
    'boom',
  ],
  ['a detail', '{"detail":"Session not found"}', 'Session not found'],
  ['a list of details', '{"detail":[{"loc":["body"],"msg":"field required"}]}', 'field required'],
])('reads an error from %s', (_what, data, message) => {
  expect(read(data)).toEqual([{ type: 'error', message }]);
});

test('takes errorCode STOP for the silent end it is', () => {
  expect(read({ errorCode: 'STOP', finishReason: 'STOP' })).toEqual([]);
});

test('keeps the text that comes with MAX_TOKENS', () => {
  expect(read(adk({ text: 'Long' }, { errorCode: 'MAX_TOKENS' }))).toMatchObject([
    { type: 'text', text: 'Long' },
  ]);
});

test('reads both the text and the error of one event', () => {
  expect(read(adk({ text: 'Half' }, { errorCode: 'OTHER' })).map(({ type }) => type)).toEqual([
    'text',
    'error',
  ]);
});

test.each([
  ['a numeric error code', { errorCode: 500, errorMessage: 'boom' }, 500, 'boom'],
  ['a numeric error code in a string', { error_code: '2001' }, 2001, '2001'],
  ['a code', { code: 2001, message: 'no credits' }, 2001, 'no credits'],
  ['the code of an event', { type: 'error', code: 2001, message: 'no' }, 2001, 'no'],
  ['the code inside an error', { error: { code: 2001, message: 'no' } }, 2001, 'no'],
  ['a code beside a success that is false', { success: false, code: 2001 }, 2001, ''],
])('reads the backend code from %s', (...[, record, code, message]) => {
  expect(read(record)).toEqual([{ type: 'error', message, code }]);
});

test.each([[0], ['0'], [200], ['200']])('takes the code %j for no error', (code) => {
  expect(read({ code, type: 'text', content: 'Title added.' })).toEqual([
    { type: 'text', author: '', text: 'Title added.', partial: false },
  ]);
});

test.each([
  [{ errorCode: 0 }],
  [{ errorCode: 200 }],
  [{ errorCode: '' }],
  [{ errorCode: 'STOP', errorMessage: 'the end' }],
  [{ errorCode: 'MAX_TOKENS' }],
  [{ errorMessage: '' }],
  [{ success: true }],
  [{ detail: '' }],
  [{ type: 'status', detail: 'rendering' }],
])('finds no error in %j', (record) => {
  expect(read(record)).toEqual([]);
});

test('keeps the text of an event that has a detail too', () => {
  expect(read({ text: 'Done.', detail: 'fine' })).toMatchObject([{ type: 'text' }]);
});

test.each([
  [{ code: 0, data: { type: 'text', content: 'Done.' } }],
  [{ code: 200, data: { text: 'Done.' } }],
  [{ success: true, data: { content: { parts: [{ text: 'Done.' }] } } }],
])('takes an event out of the envelope %j', (record) => {
  expect(read(record)).toMatchObject([{ type: 'text', text: 'Done.' }]);
});

test('does not look for an event inside one', () => {
  expect(read({ type: 'text', content: 'Done.', data: { text: 'No.' } })).toMatchObject([
    { type: 'text', text: 'Done.' },
  ]);
});

/** A tool's answers, as `response` of the ADK dialect and as `result` of the simple one. */
test.each([
  [{ error: 'no credits' }, true],
  [{ error: { message: 'no credits' } }, true],
  [{ success: false }, true],
  [{ status: 'failed' }, true],
  [{ status: 'ERROR', message: 'no credits' }, true],
  [{ isError: true, content: [{ type: 'text', text: 'no credits' }] }, true],
  [{ result: { status: 'error' } }, true],
  [{ result: '{"success":false}' }, true],
  ['{"error":"no credits"}', true],
  [{ status: 'success', error: null }, false],
  [{ status: 'success', error: '' }, false],
  [{ success: true, url: 'https://e.com/error.mp4' }, false],
  [{ result: 'failed once, then done' }, false],
  ['done', false],
  [undefined, false],
])('tells from the answer %j whether the tool failed: %j', (answer, failed) => {
  const name = 'generate_video_with_seedance';
  expect(read(adk({ functionResponse: { name, response: answer } }))).toMatchObject([{ failed }]);
  expect(read({ type: 'tool_result', name, result: answer })).toMatchObject([{ failed }]);
  expect(read({ type: 'tool_result', name, content: answer })).toMatchObject([{ failed }]);
});

test.each([[{ success: false }], [{ status: 'failed' }]])(
  'takes a tool result with %j for a tool that failed, not for a failed turn',
  (more) => {
    expect(read({ type: 'tool_result', name: 'generate_video', ...more })).toEqual([
      { type: 'tool-result', id: undefined, name: 'generate_video', failed: true },
    ]);
  },
);
