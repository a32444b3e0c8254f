import type { StudioTimeline } from '../timeline.ts';
import { type Clause, isTooLong, maskQuotes, splitSteps } from './clauses.ts';
import { detectLanguage, type Language, type Phrase } from './phrase.ts';
import { createEmptyTimeline, describePlaced, NOTHING_TO_PLACE, placeUploads } from './place.ts';
import type { EditorMedia, EditRule, Instruction } from './rule.ts';
import { EDIT_RULES } from './rules.ts';
import { settleTimeline } from './settle.ts';

const EXPORT_WORDS = /\b(?:export|download|render|save (?:the|my|this|it))\b|导出|下载|保存视频/iu;

export interface EditRequest {
  message: string;
  /** Null before the first edit. */
  timeline: StudioTimeline | null;
  /** Uploads, oldest first. */
  media: EditorMedia[];
}

/** What the editor made of a message. */
export interface EditOutcome {
  language: Language;
  timeline: StudioTimeline | null;
  /** What changed, in order; each is charged for. */
  changes: Phrase[];
  /** Clips it placed unasked because the first edit needs them; free of charge. */
  placed: Phrase | null;
  /** What it understood but could not do. */
  refusals: Phrase[];
  /** The message asks for the finished file, which the editor cannot make. */
  wantsExport: boolean;
}

/** Applies every instruction of a message, in order; the given timeline stays as it is. */
export function editTimeline({ message, timeline, media }: EditRequest): EditOutcome {
  if (isTooLong(message)) return refuse({ message, timeline, media }, TOO_LONG);
  const masked = maskQuotes(message);
  const steps = splitSteps(masked, isStep).flatMap(readStep);
  const outcome: EditOutcome = {
    language: detectLanguage(masked.text),
    timeline,
    changes: [],
    placed: null,
    refusals: [],
    wantsExport: EXPORT_WORDS.test(masked.text),
  };
  for (const step of steps) applyStep(step, outcome, media);
  // Nothing done means nothing changed, not even clips placed for an edit that then failed.
  if (outcome.changes.length === 0) Object.assign(outcome, { timeline, placed: null });
  return outcome;
}

const TOO_LONG: Phrase = {
  en: 'That message is too long for me to read, please say it in fewer words',
  zh: '这条消息太长了，请用简短的话说明',
};

function refuse({ message, timeline }: EditRequest, refusal: Phrase): EditOutcome {
  const language = detectLanguage(message);
  return { language, timeline, changes: [], placed: null, refusals: [refusal], wantsExport: false };
}

interface Step {
  rule: EditRule;
  instruction: Instruction;
}

/** "at volume 35%" after "add music" is about the music, not a step of its own. */
const BARE_VOLUME =
  /^[^\p{L}\d]*(?:at|with|and|set)?\s*(?:the\s+)?(?:volume|音量)[^\d]{0,6}(?:[\d.]+\s*[%％]|百分之[一二两三四五六七八九十百\d]+)\P{L}*$|^[^\p{L}\d]*音量[小低大高]一?[点些]\P{L}*$/iu;

function isStep(clause: Clause): boolean {
  if (BARE_VOLUME.test(clause.text)) return false;
  return EDIT_RULES.some((rule) => rule.read(clause) !== null) || EXPORT_WORDS.test(clause.text);
}

/** All instructions of a clause in the order they are written; words are used only once. */
function readStep(clause: Clause): Step[] {
  const steps: Step[] = [];
  let { text } = clause;
  for (const rule of EDIT_RULES) {
    const instruction = rule.read({ ...clause, text });
    if (!instruction) continue;
    steps.push({ rule, instruction });
    const { start, end } = instruction;
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  }
  return steps.toSorted((a, b) => a.instruction.start - b.instruction.start);
}

function applyStep({ rule, instruction }: Step, outcome: EditOutcome, media: EditorMedia[]): void {
  let timeline = outcome.timeline ?? createEmptyTimeline();
  if (rule.needsClip && timeline.clips.length === 0) {
    const placed = placeUploads(timeline, media);
    if (!placed) {
      if (!outcome.refusals.includes(NOTHING_TO_PLACE)) outcome.refusals.push(NOTHING_TO_PLACE);
      return;
    }
    outcome.placed = describePlaced(timeline, placed);
    timeline = placed;
  }
  const result = instruction.apply({ timeline, media });
  if ('refusal' in result) {
    outcome.refusals.push(result.refusal);
    return;
  }
  outcome.timeline = settleTimeline(result.timeline);
  outcome.changes.push(result.change);
}
