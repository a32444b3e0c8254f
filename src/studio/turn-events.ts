/** What a turn tells its client, before any wire shape. */
export type TurnEvent =
  | { kind: 'text'; text: string; partial?: boolean }
  | { kind: 'thought'; text: string }
  | { kind: 'tool-call'; id: string; name: string; args: Record<string, unknown> }
  | {
      kind: 'tool-result';
      id: string;
      name: string;
      result: Record<string, unknown>;
      stateDelta: Record<string, unknown>;
    }
  | { kind: 'failure'; message: string };

export interface AdkContext {
  invocationId: string;
  eventId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const AUTHOR = 'nemo_agent';

/** An event as an ADK server writes it: camelCase, nulls left out (contract 3.2). */
export function toAdkEvent(event: TurnEvent, context: AdkContext): object {
  if (event.kind === 'failure') {
    return { errorCode: 'UNKNOWN_ERROR', errorMessage: event.message, ...toFrame(context) };
  }
  const fromTool = event.kind === 'tool-result';
  return {
    content: { parts: [toPart(event)], role: fromTool ? 'user' : 'model' },
    ...(event.kind === 'text' && event.partial === true && { partial: true }),
    ...toFrame(context, fromTool ? event.stateDelta : {}),
    ...(event.kind === 'tool-call' && { longRunningToolIds: [] }),
  };
}

function toPart(event: Exclude<TurnEvent, { kind: 'failure' }>): object {
  switch (event.kind) {
    case 'text':
      return { text: event.text };
    case 'thought':
      return { text: event.text, thought: true };
    case 'tool-call':
      return { functionCall: { id: event.id, args: event.args, name: event.name } };
    case 'tool-result':
      return { functionResponse: { id: event.id, name: event.name, response: event.result } };
  }
}

function toFrame({ invocationId, eventId, at }: AdkContext, stateDelta: object = {}): object {
  return {
    invocationId,
    author: AUTHOR,
    actions: { stateDelta, artifactDelta: {}, requestedAuthConfigs: {} },
    id: eventId,
    timestamp: at / 1000,
  };
}

/** An event in the publisher's simple shape (contract 3.1); null when it has no such shape. */
export function toSimpleEvent(event: TurnEvent): object | null {
  switch (event.kind) {
    case 'text':
      return event.partial === true ? null : { type: 'text', content: event.text };
    case 'thought':
      return null;
    case 'tool-call':
      return { type: 'tool_call', name: event.name, args: event.args };
    case 'tool-result':
      return { type: 'tool_result', name: event.name, result: event.result };
    case 'failure':
      return { error: event.message };
  }
}
