import { INTENT_TABLES, type Action, type IntentRule, type IntentTable } from './intent-table.ts';

/** One step of what a message asks for. */
export interface PlanStep {
  action: Action;
  /** For `chat`: the words for the editor, exactly as they were written. */
  text?: string;
  /** For `upload`: paths and URLs. */
  files?: string[];
  /** For `export`: the resolution the message names. */
  resolution?: string;
  /** True when the step needs no turn with the editor (seed, "Skip SSE?"). */
  skip_sse: boolean;
  /** The rule and the words that decided. */
  because: string;
}

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 * What is not clearly a request for one of the other actions goes to the editor word for word.
 */
export function routeMessage(message: string, files: string[] = []): PlanStep[] {
  const steps = mergeEdits(splitClauses(message).map(classifyClause));
  const asksUpload = steps.some(({ action }) => action === 'upload');
  const rest = steps.filter(({ action }) => action !== 'upload').map(stripClause);
  const upload = planUpload(files, asksUpload, message);
  return [...upload, ...rest];
}

/** Media goes first, whatever the order of the words: everything else works on it. */
function planUpload(files: string[], asked: boolean, message: string): PlanStep[] {
  const sources = files.length > 0 ? files : asked ? findLinks(message) : [];
  if (sources.length === 0 && !asked) return [];
  const because = files.length > 0 ? 'files were given' : 'the message asks to upload';
  return [{ action: 'upload', files: sources, skip_sse: true, because }];
}

/** A sentence's own punctuation is no part of the address before it. */
const findLinks = (message: string): string[] =>
  (message.match(/https?:\/\/[^\s"'<>，。！？；、]+/g) ?? []).map((link) =>
    link.replace(/[.,;:!?)\]]+$/, ''),
  );

interface Clause {
  /** As written, with the seam before it. */
  text: string;
  /** For matching: lower case, quotes blanked, padding off. */
  plain: string;
}

type ClassifiedClause = Clause & { step: PlanStep };

/**
 * Seams at which one message may hold several requests; nothing inside quotes is one, and no full stop inside a number, a
 * file name or an address.
 */
const SEAM =
  /(?:(?:[.!?](?!\w)|[;。！？；\n])+\s*|[,，、]\s*(?:and\s+)?(?:then\s+)?|\s+and\s+then\s+|\s+and\s+|\s+then\s+|(?=然后|并且?(?=导出|下载|保存|发)|再(?=导出|下载|发)|最后|接着))/gi;

function splitClauses(message: string): Clause[] {
  const masked = blankQuotes(message);
  const clauses: Clause[] = [];
  let start = 0;
  for (const seam of [...masked.matchAll(SEAM), undefined]) {
    const end = seam ? seam.index : message.length;
    const plain = trimPadding(masked.slice(start, end));
    if (plain !== '') clauses.push({ text: message.slice(start, end), plain });
    else if (clauses.length > 0) extendLast(clauses, message.slice(start, end));
    start = end;
  }
  return clauses.length > 0 ? clauses : [{ text: message, plain: '' }];
}

const extendLast = (clauses: Clause[], text: string): void => {
  const last = clauses.at(-1);
  if (last) last.text += text;
};

/** Quoted text is something to show, not something to do. Same length, so that positions stay. */
const blankQuotes = (text: string): string =>
  text.replace(
    /"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|(?<!\w)'[^']*'(?!\w)|‘[^’]*’/g,
    (quoted) => '\u0001'.repeat(quoted.length),
  );

function trimPadding(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  const bare = lower.replace(/^[\s.!?;,。！？；，、]+|[\s.!;,。！；，、]+$/g, '');
  return tablesFor(bare)
    .reduce(
      (rest, { padding }) => rest.replace(padding.before, '').replace(padding.after, ''),
      bare,
    )
    .trim();
}

function classifyClause(clause: Clause): ClassifiedClause {
  const rule = findRule(clause.plain);
  if (!rule) {
    return {
      ...clause,
      step: {
        action: 'chat',
        text: clause.text,
        skip_sse: false,
        because: 'everything else goes to the editor',
      },
    };
  }
  const resolution = rule.action === 'export' ? findResolution(clause.plain) : undefined;
  return {
    ...clause,
    step: {
      action: rule.action,
      ...(resolution && { resolution }),
      skip_sse: true,
      because: `${rule.name}: "${clause.plain}"`,
    },
  };
}

const tablesFor = (plain: string): IntentTable[] =>
  INTENT_TABLES.filter(({ letters }) => letters.test(plain));

const findRule = (plain: string): IntentRule | undefined =>
  tablesFor(plain)
    .flatMap(({ rules }) => rules)
    .find(
      ({ words, pattern }) => words.some((word) => plain.includes(word)) && pattern.test(plain),
    );

const findResolution = (text: string): string | undefined =>
  /(?<!\d)(\d{3,4})\s*[x×*]\s*(\d{3,4})(?!\d)/.exec(text)?.slice(1).join('x') ??
  /\b(?:1080p|720p)(?!\w)/.exec(text)?.[0];

/** Neighbouring clauses for the editor are one message, as it was written; a step asked for twice is done once. */
function mergeEdits(clauses: ClassifiedClause[]): PlanStep[] {
  const steps: PlanStep[] = [];
  for (const { step, text } of clauses) {
    const last = steps.at(-1);
    if (step.action === 'chat' && last?.action === 'chat') last.text += text;
    else if (step.action !== last?.action) steps.push({ ...step });
  }
  return steps;
}

/** Takes the seam's own words off the ends of an edit, and nothing else. */
function stripClause(step: PlanStep): PlanStep {
  if (step.text === undefined) return step;
  const text = step.text
    .replace(/^(?:[\s,;.，；、。]|and\s+then\s|and\s|then\s|然后|并且)+/i, '')
    .replace(/[\s,;，；、]+$/, '');
  return { ...step, text: text === '' ? step.text.trim() : text };
}
