import { dirname, join } from 'node:path';
import { clipText } from '../../words/format.ts';
import { parseJsonIfAny } from '../../system/json.ts';
import {
  instructionRecord,
  renderRecord,
  type Instruction,
  type RenderRecord,
} from '../../core/records.ts';
import { doctorWords } from '../../words/doctor.ts';
import { findCurrentFolder, listParts, type StateFile } from '../../ports/state-files.ts';
import { safeParse, type Schema } from '../../vendor/zod.ts';
import type { Finding } from './checks.ts';
import type { Context } from '../context.ts';
import { nextCommand } from '../next-command.ts';

/** What earlier commands have left unfinished, and the command that finishes or clears it. Being unfinished is no fault. */
export async function checkLeftovers(context: Context, files: StateFile[]): Promise<Finding[]> {
  const folder = findCurrentFolder() ?? '';
  const parts = await listParts(folder);
  const { stateFolder, apiFolder } = context.settings;
  // What belongs to another API cannot be gone on with here.
  const recordsIn = (name: string): StateFile[] =>
    files.filter(({ path }) => dirname(path) === join(stateFolder, apiFolder, name));
  return [
    describeRenders(context, readRecords(recordsIn('renders'), renderRecord)),
    describeMessages(context, readRecords(recordsIn('journal'), instructionRecord)),
    {
      name: 'downloads',
      ok: true,
      detail: parts.length === 0 ? doctorWords.nothingLeft() : doctorWords.partsLeft(folder, parts),
    },
  ];
}

const readRecords = <T>(files: StateFile[], schema: Schema<T>): T[] =>
  files
    .filter(({ path }) => path.endsWith('.json'))
    .flatMap(({ text = '' }) => {
      const read = safeParse(schema, parseJsonIfAny(text));
      return read.success ? [read.data] : [];
    });

/** After so long a message can no longer be asked for. */
const LONGEST_MESSAGE_MS = 7 * 24 * 60 * 60_000;
/** After a day nobody waits for a render any more. */
const LONGEST_RENDER_MS = 24 * 60 * 60_000;

function describeRenders(context: Context, renders: RenderRecord[]): Finding {
  const nowMs = context.clock.now();
  const open = renders
    .filter(
      ({ file, submitted_at }) => !file && nowMs - Date.parse(submitted_at) < LONGEST_RENDER_MS,
    )
    .sort((one, other) => one.submitted_at.localeCompare(other.submitted_at));
  const latest = open.at(-1);
  const name = 'renders';
  if (!latest) return { name, ok: true, detail: doctorWords.nothingLeft() };
  const command = nextCommand({ ...context, project: latest.project }, 'export', {
    options: ['--resume', latest.render_id],
  });
  return { name, ok: true, detail: doctorWords.rendersLeft(open.length, command) };
}

function describeMessages(context: Context, instructions: Instruction[]): Finding {
  const nowMs = context.clock.now();
  const open = instructions
    .filter(({ phase }) => phase === 'sent' || phase === 'unclear')
    .filter(({ at }) => nowMs - Date.parse(at) < LONGEST_MESSAGE_MS)
    .sort((one, other) => one.at.localeCompare(other.at));
  const latest = open.at(-1);
  const name = 'messages';
  if (!latest) return { name, ok: true, detail: doctorWords.nothingLeft() };
  const command = nextCommand({ ...context, project: latest.project }, 'state');
  const detail = doctorWords.messagesLeft(open.length, clipText(latest.text, 60), command);
  return { name, ok: true, detail };
}
