import type { Text } from '../words/text.ts';

/** What a command hands back; `cli/report.ts` prints it as lines or as one document. */
export interface Outcome<Fields extends object = object> {
  /** `running`: begun, not finished within `--wait`; `next` goes on. */
  status: 'done' | 'running';
  /** What to relay to the user. */
  lines: Text[];
  /** The script's own fields of the document (interface.md). */
  fields: Fields;
  job?: string | undefined;
  /** The command that goes on, where something is left to do. */
  next?: string | undefined;
  /** Called when all of it was printed and somebody was there to read it. */
  onPrinted?: (() => Promise<void>) | undefined;
}
