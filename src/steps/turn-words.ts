import { isKnownCode } from '../backend/errors.ts';
import type { Question } from '../backend/question.ts';
import type { TurnEvent } from '../backend/turn-event.ts';
import { createTurnText } from '../backend/turn-text.ts';
import { translateGuiPhrases } from '../backend/gui-phrases.ts';
import type { Reporter } from '../system/reporter.ts';
import { editingWords } from '../words/editing.ts';
import { clipText, stripControls } from '../words/format.ts';
import type { EditStep } from './record.ts';

export type Words = NonNullable<EditStep['words']>;

/** Collects what an editor says and does during a turn. */
export interface TurnWords {
  onEvent(event: TurnEvent): void;
  /** All of it so far, without what only makes sense on a screen; tool traffic stays inside (seed, "SSE Event Handling"). */
  read(): Words;
}

/** More answers than this are no choice any more. */
const MOST_OPTIONS = 20;

/** Generation comes in two stages: the raw video first, music and titles after it (wire-contract.md section 6, rule 7). */
export const isGeneration = (tool: string): boolean => /^generate_.*video/.test(tool);

export function collectTurnWords(reporter: Reporter): TurnWords {
  const turnText = createTurnText();
  const tools = new Map<string, string>();
  let asks: Question[] = [];
  let isRawVideoTold = false;
  let failure: Words['failure'];
  const onToolResult = ({ name, failed }: TurnEvent & { type: 'tool-result' }): void => {
    if (failed || isRawVideoTold || !isGeneration(name)) return;
    isRawVideoTold = true;
    reporter.progress(editingWords.rawVideo());
  };
  return {
    onEvent(event) {
      switch (event.type) {
        case 'text':
          return turnText.add(event);
        case 'tool-call':
          tools.set(event.id ?? `${event.name} ${tools.size}`, clipText(event.name, 80));
          return;
        case 'tool-result':
          return onToolResult(event);
        case 'question':
          // The same call may come several times, each time more of it.
          asks = event.questions;
          return;
        case 'error':
          if (!failure || weigh(event) >= weigh(failure)) failure = event;
          return;
        case 'heartbeat':
          return;
        default:
          return event satisfies never;
      }
    },
    read() {
      const messages = turnText.read().map((text) => translateGuiPhrases(stripControls(text)));
      const suggested = messages.flatMap((message) => message.suggests ?? []);
      const suggests = suggested.includes('export') ? 'export' : (suggested[0] ?? null);
      const texts = messages.map(({ text }) => text).filter((text) => text !== '');
      // Who speaks of nothing but the screen is not silent.
      if (texts.length === 0 && messages.some(({ isAllDropped }) => isAllDropped))
        texts.push(reporter.word(editingWords.suggested(suggests ?? 'none')));
      return {
        text: texts.join('\n'),
        tools: [...new Set(tools.values())],
        suggests,
        asks: asks.map(({ prompt, options }) => ({
          prompt: clipText(prompt, 500),
          options: options.slice(0, MOST_OPTIONS).map((option) => clipText(option, 200)),
        })),
        failure: failure && {
          message: clipText(failure.message, 300),
          code: failure.code ?? null,
        },
      };
    },
  };
}

/** An error with a code says what to do; one without, or with a code nobody knows, often only follows from it. */
function weigh({ code }: { code?: number | null | undefined }): number {
  if (code === undefined || code === null) return 0;
  return isKnownCode(code) ? 2 : 1;
}
