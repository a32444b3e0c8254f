import { isKnownCode, quoteBackend } from './errors.ts';
import { readFailureCode, readMessage, readText } from './envelope.ts';
import type { ServerEvent } from './event-stream.ts';
import { QUESTION_TOOL, readQuestions, type Question } from './question.ts';
import { asRecord, parseJsonIfAny, type JsonObject as Json } from '../system/json.ts';

/**
 * What an event of a turn means, whichever of the backend's two dialects it is in (wire-contract.md section 3). An error's
 * message is fit to be shown (see `quoteBackend`), and may be empty.
 */
export type TurnEvent =
  | { type: 'text'; author: string; text: string; partial: boolean }
  | { type: 'tool-call'; id: string | undefined; name: string; partial: boolean }
  | { type: 'tool-result'; id: string | undefined; name: string; failed: boolean }
  | { type: 'question'; questions: Question[] }
  | { type: 'error'; message: string; code?: number | undefined }
  | { type: 'heartbeat' };

const HEARTBEAT_WORDS = new Set(['', 'heartbeat', 'ping', 'keepalive', '{}']);
const HEARTBEAT_TYPES = new Set(['heartbeat', 'ping', 'keepalive']);
const TEXT_TYPES = new Set(['text', 'message', 'chunk']);

/** Reads one server-sent event; what is not understood yields no event. */
export function readTurnEvents(event: ServerEvent): TurnEvent[] {
  return readEvents(event).map((read) =>
    read.type === 'error' ? { ...read, message: quoteBackend(read.message) } : read,
  );
}

function readEvents(event: ServerEvent): TurnEvent[] {
  const data = event.data.trim();
  if (HEARTBEAT_TYPES.has(event.name) || HEARTBEAT_WORDS.has(data)) return [{ type: 'heartbeat' }];
  if (data === '[DONE]') return [];
  const parsed = parseJsonIfAny(data);
  if (parsed === undefined) return readBrokenError(data);
  const record = asRecord(parsed);
  if (record && event.name === QUESTION_TOOL)
    return readCall({ ...record, type: QUESTION_TOOL }, false);
  return record ? readRecord(unwrapEvent(record)) : [];
}

/** An event may come in the envelope of any other answer; an object with `type`, `content` or `text` is the event itself. */
function unwrapEvent(record: Json): Json {
  const isEvent = ['type', 'content', 'text'].some((key) => key in record);
  const inner = isEvent || readError(record) ? undefined : asRecord(record['data']);
  return inner ?? record;
}

function readRecord(record: Json): TurnEvent[] {
  if (HEARTBEAT_TYPES.has(String(record['type']))) return [{ type: 'heartbeat' }];
  const error = readError(record);
  const content = asRecord(record['content']);
  const events = Array.isArray(content?.['parts'])
    ? readParts(record, content['parts'])
    : readSimple(record);
  return error ? [...events, error] : events;
}

/** ADK: several parts in one event, each text, a function call or a function's response. */
function readParts(record: Json, parts: unknown[]): TurnEvent[] {
  // One author may speak in several branches at once (wire-contract.md appendix B).
  const author = [record['author'], record['branch']].filter(Boolean).join(' ');
  const partial = record['partial'] === true;
  return parts.flatMap((item): TurnEvent[] => {
    const part = asRecord(item) ?? {};
    const call = asRecord(part['functionCall'] ?? part['function_call']);
    if (call) return readCall(call, partial);
    const response = asRecord(part['functionResponse'] ?? part['function_response']);
    if (response)
      return [{ type: 'tool-result', ...readTool(response), failed: hasFailed(response) }];
    const text = part['text'];
    // The model's reasoning is never shown (wire-contract.md 3.2).
    if (typeof text !== 'string' || text === '' || part['thought'] === true) return [];
    return [{ type: 'text', author, text, partial }];
  });
}

/** The vendor's simple shape: `{"type":"text","content":…}`, `tool_call`, `tool_result`, or bare `{"text":…}`. */
function readSimple(record: Json): TurnEvent[] {
  const type = record['type'];
  if (type === 'tool_call' || type === QUESTION_TOOL) return readCall(record, false);
  if (type === 'tool_result')
    return [{ type: 'tool-result', ...readTool(record), failed: hasFailed(record) }];
  const text = record['content'] ?? record['text'];
  const isText = type === undefined || TEXT_TYPES.has(String(type));
  if (!isText || typeof text !== 'string' || text === '') return [];
  return [{ type: 'text', author: '', text, partial: record['partial'] === true }];
}

/** Where a call says what a tool is to do; the event may be the call itself. */
const ARGUMENT_KEYS = ['args', 'arguments', 'input', 'params', 'content', 'data'];

