import type { StudioEngine } from './engine-port.ts';
import type { StudioOptions } from './options.ts';
import { compileTimeline } from './render/compile.ts';
import { createEngine } from './render/engine.ts';
import { sniffMedia } from './render/sniff.ts';

/** The engine that really renders, in worker processes of its own. */
export function openLibavEngine({ preset, crf }: StudioOptions): StudioEngine {
  const engine = createEngine({ preset, crf });
  return {
    sniff: sniffMedia,
    probe: (file, demuxer) => engine.probe(file, demuxer),
    render: ({ timeline, media, output, ...how }) =>
      engine.render(compileTimeline(timeline, { media, output }), how),
    makeClip: (sample) => engine.makeClip(sample),
    close: () => engine.close(),
  };
}
