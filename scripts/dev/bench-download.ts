/** The record of a job of which only the download is left, for measuring that alone. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VERSION, type Job } from '../../src/jobs/record.ts';

export const DOWNLOAD = 'download';

/** Writes the record of such a job, as an `export` leaves it that was stopped after its render was done. */
export async function writeDownload(place: {
  url: string;
  state: string;
  video: string;
  out: string;
}): Promise<void> {
  const now = new Date().toISOString();
  const job: Job = {
    version: VERSION,
    id: DOWNLOAD,
    script: 'export',
    batch: null,
    project: 'default',
    wish: DOWNLOAD,
    language: 'en',
    account: null,
    session: { id: 'bench', taskId: null, isUsed: true },
    timeline: null,
    steps: [
      {
        action: 'export',
        state: 'sent',
        out: place.out,
        resolution: null,
        force: true,
        render: {
          id: 'render_bench',
          submittedAt: now,
          timelineMs: 1_000,
          stem: 'got',
          tries: 1,
          url: place.video,
          isCompleted: true,
        },
        polls: 1,
      },
    ],
    createdAt: now,
    updatedAt: now,
    isTold: false,
  };
  const host = new URL(place.url).host.replace(':', '_');
  const path = join(place.state, 'hosts', host, 'projects/default/jobs', `${DOWNLOAD}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(job));
}
