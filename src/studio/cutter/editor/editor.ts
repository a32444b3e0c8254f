import type { StudioTimeline } from '../timeline.ts';
import {
  type Clause,
  findQuoted,
  isTooLong,
  maskQuotes,
  splitSteps,
  unmaskQuotes,
} from './clauses.ts';
import { findPercent } from './numbers.ts';
import { detectLanguage, type Language, type Phrase } from './phrase.ts';
import { createEmptyTimeline, describePlaced, NOTHING_TO_PLACE, placeUploads } from './place.ts';
import type { Desk, EditRule, Instruction } from './rule.ts';
import { EDIT_RULES } from './rules.ts';
import { settleTimeline } from './settle.ts';
import { findStyle, tellsTimes } from './title-details.ts';
import { TITLE_NOUN } from './title-rules.ts';

const EXPORT_WORDS = /\b(?:export|download|render|save (?:the|my|this|it))\b|导出|下载|保存视频/iu;

/** What was uploaded to work with. */
export type Uploads = Omit<Desk, 'timeline'>;

export interface EditRequest extends Uploads {
  message: string;
  /** Null before the first edit. */
  timeline: StudioTimeline | null;
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
export function editTimeline({ message, timeline, ...uploads }: EditRequest): EditOutcome {
  if (isTooLong(message)) return refuse({ message, timeline }, TOO_LONG);
  const masked = maskQuotes(message);
  const hasTitle = masked.quotes.length > 0 || TITLE_NOUN.test(masked.text);
  const isWish = (clause: Clause) => isUnknown(clause, hasTitle);
  const clauses = splitSteps(masked, (clause) => isStep(clause) || isWish(clause));
  const outcome: EditOutcome = {
    language: detectLanguage(masked.text),
    timeline,
    changes: [],
    placed: null,
    refusals: [],
    wantsExport: EXPORT_WORDS.test(masked.text),
  };
  for (const clause of clauses) {
    if (NEGATED.test(clause.text)) outcome.refusals.push(describeLeft(clause));
    else for (const step of readStep(clause)) applyStep(step, outcome, uploads);
  }
  // Alone, it is answered with all the editor can do.
  if (outcome.changes.length + outcome.refusals.length > 0) {
    outcome.refusals.push(...clauses.filter(isWish).map(describeUnknown));
  }
  // Nothing done means nothing changed, not even clips placed for an edit that then failed.
  if (outcome.changes.length === 0) Object.assign(outcome, { timeline, placed: null });
  return outcome;
}

const TOO_LONG: Phrase = {
  en: 'That message is too long for me to read, please say it in fewer words',
  zh: '这条消息太长了，请用简短的话说明',
};

function refuse(
  { message, timeline }: Pick<EditRequest, 'message' | 'timeline'>,
  refusal: Phrase,
): EditOutcome {
  const language = detectLanguage(message);
  return { language, timeline, changes: [], placed: null, refusals: [refusal], wantsExport: false };
}

interface Step {
  rule: EditRule;
  instruction: Instruction;
}

/** "at volume 35%" after "add music" is about the music, not a step of its own. */
const BARE_VOLUME =
  /^[^\p{L}\d]*(?:at|with|and|set|把|将)?\s*(?:the\s+)?(?:volume|音量)[^\d]{0,6}(?:[\d.]+\s*[%％]|百分之[一二两三四五六七八九十百\d]+)\P{L}*$|^[^\p{L}\d]*音量[小低大高]一?[点些]\P{L}*$/iu;

/** How a wish begins; what follows may well be nothing the editor can do. */
const WISH =
  /^\P{L}*(?:(?:and|then|also|please|now)\s+)*(?:make|add|apply|remove|delete|put|set|turn|change|give|blur|zoom|convert|replace|insert|create|generate|translate|crop|flip|mirror|stabili[sz]e|enhance|adjust|increase|decrease|reduce|boost|brighten|darken|sharpen|reverse|loop|split|undo)\b|^\P{L}*(?:请|再|也|并|然后|接着)*(?:把|将|给|让|加|添加|去掉|删除|改成|换成|调整|变成|做成|自动|生成|翻译|应用|增加|提高|降低|倒放|撤销|美化)/iu;

/** "don't remove the music": what is not to be done. Not to loop or to fade are wishes of their own. */
const NEGATED =
  /\b(?:don't|don’t|do\s+not|never)\s+(?:\w+\s+)?(?:remove|delete|add|cut|trim|mute|change|put|place|crop|make|set|move|use|rotate|speed|slow|touch|drop|replace|turn)\b|(?:不要|别|不用|不必|无需)(?:再|把|将|给)?[^，。]{0,8}?(?:去掉|删|加|剪|改|动|移|静音|换|调)/iu;

function isStep(clause: Clause): boolean {
  if (NEGATED.test(clause.text)) return true;
  if (BARE_VOLUME.test(clause.text)) return false;
  return EDIT_RULES.some((rule) => rule.read(clause) !== null) || EXPORT_WORDS.test(clause.text);
}

/** A wish of its own that no rule reads: not a detail ("make it yellow") of the step before. */
function isUnknown(clause: Clause, hasTitle: boolean): boolean {
  if (!WISH.test(clause.text) || BARE_VOLUME.test(clause.text)) return false;
  return !isStep(clause) && !(hasTitle && isDetail(clause));
}

function isDetail(clause: Clause): boolean {
  const { text } = clause;
  const hasStyle = Object.keys(findStyle(text)).length > 0;
  return (
    hasStyle || tellsTimes(text) || findPercent(text) !== null || findQuoted(clause).length > 0
  );
}

function describeUnknown(clause: Clause): Phrase {
  const words = quoteClause(clause);
  return { en: `I cannot do this: "${words}"`, zh: `这一步我做不到：“${words}”` };
}

function describeLeft(clause: Clause): Phrase {
  const words = quoteClause(clause);
  return { en: `Left as it is: "${words}"`, zh: `保持不变：“${words}”` };
}

function quoteClause(clause: Clause): string {
  const said = unmaskQuotes(clause).replaceAll(
    /^[\s\p{P}]+|[\s\p{P}]+(?:(?:and|then|also|but)[\s\p{P}]*)*$/giu,
    '',
  );
  return said.length > 80 ? `${said.slice(0, 80)}…` : said;
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

function applyStep({ rule, instruction }: Step, outcome: EditOutcome, uploads: Uploads): void {
  let timeline = outcome.timeline ?? createEmptyTimeline();
  if (rule.needsClip && timeline.clips.length === 0) {
    const placed = placeUploads(timeline, uploads.media);
    if (!placed) {
      if (!outcome.refusals.includes(NOTHING_TO_PLACE)) outcome.refusals.push(NOTHING_TO_PLACE);
      return;
    }
    outcome.placed = describePlaced(timeline, placed);
    timeline = placed;
  }
  const result = instruction.apply({ timeline, ...uploads });
  if ('refusal' in result) {
    outcome.refusals.push(result.refusal);
    return;
  }
  outcome.timeline = settleTimeline(result.timeline);
  outcome.changes.push(result.change);
}
