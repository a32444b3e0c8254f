/** What a turn tells its client, before any wire shape. */
export type TurnEvent =
  | { kind: 'text'; text: string; partial?: boolean }
  | { kind: 'tool-call'; id: string; name: string; args: Record<string, unknown> }
  | {
      kind: 'tool-result';
      id: string;
      name: string;
      result: Record<string, unknown>;
      stateDelta: Record<string, unknown>;
    }
  | { kind: 'failure'; message: string }
  /** How the model says that it is done (contract, appendix B). */
  | { kind: 'end'; reason: 'STOP' | 'MAX_TOKENS' };

export interface AdkContext {
  invocationId: string;
  eventId: string;
  /** Texts that are whole say so. */
  marksAggregates: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

const AUTHOR = 'nemo_agent';

/** An event as an ADK server writes it: camelCase, nulls left out (contract 3.2). */
export function toAdkEvent(event: TurnEvent, context: AdkContext): Record<string, unknown> {
  if (event.kind === 'failure') {
    return { errorCode: 'UNKNOWN_ERROR', errorMessage: event.message, ...toFrame(context) };
  }
  if (event.kind === 'end') {
    return { errorCode: event.reason, finishReason: event.reason, ...toFrame(context) };
  }
  const fromTool = event.kind === 'tool-result';
  return {
    content: { parts: [toPart(event)], role: fromTool ? 'user' : 'model' },
    ...(event.kind === 'text' && showPartial(event, context)),
    ...toFrame(context, fromTool ? event.stateDelta : {}),
    ...(event.kind === 'tool-call' && { longRunningToolIds: [] }),
  };
}

/** adk-python leaves the mark out of whole texts, adk-js 2 does not (contract, appendix B). */
function showPartial({ partial = false }: { partial?: boolean }, context: AdkContext): object {
  return partial || context.marksAggregates ? { partial } : {};
}

function toPart(event: Exclude<TurnEvent, { kind: 'failure' | 'end' }>): object {
  switch (event.kind) {
    case 'text':
      return { text: event.text };
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
    case 'tool-call':
      return { type: 'tool_call', name: event.name, args: event.args };
    case 'tool-result':
      return { type: 'tool_result', name: event.name, result: event.result };
    case 'failure':
      return { error: event.message };
    case 'end':
      return null;
  }
}

/** The same event with the snake_case names that ADK's own tools accept (contract 3.3, point 4). */
export function toSnakeEvent(event: Record<string, unknown>): object {
  const { content, actions } = event as {
    content?: { parts: Array<Record<string, unknown>> };
    actions?: Record<string, unknown>;
  };
  return nameInSnakeCase({
    ...event,
    ...(content && { content: { ...content, parts: content.parts.map(nameInSnakeCase) } }),
    ...(actions && { actions: nameInSnakeCase(actions) }),
  });
}

/** Of the record itself; what it holds stays as it is. */
function nameInSnakeCase(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

/** The simple shape with the other names that clients were seen to read (contract 3.3, point 3). */
export function toLooseEvent(event: TurnEvent): object | null {
  switch (event.kind) {
    case 'text':
      return event.partial === true ? null : { text: event.text };
    case 'tool-call':
      return { type: 'tool_call', tool_name: event.name, args: event.args };
    case 'tool-result':
      return { type: 'tool_result', tool: event.name, result: event.result };
    case 'failure':
      return { type: 'error', message: event.message };
    case 'end':
      return null;
  }
}
