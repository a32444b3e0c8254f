import { createHash, randomUUID } from 'node:crypto';

import type { StudioContext } from './context.ts';
import { carryOut, type EditOutcome, readGeneration, readMessage } from '../cutter/editor.ts';
import { composeReply } from '../cutter/wording/reply.ts';
import { generateVideo } from './generation.ts';
import type { Hold } from './ledger.ts';
import { describeEdit, listUploads, pause, runTool, type Turn } from './turn.ts';

const SILENT_SHARE = 0.3;
const CREDITS_PER_EDIT = 2;
const CREDITS_PER_GENERATION = 10;

/** What a turn is going to do, known before it begins. */
interface Plan {
  /** How many things it charges for. */
  edits: number;
  credits: number;
  /** Does it, and tells what was done. */
  perform(hold: Hold): Promise<EditOutcome>;
}

/** Runs one message to its end: work, charge, reply. Refuses with 2001 before anything is sent. */
export async function runTurn(given: Turn, context: StudioContext): Promise<void> {
  const { options, ledger } = context;
  const { session, writer, account, id: messageId } = given;
  if (options.asks && session.askedAbout === undefined) return ask(given);
  // The answer says how; what is to be done was said before.
  const turn = { ...given, text: session.askedAbout || given.text };
  if (session.askedAbout) session.askedAbout = '';
  const { perform, ...price } = planTurn(turn, context);
  const hold = ledger.hold(account, { messageId, sessionId: session.id, ...price });
  try {
    writer.open();
    await pause(context);
    const outcome = await perform(hold);
    if (options.streamBreak === 'after-work') writer.breakOff();
    await pause(context);
    reply(turn, context, outcome);
  } finally {
    hold.release();
  }
}

const QUESTION = {
  title: 'Before I start',
  questions: [
    {
      id: 'sound',
      prompt: 'Shall the original sound stay?',
      options: [
        { id: 'keep', label: 'Keep it' },
        { id: 'lower', label: 'Make it quieter' },
      ],
      allow_multiple: false,
    },
  ],
};

/** Asks instead of working, and charges nothing. */
function ask({ session, text, writer }: Turn): void {
  session.askedAbout = text;
  writer.open();
  writer.send({
    kind: 'tool-call',
    id: `adk-${randomUUID()}`,
    name: 'ask_question',
    args: QUESTION,
  });
}

function planTurn(turn: Turn, context: StudioContext): Plan {
  const { session } = turn;
  const uploads = listUploads(session, context);
  const asked = readGeneration(turn.text);
  if (asked && 'operations' in asked.request) {
    const { wish, request } = asked;
    return {
      edits: 1,
      credits: CREDITS_PER_GENERATION,
      perform: (hold) => generateVideo(turn, context, { wish, request, hold }),
    };
  }
  const request = asked?.request ?? readMessage(turn.text, uploads);
  const outcome = carryOut(request, session, uploads);
  const edits = outcome.changes.length;
  return {
    edits,
    credits: edits * CREDITS_PER_EDIT,
    async perform(hold) {
      if (edits > 0) await runTool(turn, context, describeEdit(turn, outcome, hold.charge));
      return outcome;
    },
  };
}

function reply({ text, writer }: Turn, { options }: StudioContext, outcome: EditOutcome): void {
  const silent = outcome.changes.length > 0 && isSilent(text, options.silentEdits);
  if (silent) return;
  // Chinese sentences follow each other without a space.
  const said = composeReply(outcome, options).join(' ');
  writer.send({ kind: 'text', text: said.replaceAll(/([。！？]) /gu, '$1') });
}

/** The same message is always silent, or never: tests can rely on it. */
export function isSilent(text: string, silentEdits: 'some' | 'never' | 'always'): boolean {
  if (silentEdits !== 'some') return silentEdits === 'always';
  const [first = 0] = createHash('sha256').update(text).digest();
  return first < 256 * SILENT_SHARE;
}
