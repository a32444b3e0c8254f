import { SkillError } from '../core/errors.ts';
import { clipText } from '../core/format.ts';
import { translateGuiPhrases, type SuggestedAction } from '../core/gui-phrases.ts';
import { diffTimelines } from '../core/timeline-diff.ts';
import { summarizeTimeline } from '../core/timeline.ts';
import { createTurnText } from '../core/turn-text.ts';
import type { TurnEvent } from '../core/turn-event.ts';
import type { Reporter } from '../ports/reporter.ts';
import { openProject } from './connection.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';
import { nextCommand } from './next-command.ts';
import { readStateIfAny, type ReadState } from './state.ts';
import { listenToTurn, type TurnEnd } from './turn.ts';

export interface ChatFields {
  /** The editor's visible words; may be empty. */
  text: string;
  /** True when the editor said nothing (about 30 % of edits, seed "SSE Event Handling"). */
  silent: boolean;
  changes: string[];
  timeline: string;
  tools: string[];
  suggests: SuggestedAction | null;
}

/** Sends one message to the editor, once, and tells what came of it. */
export async function chat(
  context: Context,
  { message }: { message: string },
): Promise<Outcome<ChatFields>> {
  const { reporter, signal } = context;
  const { api, project } = await openProject(context, { message });
  const before = await readStateIfAny(api, project.session_id, signal);
  const relay = createRelay(reporter);
  // From here on the message may be on its way: whoever stops us now must look, not send again.
  context.unfinished.next = nextCommand(context, 'state');
  reporter.progress('Sent to the editor. This may take a few minutes.');
  const end = await listenToTurn({
    ...context,
    api,
    sessionId: project.session_id,
    message,
    listener: {
      onEvent: relay.onEvent,
      onStillWorking: () => reporter.notice('⏳ Still working...'),
    },
  });
  relay.finish();
  if (end.kind === 'left') return leaveTurn(context, relay);
  const after = await readStateIfAny(api, project.session_id, signal);
  const changes = describeChanges(before, after);
  if (changes.length === 0) refuseFailure(context, end, relay);
  return concludeTurn(context, relay, { changes, after });
}

/** Gathers a turn: relays text as it comes, counts tools, remembers errors. */
function createRelay(reporter: Reporter) {
  const turnText = createTurnText();
  const lines: string[] = [];
  const tools = new Map<string, string>();
  let suggests: SuggestedAction | undefined;
  let failure: string | undefined;
  let pending = '';
  const relayLines = (text: string): void => {
    const translated = translateGuiPhrases(text);
    suggests = translated.suggests === 'export' ? 'export' : (suggests ?? translated.suggests);
    if (translated.text === '') return;
    lines.push(translated.text);
    reporter.say(translated.text);
  };
  const flush = (): void => {
    relayLines(pending);
    pending = '';
  };
  return {
    onEvent(event: TurnEvent): void {
      switch (event.type) {
        case 'text': {
          pending += turnText.add(event);
          // Whole lines only: a phrase cut in two could not be translated.
          const cut = event.partial ? pending.lastIndexOf('\n') + 1 : pending.length;
          relayLines(pending.slice(0, cut));
          pending = pending.slice(cut);
          return;
        }
        case 'tool-call':
          tools.set(event.id ?? `${event.name} ${tools.size}`, event.name);
          reporter.debug(`The editor uses ${event.name}.`);
          return;
        case 'error':
          failure = event.message;
          return;
        case 'tool-result':
        case 'heartbeat':
          return;
        default:
          event satisfies never;
      }
    },
    finish: flush,
    text: () => lines.join('\n'),
    tools: () => [...new Set(tools.values())],
    suggests: () => suggests ?? null,
    failure: () => failure,
  };
}

type Relay = ReturnType<typeof createRelay>;

/** What the timeline shows; a change it cannot show is still a change. */
function describeChanges(before: ReadState, after: ReadState): string[] {
  const changes = diffTimelines(before.timeline, after.timeline);
  if (changes.length > 0 || before.draftText === after.draftText) return changes;
  return ['Details on the timeline changed'];
}

/** Nothing changed: a reported error or a lost stream is then the outcome. */
function refuseFailure(context: Context, end: TurnEnd, relay: Relay): void {
  const failure = relay.failure();
  if (end.kind === 'lost') {
    throw new SkillError(
      'network',
      'The connection broke while the editor was at work; the timeline has not changed so far',
      {
        advice:
          'The edit may still land: look at the timeline in a minute before sending the message again.',
        next: nextCommand(context, 'state'),
        cause: end.cause,
      },
    );
  }
  if (failure !== undefined && relay.text() === '') {
    throw new SkillError('backend', `The editor reported an error: ${clipText(failure, 300)}`, {
      advice: 'Nothing was changed. Say it in other words, or try again later.',
    });
  }
}

/** Ends with what changed and the timeline line; a silent turn is never left without words. */
function concludeTurn(
  { reporter }: Context,
  relay: Relay,
  { changes, after }: { changes: string[]; after: ReadState },
): Outcome<ChatFields> {
  const timeline = summarizeTimeline(after.timeline);
  const silent = relay.text() === '';
  for (const change of changes) reporter.say(`✅ ${change}`);
  if (silent && changes.length === 0) {
    reporter.say(
      'The editor gave no answer and the timeline is unchanged. Say it in other words, or try again.',
    );
  }
  reporter.say(timeline);
  return { status: 'done', fields: { ...turnFields(relay), silent, changes, timeline } };
}

/** `--wait` is used up: the turn goes on without us. */
function leaveTurn(context: Context, relay: Relay): Outcome<ChatFields> {
  context.reporter.say(
    'The editor is still at work. Look at the timeline in a minute; the message must not be sent again.',
  );
  return {
    status: 'running',
    next: nextCommand(context, 'state'),
    fields: { ...turnFields(relay), silent: relay.text() === '', changes: [], timeline: '' },
  };
}

const turnFields = (relay: Relay) => ({
  text: relay.text(),
  tools: relay.tools(),
  suggests: relay.suggests(),
});
