import { isKnownCode } from '../../backend/backend-error.ts';
import { clipText, stripControls } from '../../words/format.ts';
import { translateGuiPhrases, type SuggestedAction } from '../../intent/gui-phrases.ts';
import { createTurnText } from '../../backend/turn-text.ts';
import type { TurnEvent } from '../../backend/turn-event.ts';
import { editingWords } from '../../words/editing.ts';
import type { Reporter } from '../../ports/reporter.ts';

/** What a turn has said and done. */
export interface TurnRelay {
  onEvent(event: TurnEvent): void;
  /** Relays what a broken or finished stream left unsaid. */
  finish(): void;
  /** The editor's visible words. */
  text(): string;
  /** Names of the tools used, each once. */
  tools(): string[];
  suggests(): SuggestedAction | null;
  /** The error the editor reported, if it did. */
  failure(): TurnFailure | undefined;
}

export interface TurnFailure {
  message: string;
  /** One of the backend's codes, when the stream gave it. */
  code?: number | undefined;
}

/** Generation comes in two stages: the raw video first, music and titles after it (wire-contract.md section 6, rule 7). */
const GENERATION_TOOL = /^generate_.*video/;

/** An error with a code says what to do; one without, or with a code nobody knows, often only follows from it. */
function weigh({ code }: TurnFailure): number {
  if (code === undefined) return 0;
  return isKnownCode(code) ? 2 : 1;
}

/** Relays a turn as it happens: text line by line, without what only makes sense on a screen; tool traffic stays inside. */
export function createTurnRelay(reporter: Reporter): TurnRelay {
  const turnText = createTurnText();
  const lines: string[] = [];
  const tools = new Map<string, string>();
  const stages = new Set<string>();
  let suggests: SuggestedAction | undefined;
  let failure: TurnFailure | undefined;
  /** What each author has begun to say; their lines must not run into each other. */
  const pending = new Map<string, string>();
  const relay = (text: string): void => {
    const translated = translateGuiPhrases(stripControls(text));
    suggests = translated.suggests === 'export' ? 'export' : (suggests ?? translated.suggests);
    if (translated.text === '') return;
    lines.push(translated.text);
    // Whose words these are must be plain: they come from outside.
    for (const line of translated.text.split('\n').filter((part) => part.trim() !== ''))
      reporter.say(editingWords.relayed(line));
  };
  const relayText = (event: TurnEvent & { type: 'text' }): void => {
    const text = (pending.get(event.author) ?? '') + turnText.add(event);
    // Whole lines only: a phrase cut in two could not be translated.
    const cut = event.partial ? text.lastIndexOf('\n') + 1 : text.length;
    relay(text.slice(0, cut));
    pending.set(event.author, text.slice(cut));
  };
  const tellStage = ({ name, failed }: TurnEvent & { type: 'tool-result' }): void => {
    if (failed || !GENERATION_TOOL.test(name) || stages.has(name)) return;
    stages.add(name);
    reporter.say(editingWords.rawVideo());
  };
  return {
    onEvent(event) {
      switch (event.type) {
        case 'text':
          return relayText(event);
        case 'tool-call':
          tools.set(event.id ?? `${event.name} ${tools.size}`, clipText(event.name, 80));
          return reporter.debug(`The editor uses ${event.name}.`);
        case 'tool-result':
          return tellStage(event);
        case 'error':
          if (!failure || weigh(event) >= weigh(failure)) failure = event;
          return undefined;
        case 'heartbeat':
          return undefined;
        default:
          return event satisfies never;
      }
    },
    finish() {
      for (const text of pending.values()) relay(text);
      pending.clear();
    },
    text: () => lines.join('\n'),
    tools: () => [...new Set(tools.values())],
    suggests: () => suggests ?? null,
    failure: () => failure,
  };
}
