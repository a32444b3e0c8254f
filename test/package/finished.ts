import type { Studio } from '../../src/studio/studio.ts';

/** From now on a timeline holds a clip of this name, and every render is finished at once and lies at this address. */
export function finishRenders({ faults }: Studio, url: string, label = 'film.mp4'): void {
  const segment = { n: label, trs: 0, tre: 2000, ss: 0, se: 2000, s: 'm1' };
  const draft = { c: { w: 1920, h: 1080 }, t: [{ tt: 0, sg: [segment] }] };
  const completed = { status: 'completed', progress: 100, output: { url } };
  const answers: [string, RegExp, object][] = [
    ['GET', /\/latest$/, { code: 0, data: { state: { draft } } }],
    ['POST', /\/lambda$/, {}],
    ['GET', /\/lambda\//, completed],
  ];
  for (const [method, path, body] of answers)
    faults.add({ method, path, times: Infinity, status: 200, body });
}
