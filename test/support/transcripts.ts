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

const adk = (parts: object[], more: object = {}): string =>
  `data: ${JSON.stringify({ content: { parts, role: 'model' }, author: 'nemo_agent', actions: { stateDelta: {} }, ...more })}\n\n`;

const simple = (...events: object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');

/** What the editor's tool for asking is called with. */
const QUESTION = {
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
const ASKS = [{ prompt: 'Which style?', options: ['Calm', 'Fast'] }];

export const TRANSCRIPTS: Transcript[] = [
  {
    name: 'ADK, whole messages',
    stream: [
      adk([{ thought: true, text: 'Hmm, 思考' }, { text: 'I add the title “世界” 🎬.' }]),
      adk([{ functionCall: { id: 'adk-1', name: 'edit_multitrack', args: { text: 'No' } } }]),
      adk([
        { functionResponse: { id: 'adk-1', name: 'edit_multitrack', response: { text: 'No' } } },
      ]),
      adk([{ text: 'Done.' }]),
    ].join(''),
    visible: 'I add the title “世界” 🎬.|Done.',
  },
  {
    name: 'ADK, partial deltas and their aggregate, two authors',
    stream: [
      adk([{ text: '标题' }], { partial: true, author: 'a' }),
      adk([{ text: 'Music ' }], { partial: true, author: 'b' }),
      adk([{ text: '已添加' }], { partial: true, author: 'a' }),
      adk([{ text: '标题已添加' }], { author: 'a' }),
      adk([{ text: 'at 35%' }], { partial: true, author: 'b' }),
      adk([{ text: 'Music at 35%.' }], { author: 'b', partial: false }),
      adk([{ text: 'Music at 35%.' }], { author: 'b' }),
    ].join(''),
    visible: '标题已添加|Music at 35%.|Music at 35%.',
  },
  {
    name: 'deltas that a broken stream left unfinished',
    stream: [
      adk([{ text: 'O' }], { partial: true, author: 'a' }),
      adk([{ text: 'On' }], { partial: true, author: 'b' }),
      adk([{ text: 'Whole' }], { author: 'c' }),
      adk([{ text: 'ne' }], { partial: true, author: 'a' }),
    ].join(''),
    visible: 'Whole|One|On',
  },
  {
    name: 'the simple dialect with heartbeats of every form, CRLF',
    stream: [
      ': ping',
      '',
      'data: {"type":"text","content":"Grüße, 你好"}',
      '',
      'data:',
      '',
      'event: heartbeat',
      'data: {"n":1}',
      '',
      'id: 7',
      'retry: 3000',
      'unknown: x',
      'data:{"type":"text","content":"with fields"}',
      '',
      'data: {"type":"tool_call","name":"x","args":{}}',
      '',
      'data: {"type":"heartbeat"}',
      '',
      'data: {"type":"text",',
      'data: "content":"two lines"}',
      '',
      'data: [DONE]',
      '',
      'data: {"type":"text","content":"unterminated"}',
    ].join('\r\n'),
    visible: 'Grüße, 你好|with fields|two lines|unterminated',
  },
  {
    name: 'both dialects mixed, with a byte order mark and lone CRs',
    stream: `\ufeff${[adk([{ text: 'One' }]), 'data: {"text":"Two"}\n\n'].join('').replaceAll('\n', '\r')}`,
    visible: 'One|Two',
  },
  {
    name: 'text and calls in one event, a call repeated under its id, its result beside the next text',
    stream: [
      adk([
        { text: 'I trim it ' },
        { functionCall: { id: 'adk-1', name: 'edit_multitrack', args: {} } },
        { text: 'now.' },
      ]),
      adk([{ functionCall: { id: 'adk-1', name: 'edit_multitrack', args: { edits: [] } } }]),
      adk([
        { functionResponse: { id: 'adk-1', name: 'edit_multitrack', response: { ok: true } } },
        { text: 'Trimmed.' },
      ]),
    ].join(''),
    visible: 'I trim it now.|Trimmed.',
  },
  {
    name: 'partial calls and texts, then an aggregate of both',
    stream: [
      adk([{ text: 'On ' }], { partial: true }),
      adk([{ functionCall: { id: 'adk-1', name: 'edit_multitrack', args: {} } }], {
        partial: true,
      }),
      adk([{ text: 'it.' }], { partial: true }),
      adk([
        { text: 'On it.' },
        { functionCall: { id: 'adk-1', name: 'edit_multitrack', args: {} } },
      ]),
    ].join(''),
    visible: 'On it.',
  },
  {
    name: 'an error of the model, and an answer that changes nothing',
    stream: [
      adk([], { errorCode: 'UNKNOWN_ERROR', errorMessage: 'overloaded' }),
      adk([{ text: 'The clip has 2 seconds.' }]),
    ].join(''),
    visible: 'The clip has 2 seconds.',
    failure: 'overloaded',
  },
  {
    name: 'a tool that fails, is tried again and succeeds',
    stream: simple(
      { type: 'tool_call', name: 'edit_multitrack', args: {} },
      { type: 'tool_result', name: 'edit_multitrack', result: { status: 'error', error: 'busy' } },
      { type: 'tool_call', name: 'edit_multitrack', args: {} },
      { type: 'tool_result', name: 'edit_multitrack', result: { status: 'success' } },
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
    stream: simple(
      { type: 'text', content: 'Title added. I encountered a temporary issue. Please try again.' },
      { type: 'text', content: 'Sorry, I encountered a temporary issue while processing.' },
    ),
    visible:
      'Title added. I encountered a temporary issue. Please try again.|Sorry, I encountered a temporary issue while processing.',
    told: 'Title added.',
  },
  ...(['STOP', 'MAX_TOKENS'] as const).map((reason) => ({
    name: `a good end that looks like an error: ${reason}`,
    stream: adk([{ text: 'Done.' }]) + adk([], { errorCode: reason, finishReason: reason }),
    visible: 'Done.',
  })),
  {
    name: 'snake_case',
    stream: simple(
      { content: { parts: [{ function_call: { id: 'adk-1', name: 'edit_multitrack' } }] } },
      { content: { parts: [{ function_response: { id: 'adk-1', response: { error: null } } }] } },
      { content: { parts: [{ text: 'Done.' }] }, turn_complete: true, error_code: null },
    ),
    visible: 'Done.',
  },
  {
    name: 'the older names of the simple dialect',
    stream: simple(
      { type: 'tool_call', tool_name: 'edit_multitrack', args: {} },
      { type: 'ping' },
      { type: 'tool_result', tool: 'edit_multitrack', result: {} },
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
    stream: adk([{ text: 'One thing first.' }]) + stream,
    visible: 'One thing first.',
    asks: ASKS,
  })),
];
