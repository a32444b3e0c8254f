import type { RawJson } from './raw-json.ts';

/** What a turn tells its client, before any wire shape. */
export type TurnEvent =
  | { kind: 'text'; text: string }
  | { kind: 'tool-call'; id: string; name: string; args: Record<string, unknown> }
  | {
      kind: 'tool-result';
      id: string;
      name: string;
      result: Record<string, unknown>;
      stateDelta: Record<string, RawJson | null>;
    };

export interface AdkContext {
  invocationId: string;
  eventId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const AUTHOR = 'nemo_agent';

/** An event as an ADK server writes it: camelCase, nulls left out (contract 3.2). */
export function toAdkEvent(event: TurnEvent, { invocationId, eventId, at }: AdkContext): object {
  const fromTool = event.kind === 'tool-result';
  return {
    content: { parts: [toPart(event)], role: fromTool ? 'user' : 'model' },
    invocationId,
    author: AUTHOR,
    actions: {
      stateDelta: fromTool ? event.stateDelta : {},
      artifactDelta: {},
      requestedAuthConfigs: {},
    },
    id: eventId,
    timestamp: at / 1000,
    ...(event.kind === 'tool-call' && { longRunningToolIds: [] }),
  };
}

function toPart(event: TurnEvent): object {
  switch (event.kind) {
    case 'text':
      return { text: event.text };
    case 'tool-call':
      return { functionCall: { id: event.id, args: event.args, name: event.name } };
    case 'tool-result':
      return { functionResponse: { id: event.id, name: event.name, response: event.result } };
  }
}

/** An event in the publisher's simple shape (contract 3.1). */
export function toSimpleEvent(event: TurnEvent): object {
  switch (event.kind) {
    case 'text':
      return { type: 'text', content: event.text };
    case 'tool-call':
      return { type: 'tool_call', name: event.name, args: event.args };
    case 'tool-result':
      return { type: 'tool_result', name: event.name, result: event.result };
  }
}
