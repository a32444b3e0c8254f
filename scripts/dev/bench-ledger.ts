/**
 * What the skill costs the agent that uses it, in tokens: its line in the catalogue, which is always there; SKILL.md, once it
 * is chosen; and all that a job's commands print. The jobs are those of `test/agent`, each to its end, with time hurried.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import matter from 'gray-matter';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { JOBS, play } from '../../test/agent/jobs.ts';
import { hurry } from '../../test/support/tampered-node.ts';
import type { Figure } from './bench-figure.ts';
import { median } from './bench-meter.ts';
import type { Contest } from './bench-skill.ts';

/** An agent that waits for each command to end. */
const HOST = { name: 'in the background', options: [], env: hurry(20) };
const AT_ONCE = 3;

export async function benchLedger({ skill, folder }: Contest): Promise<Figure[]> {
  const text = await readFile(join(skill, 'SKILL.md'), 'utf8');
  const { name, description } = matter(text).data as { name: string; description: string };
  const engine = createEngine();
  const clip = join(folder, 'clip.mp4');
  const picture = { width: 320, height: 180, durationMs: 2_000, withSound: true };
  await engine.makeClip({ ...picture, file: clip });
  const costs = new Map<string, { tokens: number; calls: number }>();
  const waiting = [...JOBS];
  const habit = 'as SKILL.md says';
  const means = { skillFolder: skill, clip, host: HOST, habit, measure: async () => 0 } as const;
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const { output, calls } = await play(job, means);
      costs.set(job.what, { tokens: countTokens(output), calls });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work)).finally(() => engine.close());
  const against = 'o200k_base';
  const catalogue = countTokens(`${name}: ${description}`);
  const jobs = JOBS.map(({ what, needs }) => ({ what, needs: needs.length, ...costs.get(what)! }));
  const tokens = jobs.map((job) => job.tokens);
  const most = `most ${Math.max(...tokens)}`;
  const calls = median(jobs.map((job) => job.calls / job.needs));
  return [
    { what: 'tokens: line in the catalogue', value: catalogue, against },
    { what: 'tokens: SKILL.md', value: countTokens(text), goal: 5_000, against },
    { what: 'tokens: output of a job, median', value: median(tokens), own: most, against },
    { what: 'calls for a need, median', value: calls, goal: 1, against: `${JOBS.length} jobs` },
    ...jobs.map((job) => ({
      what: `  ${job.what}`,
      value: job.tokens,
      own: `${job.calls} calls`,
      peer: `${job.needs} needs`,
      against,
    })),
  ];
}
