import { basename, dirname } from 'node:path';
import { clipText } from '../core/format.ts';
import { parseJsonIfAny } from '../core/json.ts';
import {
  instructionRecord,
  renderRecord,
  type Instruction,
  type RenderRecord,
} from '../core/records.ts';
import { doctorWords } from '../core/words/doctor.ts';
import { findCurrentFolder, listParts, type StateFile } from '../ports/state-files.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import type { Finding } from './checks.ts';
import type { Context } from './context.ts';
import { nextCommand } from './next-command.ts';

/** What earlier commands have left unfinished, and the command that finishes or clears it. Being unfinished is no fault. */
export async function checkLeftovers(context: Context, files: StateFile[]): Promise<Finding[]> {
  const folder = findCurrentFolder() ?? '';
  const parts = await listParts(folder);
  return [
    describeRenders(context, readRecords(files, 'renders', renderRecord)),
    describeMessages(context, readRecords(files, 'journal', instructionRecord)),
    {
      name: 'downloads',
      ok: true,
      detail: parts.length === 0 ? doctorWords.nothingLeft() : doctorWords.partsLeft(folder, parts),
    },
  ];
}

const readRecords = <T>(files: StateFile[], folder: string, schema: Schema<T>): T[] =>
  files
    .filter(({ path }) => path.endsWith('.json') && basename(dirname(path)) === folder)
    .flatMap(({ text = '' }) => {
      const read = safeParse(schema, parseJsonIfAny(text));
      return read.success ? [read.data] : [];
    });

/** After a day nobody waits for a render any more. */
const LONGEST_RENDER_MS = 24 * 60 * 60_000;

function describeRenders(context: Context, renders: RenderRecord[]): Finding {
  const nowMs = context.clock.now();
  const open = renders.filter(
    ({ file, submitted_at }) => !file && nowMs - Date.parse(submitted_at) < LONGEST_RENDER_MS,
  );
  const latest = open.at(-1);
  const name = 'renders';
  if (!latest) return { name, ok: true, detail: doctorWords.nothingLeft() };
  const command = nextCommand({ ...context, project: latest.project }, 'export', {
    options: ['--resume', latest.render_id],
  });
  return { name, ok: true, detail: doctorWords.rendersLeft(open.length, command) };
}

function describeMessages(context: Context, instructions: Instruction[]): Finding {
  const open = instructions.filter(({ phase }) => phase === 'sent' || phase === 'unclear');
  const latest = open.at(-1);
  const name = 'messages';
  if (!latest) return { name, ok: true, detail: doctorWords.nothingLeft() };
  const command = nextCommand({ ...context, project: latest.project }, 'state');
  const detail = doctorWords.messagesLeft(open.length, clipText(latest.text, 60), command);
  return { name, ok: true, detail };
}
