/**
 * The editor: a message in, an edited timeline and an answer out. Three rooms, each to be looked at by itself:
 * `phrases/` turns language into operations, `operations/` turn a timeline into another, `wording/` says what became of it.
 *
 * A message is a sentence or, from a caller that knows what it wants, operations as JSON:
 *
 *     [{"op":"trim","from":0,"to":5},{"op":"title","text":"Hello","position":"top"}]
 *
 * All operations of a message are performed, or none. `operations/operation.ts` lists them.
 */
import { z } from 'zod';

import type { Already, Change, Refusal, Result } from './operations/change.ts';
import {
  checkCanvas,
  createEmptyTimeline,
  describePlaced,
  placeUploads,
} from './operations/clips.ts';
import { type Operation, operationSchema, type Uploads } from './operations/operation.ts';
import { perform, WITHOUT_CLIPS } from './operations/operations.ts';
import { settleTimeline } from './operations/settle.ts';
import { maskQuotes, type Masked } from './phrases/quotes.ts';
import { understand } from './phrases/read.ts';
import { readWish, type VideoWish } from './phrases/wish.ts';
import { cutSubtitles } from './subtitles.ts';
import { measureTimeline, type StudioTimeline } from './timeline.ts';
import type { Language, Phrase } from './wording/figures.ts';
import { sayMisread } from './wording/misread.ts';
import { say } from './wording/say.ts';

/** No instruction is this long; a pasted subtitle file and operations as JSON may be longer. */
const MAX_LENGTH = 2000;
const MAX_OPERATIONS = 50;
/** How many edits can be taken back. */
const MAX_UNDO = 10;

/** A timeline and those it was before, the latest last; null is before the first edit. */
export interface Project {
  timeline: StudioTimeline | null;
  earlier: Array<StudioTimeline | null>;
}

/** What the editor made of a message. */
export interface EditOutcome extends Project {
  language: Language;
  /** What changed, in order; each is charged for. */
  changes: Phrase[];
  /** Clips it placed unasked because the first edit needs them; free of charge. */
  placed: Phrase | null;
  /** Why nothing was done, or what was so already. */
  notes: Phrase[];
  /** The message asks for the finished file, which the editor cannot make. */
  wantsExport: boolean;
}

/** What a message asks for, whatever the timeline. */
export interface Understood {
  language: Language;
  operations: Operation[];
  wantsExport: boolean;
}
type Request = Understood | { language: Language; refusal: Phrase[] };

/** Reads a message: a sentence, or operations as JSON. */
export function readMessage(message: string, { media }: Uploads): Request {
  const language = /\p{Script=Han}/u.test(message) ? 'zh' : 'en';
  const given = readJson(message);
  if (given !== undefined) {
    const parsed = z.array(operationSchema).min(1).max(MAX_OPERATIONS).safeParse(given);
    if (parsed.success) return { language: 'en', operations: parsed.data, wantsExport: false };
    return { language: 'en', refusal: refuseOperations(parsed.error) };
  }
  if (isTooLong(message)) {
    return { language, refusal: sayMisread('too-long', { words: [], topics: [] }) };
  }
  return readMasked(
    maskQuotes(message),
    media.map(({ name }) => name),
  );
}

function readMasked(masked: Masked, files: string[]): Request {
  const language = detectLanguage(masked.text);
  const meaning = understand(masked, files);
  if ('misread' in meaning) {
    return { language, refusal: sayMisread(meaning.misread, meaning) };
  }
  const parsed = z.array(operationSchema).max(MAX_OPERATIONS).safeParse(meaning.operations);
  if (!parsed.success) return { language, refusal: refuseOperations(parsed.error) };
  return { language, operations: parsed.data, wantsExport: meaning.wantsExport };
}

/** Chinese when the instruction has Chinese characters outside the texts it quotes. */
function detectLanguage(maskedText: string): Language {
  return /\p{Script=Han}/u.test(maskedText) ? 'zh' : 'en';
}

