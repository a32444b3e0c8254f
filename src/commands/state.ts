import { openBackend } from '../backend/backend.ts';
import type { Context } from '../steps/context.ts';
import { lookAtState } from '../steps/look.ts';
import { openProject } from '../steps/project.ts';
import { checkTimelinePath, saveTimeline } from '../steps/save-timeline.ts';
import type { Outcome } from '../system/outcome.ts';
import { jobWords } from '../words/jobs.ts';

/** The timeline as it is now; with `--timeline` in a file too. */
export async function showState(
  context: Context,
  { timeline: given }: { timeline: string | undefined },
): Promise<Outcome> {
  const path = given === undefined ? undefined : await checkTimelinePath(given);
  const backend = await openBackend(context);
  try {
    const { session } = await openProject(context, backend);
    const { fields, lines, state } = await lookAtState(context, backend, session);
    if (path === undefined) return { status: 'done', lines, fields };
    await saveTimeline(context, state, path);
    return {
      status: 'done',
      lines: [...lines, jobWords.timelineSaved(path)],
      fields: { ...fields, saved: path },
    };
  } finally {
    await backend.close();
  }
}
