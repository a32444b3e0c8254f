/** The studio killed at random moments: what was told is there, and what is there was paid for once. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, onTestFinished, test } from 'vitest';

import { startProgram } from '../studio/program.ts';
import { type Json, openProject } from '../studio/support.ts';
import { writeHalfWhitePng } from '../studio/render-support.ts';

const KILLS = 50;
const STEP_MS = 40;
/** Long enough for all that a run begins to end. */
const WITHIN_MS = 2000;

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('no kill loses what was told, charges for what did not land, or leaves anything half done', async () => {
  const folder = await makeFolder();
  const photo = join(await makeFolder(), 'photo.png');
  await writeHalfWhitePng(photo, { width: 64, height: 64 });
  const bytes = await readFile(photo);
  const options = { 'step-delay-ms': STEP_MS, credits: 1000, preset: 'ultrafast' };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  let program = await startProgram(['--data', folder, ...words]);
  const { port } = new URL(program.url);
  const project = await openProject(program.url);
  await project.upload('photo.png', bytes);
  await project.hear('show the photo for 1 second');
  let told = 0;
  let uploaded = 1;
  const submitted: string[] = [];
  const completed = new Set<string>();
  for (let run = 0; run < KILLS; run += 1) {
    const edit = project
      .tell(`add the title "Title ${run}"`)
      .then(readWhatCame)
      .catch(() => '');
    const upload = project.upload(`${run}.png`, bytes).catch(() => undefined);
    const render = project.submit(`render_${run}`).catch(() => undefined);
    // Now and then after its end, however slow the machine is.
    if (run % 5 < 4) await wait(Math.random() * WITHIN_MS);
    else await Promise.all([edit, render.then(() => project.finish(`render_${run}`))]);
    await program.end('SIGKILL');
    if ((await edit).includes('functionResponse')) told += 1;
    if ((await upload)?.body.code === 0) uploaded += 1;
    if ((await render)?.status === 200) submitted.push(`render_${run}`);

    program = await startProgram(['--data', folder, ...words, '--port', port]);
    const { draft, video_infos: media } = await project.state();
    const titles = countTitles(draft);
    const name = `${project.userId}.${project.sessionId}.json`;
    const kept = await readFile(join(folder, 'sessions', name), 'utf8');
    const charges: Array<{ credits: number }> = JSON.parse(kept).charges;
    // The first put the photo on the timeline.
    expect(charges).toHaveLength(titles + 1);
    const spent = charges.reduce((sum, { credits }) => sum + credits, 0);
    expect(await project.credits()).toMatchObject({ available: 1000 - spent, frozen: 0 });
    expect(titles).toBeGreaterThanOrEqual(told);
    expect(media.length).toBeGreaterThanOrEqual(uploaded);
    expect(await readdir(join(folder, 'media'))).toHaveLength(media.length);
    for (const file of media) expect(await fetchBytes(file.cdn_url)).toEqual(bytes);
    for (const id of submitted) {
      const { status, output, error } = (await project.poll(id)).body;
      if (completed.has(id)) expect(status, id).toBe('completed');
      if (status === 'completed') completed.add(id);
      else expect([status, error], id).toEqual(['failed', expect.stringContaining('restarted')]);
      if (output) expect((await fetchBytes(output.url)).length).toBe(output.size);
    }
    told = titles;
    uploaded = media.length;
  }
  expect(told).toBeGreaterThan(0);
  expect(completed.size).toBeGreaterThan(0);
  expect(submitted.length).toBeGreaterThan(completed.size);
  // One whose submission was not answered may have begun, too; what it left is removed when it is asked about.
  for (let run = 0; run < KILLS; run += 1) await project.poll(`render_${run}`);
  expect(await readdir(join(folder, 'results'))).toHaveLength(completed.size);
});

const fetchBytes = async (url: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(url)).arrayBuffer());

/** All of a stream that arrived before it broke. */
async function readWhatCame({ body }: Response): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body ?? []) text += Buffer.from(chunk).toString('utf8');
  } catch {
    // The studio was killed.
  }
  return text;
}

function countTitles(draft: Json): number {
  const tracks: Json[] = draft?.t ?? [];
  return tracks.filter(({ tt }) => tt === 7).flatMap(({ sg }) => sg).length;
}
