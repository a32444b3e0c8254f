import { asRecord, readCode } from './envelope.ts';
import type { ServerEvent } from './event-stream.ts';
import { parseJsonIfAny } from './json.ts';

/** What an event of a turn means to us. Both dialects of the backend end here (wire-contract.md section 3). */
export type TurnEvent =
  | { type: 'text'; author: string; text: string; partial: boolean }
  | { type: 'tool-call'; id: string | undefined; name: string; partial: boolean }
  | { type: 'tool-result'; id: string | undefined; name: string }
  | { type: 'error'; message: string; code?: number | undefined }
  | { type: 'heartbeat' };

const HEARTBEAT_WORDS = new Set(['', 'heartbeat', 'ping', 'keepalive', '{}']);
const HEARTBEAT_TYPES = new Set(['heartbeat', 'ping', 'keepalive']);
const TEXT_TYPES = new Set(['text', 'message', 'chunk']);

type Json = Record<string, unknown>;

/** Reads one server-sent event; what is not understood means nothing and yields no event. */
export function readTurnEvents(event: ServerEvent): TurnEvent[] {
  const data = event.data.trim();
  if (HEARTBEAT_TYPES.has(event.name) || HEARTBEAT_WORDS.has(data)) return [{ type: 'heartbeat' }];
  if (data === '[DONE]') return [];
  const parsed = parseJsonIfAny(data);
  if (parsed === undefined) return readBrokenError(data);
  const record = asRecord(parsed);
  return record ? readRecord(record) : [];
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
    if (call) return [{ type: 'tool-call', ...readTool(call), partial }];
    const response = asRecord(part['functionResponse'] ?? part['function_response']);
    if (response) return [{ type: 'tool-result', ...readTool(response) }];
    const text = part['text'];
    // Thoughts are the model's own; nobody is shown them.
    if (typeof text !== 'string' || text === '' || part['thought'] === true) return [];
    return [{ type: 'text', author, text, partial }];
  });
}

/** The vendor's simple shape: `{"type":"text","content":…}`, `tool_call`, `tool_result`, or bare `{"text":…}`. */
function readSimple(record: Json): TurnEvent[] {
  const type = record['type'];
  if (type === 'tool_call') return [{ type: 'tool-call', ...readTool(record), partial: false }];
  if (type === 'tool_result') return [{ type: 'tool-result', ...readTool(record) }];
  const text = record['content'] ?? record['text'];
  const isText = type === undefined || TEXT_TYPES.has(String(type));
  if (!isText || typeof text !== 'string' || text === '') return [];
  return [{ type: 'text', author: '', text, partial: record['partial'] === true }];
}

const readTool = (record: Json): { id: string | undefined; name: string } => ({
  id: typeof record['id'] === 'string' ? record['id'] : undefined,
  name: String(record['name'] ?? record['tool'] ?? record['tool_name'] ?? ''),
});

/** `error`, or a model's `errorCode`; `STOP` is how some models end in silence (wire-contract.md appendix B). */
function readError(record: Json): TurnEvent | undefined {
  const error = record['error'];
  if (record['type'] === 'error')
    return {
      type: 'error',
      message: readErrorText(error ?? record['message'] ?? record['content'] ?? ''),
    };
  const code = readCode(record['code']);
  if (code)
    return { type: 'error', message: readErrorText(error ?? record['message'] ?? ''), code };
  if (typeof error === 'string' || asRecord(error))
    return { type: 'error', message: readErrorText(error) };
  return readModelError(record);
}

/** A model's own error; it may come beside good text. */
function readModelError(record: Json): TurnEvent | undefined {
  const code = record['errorCode'] ?? record['error_code'];
  if (typeof code !== 'string' || code === 'STOP' || code === 'MAX_TOKENS') return undefined;
  const message = record['errorMessage'] ?? record['error_message'];
  return { type: 'error', message: typeof message === 'string' ? message : code };
}

function readErrorText(error: unknown): string {
  if (typeof error === 'string') return error;
  return String(asRecord(error)?.['message'] ?? JSON.stringify(error));
}

/** adk-python does not escape its error text: `{"error": "effect "glow" not found"}` is an error all the same. */
function readBrokenError(data: string): TurnEvent[] {
  const match = /^\{\s*"error"\s*:\s*"?(?<text>[\s\S]*?)"?\s*\}?$/.exec(data);
  return match ? [{ type: 'error', message: match.groups?.['text'] ?? '' }] : [];
}
