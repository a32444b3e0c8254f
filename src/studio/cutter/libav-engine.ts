import type { StudioEngine } from './engine-port.ts';
import { choosePath } from './render/choose-path.ts';
import { compileTimeline } from './render/compile.ts';
import { createEngine, type EngineOptions } from './render/engine.ts';
import { RenderError } from './render/errors.ts';
import { sniffMedia } from './render/sniff.ts';
import { findUndrawable } from './render/title-layout.ts';

/** What stopped a copy, but need not stop a render that decodes everything. */
const COPY_TROUBLES = new Set(['failed', 'unreadable', 'unverified', 'crashed']);

/** The engine that really renders, in worker processes of its own. */
export function openLibavEngine({ preset }: Pick<EngineOptions, 'preset'>): StudioEngine {
  const engine = createEngine({ preset });
  return {
    sniff: sniffMedia,
    findUndrawable,
    probe: (file, demuxer) => engine.probe(file, demuxer),
    async render({ timeline, media, output, ...how }) {
      const path = choosePath(timeline, { media, output });
      const plan = compileTimeline(timeline, { media, output, path });
      try {
        return { ...(await engine.render(plan, how)), path };
      } catch (error) {
        const isTrouble = error instanceof RenderError && COPY_TROUBLES.has(error.reason);
        if (path === 'transcode' || !isTrouble) throw error;
        const again = compileTimeline(timeline, { media, output });
        return { ...(await engine.render(again, how)), path: 'transcode' };
      }
    },
    makeClip: (sample) => engine.makeClip(sample),
    close: () => engine.close(),
  };
}
