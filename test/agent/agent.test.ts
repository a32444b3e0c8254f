/**
 * An agent that has read SKILL.md gets through, on every host, whatever the backend does; one that is careless never makes the
 * user pay twice. Judged by what the backend saw and by the files on disk, never by what the skill says of itself.
 */
import { describe, expect, test } from 'vitest';
import { engine } from '../package/studio-stage.ts';
import { CLIP, packageFolder } from '../package/support.ts';
import { HOSTS, type Habit } from './agent.ts';
import { JOBS, play, type Job, type Means, type Played } from './jobs.ts';

const meansFor = (host: Means['host'], habit: Habit): Means => ({
  skillFolder: packageFolder,
  clip: CLIP,
  host,
  habit,
  measure: async (file) => Math.round((await engine.probe(file, 'mov')).durationMs / 100) / 10,
});

function expectRight({ paid, videos, kind }: Job, outcome: Played): void {
  expect({ paid: outcome.paid, videos: outcome.videos }).toEqual({ paid, videos });
  expect(outcome.document?.['ok']).toBe(kind === undefined);
  if (kind !== undefined) expect(outcome.document?.['error'].kind).toBe(kind);
}

describe('an agent that follows SKILL.md', () => {
  test.concurrent.each(JOBS.map((job, index) => ({ ...job, host: HOSTS[index % HOSTS.length]! })))(
    '$what, on $host.name',
    async ({ host, ...job }) => {
      const outcome = await play(job, meansFor(host, 'as SKILL.md says'));
      expectRight(job, outcome);
    },
  );

  test.concurrent.each(HOSTS)('the whole job on $name', async (host) => {
    const outcome = await play(JOBS[0]!, meansFor(host, 'as SKILL.md says'));
    expectRight(JOBS[0]!, outcome);
    if (host.limitsMs === undefined) expect(outcome.calls).toBe(1);
  });
});

const HABITS: Habit[] = ['repeats the command', 'runs next twice at once', 'retries every failure'];
/** Jobs that take more than one call, or fail on the way. */
const TEMPTING = JOBS.filter(({ what }) =>
  /steps$|before the edit|breaks after|fails once|not answered|no credits|without export|batch/.test(
    what,
  ),
);
const CARELESS = HABITS.flatMap((habit) => TEMPTING.map((job) => ({ ...job, habit })));

describe('a careless agent never makes the user pay twice', () => {
  test.concurrent.each(CARELESS)('$habit: $what', async ({ habit, ...job }) => {
    const outcome = await play(job, meansFor(HOSTS.at(-1)!, habit));
    expect(outcome.paid).toBeLessThanOrEqual(job.paid);
    expect(outcome.videos.length).toBeLessThanOrEqual(Math.max(1, job.videos.length));
  });
});