/** A call of a tool. The one by which the editor asks is no work, but a question to the user. */
function readCall(call: Json, partial: boolean): TurnEvent[] {
  const tool = readTool(call);
  const isQuestion = tool.name === QUESTION_TOOL || call['type'] === QUESTION_TOOL;
  const given = isQuestion ? [...ARGUMENT_KEYS.map((key) => call[key]), call] : [];
  const questions = given.map(readQuestions).find((list) => list.length > 0);
  return [questions ? { type: 'question', questions } : { type: 'tool-call', ...tool, partial }];
}

const readTool = (record: Json): { id: string | undefined; name: string } => ({
  id: typeof record['id'] === 'string' ? record['id'] : undefined,
  name: String(record['name'] ?? record['tool'] ?? record['tool_name'] ?? ''),
});

/** Where a tool's answer stands: in ADK's `response`, in the simple dialect's `result`, or one level deeper. */
const ANSWER_KEYS = ['response', 'result', 'content', 'output', 'data'];

const answersIn = (holder: Json): Json[] =>
  ANSWER_KEYS.map((key) => readAnswer(holder[key])).filter((answer) => answer !== undefined);

/** Whether a tool reports that it failed, itself or in its answer. */
const hasFailed = (tool: Json): boolean =>
  [tool, ...answersIn(tool), ...answersIn(tool).flatMap(answersIn)].some(
    (answer) =>
      Boolean(answer['error']) ||
      answer['isError'] === true ||
      answer['success'] === false ||
      /^(?:failed|failure|error)$/i.test(String(answer['status'])),
  );

/** Some tools answer with JSON as text. */
const readAnswer = (value: unknown): Json | undefined =>
  asRecord(typeof value === 'string' && /^\s*\{/.test(value) ? parseJsonIfAny(value) : value);

/** An error of the turn, in any of the forms it comes in (wire-contract.md 3.2, "Errors"). */
function readError(record: Json): TurnEvent | undefined {
  const error = record['error'];
  const code = readFailureCode(record['code']) ?? readKnownCode(asRecord(error)?.['code']);
  const isError = record['type'] === 'error' || typeof error === 'string' || asRecord(error);
  if (!isError && code === undefined) return readRefusal(record) ?? readModelError(record);
  const content = record['type'] === 'error' ? record['content'] : undefined;
  const message = readText(error ?? record['message'] ?? content) ?? '';
  return { type: 'error', message, ...(code !== undefined && { code }) };
}

/** Inside an error object, only a code of the seed's table counts: others may be the model's own. */
function readKnownCode(value: unknown): number | undefined {
  const code = readFailureCode(value);
  return code !== undefined && isKnownCode(code) ? code : undefined;
}

/** `{"success":false}`, or FastAPI's lone `{"detail":…}`. A tool that failed does not fail the turn: the editor may go on. */
function readRefusal(record: Json): TurnEvent | undefined {
  const type = String(record['type'] ?? '');
  if (record['success'] === false && !type.startsWith('tool_'))
    return { type: 'error', message: readMessage(record) };
  const isAlone = !['type', 'content', 'text'].some((key) => key in record);
  const detail = isAlone ? readText(record['detail']) : undefined;
  return detail ? { type: 'error', message: detail } : undefined;
}

/** Error codes with which some models end a good turn (wire-contract.md appendix B). */
const GOOD_ENDS = new Set(['', 'STOP', 'MAX_TOKENS']);

/** A model's own error; it may come beside good text. */
function readModelError(record: Json): TurnEvent | undefined {
  const reason = record['errorCode'] ?? record['error_code'];
  const text = record['errorMessage'] ?? record['error_message'];
  const message = typeof text === 'string' ? text : '';
  if (reason === undefined || reason === null)
    return message === '' ? undefined : { type: 'error', message };
  const isNumber = typeof reason === 'number' || /^\d+$/.test(String(reason));
  const code = isNumber ? readFailureCode(reason) : undefined;
  if (isNumber ? code === undefined : typeof reason !== 'string' || GOOD_ENDS.has(reason))
    return undefined;
  return {
    type: 'error',
    message: message || String(reason),
    ...(code !== undefined && { code }),
  };
}

/** adk-python does not escape its error text: `{"error": "effect "glow" not found"}` is an error all the same. */
function readBrokenError(data: string): TurnEvent[] {
  const match = /^\{\s*"error"\s*:\s*"?(?<text>[\s\S]*?)"?\s*\}?$/.exec(data);
  return match ? [{ type: 'error', message: match.groups?.['text'] ?? '' }] : [];
}
