/** The event stream of a turn as it came: in which dialect its events were, what its heartbeats were, how it was framed. */
import { createParser } from 'eventsource-parser';
import { readTurnEvents } from '../../src/backend/turn-event.ts';
import { asRecord, parseJsonIfAny, type JsonObject } from '../../src/system/json.ts';
import { nameOf } from './probe-contract.ts';
import type { Exchange } from './probe-recorder.ts';

/** Of an event in any dialect, and of a part of its content, as ADK spells them. */
const KNOWN = new Set(
  `content partial turnComplete errorCode errorMessage interrupted invocationId author actions longRunningToolIds branch id
  timestamp usageMetadata groundingMetadata customMetadata citationMetadata finishReason modelVersion turnCompleteReason
  parts[].text parts[].thought parts[].thoughtSignature parts[].functionCall parts[].functionResponse parts[].inlineData
  parts[].fileData parts[].executableCode parts[].codeExecutionResult type text name tool toolName args result error message`.split(
    /\s+/,
  ),
);

const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const countWords = (words: string[]): string =>
  [...new Set(words)]
    .map((word) => `${words.filter((each) => each === word).length} × ${word}`)
    .join(', ') || 'none';

const partsOf = (event: JsonObject): JsonObject[] => {
  const parts = asRecord(event['content'])?.['parts'];
  return Array.isArray(parts) ? parts.map((part) => asRecord(part) ?? {}) : [];
};

const keysOf = (event: JsonObject): string[] => [
  ...Object.keys(event),
  ...partsOf(event).flatMap((part) => Object.keys(part).map((key) => `parts[].${key}`)),
];

function dialectOf(event: JsonObject | undefined): string {
  if (!event) return 'no JSON object';
  if (keysOf(event).some((key) => camel(key) !== key && !/tool_name/.test(key)))
    return 'ADK in snake_case';
  if ('invocationId' in event || partsOf(event).length > 0) return 'ADK';
  if ('tool' in event || 'tool_name' in event || !('type' in event)) return 'simple, older names';
  return 'simple';
}

export type TurnReading = Record<'events' | 'heartbeats' | 'frames' | 'new', string>;

export function readTurn({ text, arrivals }: Exchange): TurnReading {
  const heartbeats: string[] = [];
  const dialects: string[] = [];
  const marks: string[] = text.startsWith('\uFEFF') ? ['byte order mark'] : [];
  const fresh = new Set<string>();
  const parser = createParser({
    onComment: () => void heartbeats.push('comment'),
    onRetry: () => void marks.push('retry'),
    onEvent({ id, event: name = '', data }) {
      if (id !== undefined) marks.push('ids');
      const record = asRecord(parseJsonIfAny(data));
      const [event] = readTurnEvents({ name, data });
      if (data === '[DONE]') marks.push(data);
      else if (event?.type === 'heartbeat') {
        const type = typeof record?.['type'] === 'string' ? `{"type":"${record['type']}"}` : '{}';
        const word = record ? type : data.trim() || 'empty data';
        heartbeats.push(name === '' ? word : `event: ${nameOf(name)}`);
      } else {
        dialects.push(dialectOf(record) + (record?.['partial'] === true ? ', partial' : ''));
        const keys = keysOf(record ?? {}).filter((key) => !KNOWN.has(camel(key)));
        keys.forEach((key) => fresh.add(key.split('[].').map(nameOf).join('[].')));
      }
    },
  });
  // The last block may lack the empty line that ends it.
  parser.feed(`${text.replace(/^\uFEFF/, '')}\n\n`);
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0];
  const gapsMs = arrivals.slice(1).map(({ atMs }, index) => atMs - arrivals[index]!.atMs);
  return {
    events: countWords(dialects),
    heartbeats: `${countWords(heartbeats)}; longest silence ${(Math.max(0, ...gapsMs) / 1000).toFixed(1)} s`,
    frames: [`lines end with ${JSON.stringify(lineEnd)}`, ...new Set(marks)].join(', '),
    new: [...fresh].join(', ') || 'nothing',
  };
}
