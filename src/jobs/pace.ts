import type { AnyJob } from './record.ts';

/** Milliseconds of rendering for each millisecond of video, in the last renders of a project; the oldest first. */
export function listPaces(records: AnyJob[]): number[] {
  const exports = records
    .flatMap((record) => (record.script === 'batch' ? [] : record.steps))
    .filter((step) => step.action === 'export');
  return exports
    .flatMap(({ render }) =>
      render?.tookMs && render.timelineMs > 0 ? [render.tookMs / render.timelineMs] : [],
    )
    .slice(-5);
}

/** How long a render of this length should take: by the median pace; undefined without earlier ones. */
export function expectRenderMs(paces: number[], timelineMs: number): number | undefined {
  const sorted = paces.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return median === undefined || timelineMs === 0 ? undefined : median * timelineMs;
}
