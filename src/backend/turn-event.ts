import { asRecord, parseJsonIfAny, type JsonObject as Json } from '../system/json.ts';
import { quoteBackend, readFailure, readMessage, type Failure } from './envelope.ts';
import type { ServerEvent } from './event-stream.ts';
import { QUESTION_TOOL, readQuestions, type Question } from './question.ts';

/** What an event of a turn means, whichever of the backend's two dialects it is in (wire-contract.md section 3). */
export type TurnEvent =
  | { type: 'text'; author: string; text: string; partial: boolean }
  | { type: 'tool-call'; id: string | undefined; name: string }
  | { type: 'tool-result'; name: string; failed: boolean }
  | { type: 'question'; questions: Question[] }
  | ({ type: 'error' } & Failure)
  | { type: 'heartbeat' };

/** wire-contract.md 3.3, item 2; a comment comes as an event of this name. */
const HEARTBEAT = /^(?:heartbeat|ping|keepalive)$/;
const TEXT_TYPE = /^(?:text|message|chunk)$/;

/** Reads one server-sent event; what is not understood yields no event. */
export function readTurnEvents({ name, data }: ServerEvent): TurnEvent[] {
  const text = data.trim();
  if ([name, text].some((word) => HEARTBEAT.test(word)) || text === '' || text === '{}')
    return [{ type: 'heartbeat' }];
  const parsed = parseJsonIfAny(text);
  if (parsed === undefined) return readBrokenError(text);
  const record = asRecord(parsed);
  if (record && name === QUESTION_TOOL) return [readCall({ ...record, name })];
  return record ? readRecord(record) : [];
}

function readRecord(record: Json): TurnEvent[] {
  const type = String(record['type'] ?? '');
  if (HEARTBEAT.test(type)) return [{ type: 'heartbeat' }];
  if (type === 'tool_call') return [readCall(record)];
  if (type === QUESTION_TOOL) return [readCall({ ...record, name: type })];
  // A tool that failed does not fail the turn: the editor may go on.
  if (type === 'tool_result') return [readResult(record, record['result'])];
  const failure = readFailure(record) ?? readModelError(record);
  const parts = asRecord(record['content'])?.['parts'];
  const events = Array.isArray(parts) ? readParts(record, parts) : readSimpleText(record);
  return failure ? [...events, { type: 'error', ...failure }] : events;
}

/** ADK: an event has several parts, each text, a function call or a function's response. Its texts are one message. */
function readParts(record: Json, items: unknown[]): TurnEvent[] {
  const parts = items.map((item) => asRecord(item) ?? {});
  // One author may speak in several branches at once (wire-contract.md appendix B).
  const author = [record['author'], record['branch']].filter(Boolean).join(' ');
  const partial = record['partial'] === true;
  const text = parts.map(readVisibleText).join('');
  const tools = parts.flatMap((part): TurnEvent[] => {
    const call = asRecord(part['functionCall'] ?? part['function_call']);
    const response = asRecord(part['functionResponse'] ?? part['function_response']);
    return [
      // A partial call is repeated when it is whole.
      ...(call && !partial ? [readCall(call)] : []),
      ...(response ? [readResult(response, response['response'])] : []),
    ];
  });
  return [...(text === '' ? [] : [{ type: 'text' as const, author, text, partial }]), ...tools];
}

/** The model's reasoning is never shown (wire-contract.md 3.2). */
const readVisibleText = ({ text, thought }: Json): string =>
  typeof text === 'string' && thought !== true ? text : '';

/** The vendor's simple shape: `{"type":"text","content":…}`, or bare `{"text":…}`. */
function readSimpleText(record: Json): TurnEvent[] {
  const text = record['content'] ?? record['text'];
  const isText = TEXT_TYPE.test(String(record['type'] ?? 'text'));
  if (!isText || typeof text !== 'string' || text === '') return [];
  return [{ type: 'text', author: '', text, partial: record['partial'] === true }];
}

const readName = (tool: Json): string =>
  String(tool['name'] ?? tool['tool'] ?? tool['tool_name'] ?? '');

/** Where a call says what the tool is to do; an event may be the call itself. */
const ARGUMENT_KEYS = ['args', 'arguments', 'input', 'params', 'content', 'data'];

/** A call of a tool. The one by which the editor asks is no work, but a question to the user. */
function readCall(tool: Json): TurnEvent {
  const [id, name] = [typeof tool['id'] === 'string' ? tool['id'] : undefined, readName(tool)];
  const given = name === QUESTION_TOOL ? [...ARGUMENT_KEYS.map((key) => tool[key]), tool] : [];
  const questions = given.map(readQuestions).find((list) => list.length > 0);
  return questions ? { type: 'question', questions } : { type: 'tool-call', id, name };
}

const readResult = (tool: Json, answer: unknown): TurnEvent => ({
  type: 'tool-result',
  name: readName(tool),
  failed: [tool, asRecord(answer) ?? {}].some(
    (it) =>
      Boolean(it['error']) ||
      it['success'] === false ||
      /^(?:failed|error)$/i.test(String(it['status'])),
  ),
});

/** Error codes with which some models end a good turn (wire-contract.md appendix B). */
const GOOD_END = /^(?:STOP|MAX_TOKENS)$/;

/** A model's own error; it may come beside good text. */
function readModelError(record: Json): Failure | undefined {
  const reason = String(record['errorCode'] ?? record['error_code'] ?? '');
  const message = readMessage({ message: record['errorMessage'] ?? record['error_message'] });
  if (GOOD_END.test(reason) || (reason === '' && message === '')) return undefined;
  return { code: undefined, message: message || reason };
}

/** adk-python does not escape its error text: `{"error": "effect "glow" not found"}` is an error all the same. */
function readBrokenError(data: string): TurnEvent[] {
  const match = /^\{\s*"error"\s*:\s*"?(?<text>[\s\S]*?)"?\s*\}?$/.exec(data);
  if (!match) return [];
  return [{ type: 'error', code: undefined, message: quoteBackend(match.groups?.['text'] ?? '') }];
}
