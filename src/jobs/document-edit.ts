/** What is told of an edit: the editor's words and questions, what has changed, what could come next. */
import { LONGEST_TEXT } from '../steps/edit.ts';
import type { EditStep } from '../steps/record.ts';
import { editingWords } from '../words/editing.ts';
import { cutText } from '../words/format.ts';
import { nextStepWords } from '../words/next-steps.ts';
import { verbatim, type Text } from '../words/text.ts';

export interface DocumentOptions {
  /** How the job stands: `failed` when an error is told with it. */
  status: 'done' | 'running' | 'failed';
  /** In a document an answer of the editor's that is long stands in its field alone; a person reads it in the lines. */
  json: boolean;
  /** Where the state folder is, for the path of a text file. */
  stateFolder: string;
}

/** `isLast`: the timeline is told with it, and what could come next. */
export type TellOptions = DocumentOptions & { isLast: boolean };

/** A longer answer is not repeated in `message` (interface.md, "Output"). */
const LONGEST_QUOTE = 300;

export function editFields(
  { words, outcome }: EditStep,
  { stateFolder }: DocumentOptions,
): Record<string, unknown> {
  const text = words?.text ?? '';
  return {
    text: cutText(text, LONGEST_TEXT),
    ...(outcome?.textFile && { truncated: true, text_file: `${stateFolder}/${outcome.textFile}` }),
    silent: text === '' && !words?.asks?.length && !words?.isAnswered,
    changes: outcome?.changes ?? [],
    timeline: outcome?.timeline ?? '',
    tools: words?.tools ?? [],
    suggests: words?.suggests ?? null,
    ...(words?.asks?.length && { asks: words.asks }),
    credits: outcome?.credits ?? { available: null, spent: null },
  };
}

/** A silent edit is never left without words (seed: about 30 % of edits answer with silence). */
export function tellEdit({ words, outcome }: EditStep, options: TellOptions): Text[] {
  const { changes = [], timeline = '', nextSteps = [] } = outcome ?? {};
  const text = words?.text ?? '';
  const asks = words?.asks ?? [];
  const isNothing = text === '' && changes.length === 0 && asks.length === 0 && !words?.isAnswered;
  return [
    ...tellAnswer(text, outcome?.textFile, options),
    ...changes.map((change) => editingWords.changed(verbatim(change))),
    ...tellQuestions(asks),
    ...(words?.isAnswered ? [editingWords.answered()] : []),
    ...(isNothing ? [editingWords.nothingCame()] : []),
    ...(options.isLast ? [verbatim(timeline)] : []),
    ...(options.isLast && nextSteps.length > 0
      ? [nextStepWords.line(nextSteps.map(verbatim))]
      : []),
  ];
}

function tellQuestions(asks: NonNullable<NonNullable<EditStep['words']>['asks']>): Text[] {
  if (asks.length === 0) return [];
  const questions = asks.flatMap(({ prompt, options }) => [
    editingWords.question(prompt),
    ...options.map((option, index) => editingWords.option(index + 1, option)),
  ]);
  return [editingWords.asks(), ...questions, editingWords.answerBy()];
}

/** The editor's words, marked as such; `textFile` holds all of them where they are too many to be told. */
export function tellAnswer(
  text: string,
  textFile: string | null | undefined,
  { json, stateFolder }: DocumentOptions,
): Text[] {
  if (text === '') return [];
  if (json && text.length > LONGEST_QUOTE) return [editingWords.standsInText(text.length)];
  const lines = cutText(text, LONGEST_TEXT)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(editingWords.relayed);
  return textFile ? [...lines, editingWords.allOfIt(`${stateFolder}/${textFile}`)] : lines;
}
