import type { EditStep } from '../steps/record.ts';
import { SkillError } from '../system/errors.ts';
import { editingWords } from '../words/editing.ts';
import type { Job } from './record.ts';
import { isJob, type JobStore } from './store.ts';

/**
 * True when the editor has answered the job's latest edit with a question, and the latest message of the session is not an
 * answer to it: what comes next in the job waits for the user (interface.md, "Output"). Throws in a batch, where nobody can
 * be asked. A question that was answered is taken off the record.
 */
export async function isAnswerMissing(store: JobStore, job: Job): Promise<boolean> {
  const own = findLatest(job.steps.filter(({ state }) => state === 'settled'));
  const [question] = questionsOf(own);
  if (!question) return false;
  if (job.batch !== null)
    throw new SkillError('backend', editingWords.batchAsks(question.prompt), {
      advice: editingWords.answerInBatch(),
    });
  const inSession = (await store.list(job.project))
    .filter(isJob)
    .filter(({ id, session }) => id !== job.id && session?.id === job.session?.id);
  const latest = findLatest([job, ...inSession].flatMap(({ steps }) => steps));
  if (questionsOf(latest).length > 0) return true;
  // Nobody is to answer it a second time.
  Object.assign(own?.words ?? {}, { asks: null, isAnswered: true });
  await store.save(job);
  return false;
}

/** The message that was sent last. */
function findLatest(steps: Job['steps']): EditStep | undefined {
  const sent = steps.filter((step) => step.action === 'chat' && step.state !== 'ready');
  return (sent as EditStep[]).sort((a, b) => timeOf(a).localeCompare(timeOf(b))).at(-1);
}

const timeOf = ({ sentAt }: EditStep): string => sentAt ?? '';

const questionsOf = (step: EditStep | undefined): { prompt: string }[] => step?.words?.asks ?? [];
