/**
 * Streams of turns as the backend was seen to send them, or as its publisher describes them; the rarer, the better. They are replayed
 * to the parser cut at every byte (`test/backend/transcripts.test.ts`), and to the built package (`test/package/transcripts.test.ts`).
 */
export interface Transcript {
  name: string;
  stream: string;
  /** The texts of the stream, joined by `|`. */
  visible: string;
  /** What `chat` tells, where that is not the same. */
  told?: string;
  /** What the editor asks. */
  asks?: object[];
  /** What the turn failed with: nothing was said after it. */
  failure?: string;
}

const line = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;
const adk = (parts: object[], more: object = {}): string =>
  line({
    content: { parts, role: 'model' },
    author: 'nemo_agent',
    actions: { stateDelta: {} },
    ...more,
  });
const text = (words: string, more?: object): string => adk([{ text: words }], more);
const simple = (...events: object[]): string => events.map(line).join('');

const tool = { id: 'adk-1', name: 'edit_multitrack' };
const call = (args: object = {}): object => ({ functionCall: { ...tool, args } });
const result = (response: object): object => ({ functionResponse: { ...tool, response } });
const simpleCall = { type: 'tool_call', name: tool.name, args: {} };
const simpleResult = (answer: object): object => ({
  type: 'tool_result',
  name: tool.name,
  result: answer,
});
const partial = true;

/** What the editor's tool for asking is called with. */
const OPTIONS = ['Calm', 'Fast'].map((label, index) => ({ id: 'ab'[index], label }));
const QUESTION = {
  title: 'Before I start',
  questions: [{ id: 'style', prompt: 'Which style?', options: OPTIONS, allow_multiple: false }],
};
const ASKS = [{ prompt: 'Which style?', options: ['Calm', 'Fast'] }];

/** Heartbeats of every form, fields that mean nothing, an event in two lines, and one without its end. */
const SIMPLE = `: ping

data: {"type":"text","content":"Grüße, 你好"}

data:

event: heartbeat
data: {"n":1}

id: 7
retry: 3000
unknown: x
data:{"type":"text","content":"with fields"}

data: {"type":"tool_call","name":"x","args":{}}

data: {"type":"heartbeat"}

data: {"type":"text",
data: "content":"two lines"}

data: [DONE]

data: {"type":"text","content":"unterminated"}`;

const NOISE = [
  'Title added. I encountered a temporary issue. Please try again.',
  'Sorry, I encountered a temporary issue while processing.',
];

export const TRANSCRIPTS: Transcript[] = [
  {
    name: 'ADK, whole messages',
    stream:
      adk([{ thought: true, text: 'Hmm, 思考' }, { text: 'I add the title “世界” 🎬.' }]) +
      adk([call({ text: 'No' })]) +
      adk([result({ text: 'No' })]) +
      text('Done.'),
    visible: 'I add the title “世界” 🎬.|Done.',
  },
  {
    name: 'ADK, partial deltas and their aggregate, two authors',
    stream:
      text('标题', { partial, author: 'a' }) +
      text('Music ', { partial, author: 'b' }) +
      text('已添加', { partial, author: 'a' }) +
      text('标题已添加', { author: 'a' }) +
      text('at 35%', { partial, author: 'b' }) +
      text('Music at 35%.', { author: 'b', partial: false }) +
      text('Music at 35%.', { author: 'b' }),
    visible: '标题已添加|Music at 35%.|Music at 35%.',
  },
  {
    name: 'deltas that a broken stream left unfinished',
    stream:
      text('O', { partial, author: 'a' }) +
      text('On', { partial, author: 'b' }) +
      text('Whole', { author: 'c' }) +
      text('ne', { partial, author: 'a' }),
    visible: 'Whole|One|On',
  },
  {
    name: 'the simple dialect with heartbeats of every form, CRLF',
    stream: SIMPLE.replaceAll('\n', '\r\n'),
    visible: 'Grüße, 你好|with fields|two lines|unterminated',
  },
  {
    name: 'both dialects mixed, with a byte order mark and lone CRs',
    stream: `\ufeff${(text('One') + simple({ text: 'Two' })).replaceAll('\n', '\r')}`,
    visible: 'One|Two',
  },
  {
    name: 'text and calls in one event, a call repeated under its id, its result beside the next text',
    stream:
      adk([{ text: 'I trim it ' }, call(), { text: 'now.' }]) +
      adk([call({ edits: [] })]) +
      adk([result({ ok: true }), { text: 'Trimmed.' }]),
    visible: 'I trim it now.|Trimmed.',
  },
  {
    name: 'partial calls and texts, then an aggregate of both',
    stream:
      text('On ', { partial }) +
      adk([call()], { partial }) +
      text('it.', { partial }) +
      adk([{ text: 'On it.' }, call()]),
    visible: 'On it.',
  },
  {
    name: 'an error of the model, and an answer that changes nothing',
    stream:
      adk([], { errorCode: 'UNKNOWN_ERROR', errorMessage: 'overloaded' }) +
      text('The clip has 2 seconds.'),
    visible: 'The clip has 2 seconds.',
    failure: 'overloaded',
  },
  {
    name: 'a tool that fails, is tried again and succeeds',
    stream: simple(
      simpleCall,
      simpleResult({ status: 'error', error: 'busy' }),
      simpleCall,
      simpleResult({ status: 'success' }),
      { type: 'text', content: 'Done at the second try.' },
    ),
    visible: 'Done at the second try.',
  },
  {
    name: 'words, and after them an error that is not escaped',
    stream: `${simple({ type: 'text', content: 'I add a glow.' })}data: {"error": "effect "glow" not found"}\n\n`,
    visible: 'I add a glow.',
    failure: 'effect "glow" not found',
  },
  {
    name: 'noise at the end of a text, and as a text of its own',
    stream: simple(...NOISE.map((content) => ({ type: 'text', content }))),
    visible: NOISE.join('|'),
    told: 'Title added.',
  },
  ...['STOP', 'MAX_TOKENS'].map((reason) => ({
    name: `a good end that looks like an error: ${reason}`,
    stream: text('Done.') + adk([], { errorCode: reason, finishReason: reason }),
    visible: 'Done.',
  })),
  {
    name: 'snake_case',
    stream: simple(
      { content: { parts: [{ function_call: tool }] } },
      { content: { parts: [{ function_response: { id: 'adk-1', response: { error: null } } }] } },
      { content: { parts: [{ text: 'Done.' }] }, turn_complete: true, error_code: null },
    ),
    visible: 'Done.',
  },
  {
    name: 'the older names of the simple dialect',
    stream: simple(
      { type: 'tool_call', tool_name: tool.name, args: {} },
      { type: 'ping' },
      { type: 'tool_result', tool: tool.name, result: {} },
      { type: 'keepalive' },
      { type: 'message', text: 'Done.' },
    ),
    visible: 'Done.',
  },
  ...[
    adk([{ functionCall: { id: 'adk-1', name: 'ask_question', args: QUESTION } }]),
    simple({ type: 'tool_call', name: 'ask_question', args: JSON.stringify(QUESTION) }),
    simple({ type: 'ask_question', ...QUESTION }),
    `event: ask_question\n${simple(QUESTION)}`,
  ].map((stream, index) => ({
    name: `a question, form ${index + 1}`,
    stream: text('One thing first.') + stream,
    visible: 'One thing first.',
    asks: ASKS,
  })),
];
