import { asRecord, parseJsonIfAny, type JsonObject as Json } from '../system/json.ts';

/** What the editor wants to know before it goes on, and the answers it offers; both fit to be shown on one line each. */
export interface Question {
  prompt: string;
  /** Empty where any answer will do. */
  options: string[];
}

/** The editor's tool for asking: a function call, a simple `tool_call`, or an event of that type (wire-contract.md, appendix A). */
export const QUESTION_TOOL = 'ask_question';

/**
 * Reads what `ask_question` was called with: `{title, questions: [{id, prompt, options: [{id, label}], allow_multiple}]}`, or
 * a single question in its place. Where it is given as JSON text, that is read too. Empty when nothing is asked.
 */
export function readQuestions(value: unknown): Question[] {
  const given = asRecord(typeof value === 'string' ? parseJsonIfAny(value) : value);
  if (!given) return [];
  const list = Array.isArray(given['questions']) ? given['questions'] : [given];
  return list.flatMap((item) => readQuestion(asRecord(item) ?? { prompt: item }, given['title']));
}

function readQuestion(question: Json, title: unknown): Question[] {
  const prompt = firstText(question, ['prompt', 'question', 'text', 'title']) ?? textOf(title);
  if (prompt === undefined) return [];
  const options = Array.isArray(question['options']) ? question['options'] : [];
  return [{ prompt, options: options.flatMap((option) => readOption(option) ?? []) }];
}

const readOption = (option: unknown): string | undefined =>
  textOf(option) ?? firstText(asRecord(option) ?? {}, ['label', 'text', 'title', 'value', 'id']);

const firstText = (record: Json, keys: string[]): string | undefined =>
  keys.map((key) => textOf(record[key])).find((text) => text !== undefined);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