function readJson(message: string): unknown {
  if (!/^\s*\[\s*\{/.test(message)) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function isTooLong(message: string): boolean {
  const file = cutSubtitles(message);
  return (file ? file.before.length + file.after.length : message.length) > MAX_LENGTH;
}

function refuseOperations(error: z.ZodError): Phrase[] {
  const words = error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
  return sayMisread('operations', { words, topics: [] });
}

/** A video a message wishes for, and the edits it is to get; null for any other message. */
export function readGeneration(message: string): { wish: VideoWish; request: Request } | null {
  if (isTooLong(message) || readJson(message) !== undefined) return null;
  const masked = maskQuotes(message);
  const wish = readWish(masked);
  if (!wish) return null;
  const language = detectLanguage(masked.text);
  const isAll = !/[\p{L}\p{N}\uE000]/u.test(wish.rest.text);
  const nothing: Understood = { language, operations: [], wantsExport: false };
  return { wish, request: isAll ? nothing : { ...readMasked(wish.rest, []), language } };
}

/** Performs what a message asks for; the given timeline stays as it is. */
export function editTimeline(message: string, project: Project, uploads: Uploads): EditOutcome {
  return carryOut(readMessage(message, uploads), project, uploads);
}

/** Performs what was read of a message, or says why not. */
export function carryOut(request: Request, project: Project, uploads: Uploads): EditOutcome {
  const operations = 'operations' in request ? request.operations : [];
  const outcome = { ...editByOperations(operations, project, uploads), language: request.language };
  if ('refusal' in request) return { ...outcome, notes: request.refusal };
  return { ...outcome, wantsExport: request.wantsExport };
}

/** Performs all of the operations, or none of them. */
export function editByOperations(
  operations: Operation[],
  project: Project,
  uploads: Uploads,
): EditOutcome {
  const changes: Change[] = [];
  const notes: Phrase[] = [];
  let { timeline, earlier } = project;
  const base = { timeline, earlier, language: 'en' as const, wantsExport: false, placed: null };
  let placed: Change | null = null;
  for (const operation of operations) {
    const done = performOne(operation, { timeline, earlier }, uploads);
    if ('why' in done) return { ...base, changes: [], notes: [say(done)] };
    if ('already' in done) {
      notes.push(say(done));
      continue;
    }
    placed ??= done.placed;
    changes.push(done.change);
    ({ timeline, earlier } = done);
  }
  // Nothing done means nothing changed, not even clips placed for an edit that was not needed.
  if (changes.length === 0) return { ...base, changes: [], notes };
  const isTakenBack = operations.every(({ op }) => op === 'undo');
  const kept = isTakenBack ? earlier : [...project.earlier, project.timeline].slice(-MAX_UNDO);
  return {
    ...base,
    timeline,
    earlier: kept,
    changes: changes.map(say),
    placed: placed && say(placed),
    notes,
  };
}

type Done = Project & { change: Change; placed: Change | null };

function performOne(
  operation: Operation,
  { timeline, earlier }: Project,
  uploads: Uploads,
): Done | Refusal | Already {
  if (operation.op === 'undo') return takeBack(earlier);
  let before = timeline ?? createEmptyTimeline();
  let placed: Change | null = null;
  if (!WITHOUT_CLIPS.has(operation.op) && before.clips.length === 0) {
    const filled = placeUploads(before, uploads.media);
    if (!filled) return { why: 'no-video' };
    const narrow = checkCanvas(filled);
    if (narrow) return narrow;
    placed = describePlaced(before, filled);
    before = filled;
  }
  const result: Result = perform(before, operation, uploads);
  if (!('timeline' in result)) return result;
  return {
    timeline: settleTimeline(result.timeline),
    earlier,
    change: result.change,
    placed,
  };
}

function takeBack(earlier: Project['earlier']): Done | Refusal {
  const timeline = earlier.at(-1);
  if (timeline === undefined) return { why: 'nothing-to-undo' };
  const lengthMs = timeline ? measureTimeline(timeline) : 0;
  return {
    timeline,
    earlier: earlier.slice(0, -1),
    change: { did: 'undone', isEmpty: lengthMs === 0, lengthMs },
    placed: null,
  };
}
