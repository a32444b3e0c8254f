import { choosePath } from './render/choose-path.ts';
import { compileTimeline } from './render/compile.ts';
import {
  createEngine,
  type EngineOptions,
  type RenderedFacts,
  type RenderOptions,
} from './render/engine.ts';
import type { RenderMedia, RenderPath } from './render/plan.ts';
import type { SampleOptions } from './render/sample.ts';
import { RenderError } from './render/errors.ts';
import { sniffMedia } from './render/sniff.ts';
import { findUndrawable } from './render/title-layout.ts';
import type { PictureSize } from './render-size.ts';
import type { StudioTimeline } from './timeline.ts';

export interface RenderRequest extends RenderOptions {
  timeline: StudioTimeline;
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: PictureSize;
}

/** All the studio asks of a media engine. */
export type StudioEngine = ReturnType<typeof openLibavEngine>;

/** What stopped a copy, but need not stop a render that decodes everything. */
const COPY_TROUBLES = new Set(['failed', 'unreadable', 'unverified', 'crashed']);

/** The engine that really renders, in worker processes of its own. */
export function openLibavEngine({ preset }: Pick<EngineOptions, 'preset'>) {
  const engine = createEngine({ preset });
  return {
    /** Recognises a file by its first 4096 bytes; null for what is none of the accepted formats. */
    sniff: sniffMedia,
    /** The characters of a title that no font here has, each once: asked before a title is charged for. */
    findUndrawable,
    probe: engine.probe,
    /** Also tells how it was made. */
    async render(request: RenderRequest): Promise<RenderedFacts & { path: RenderPath }> {
      const { timeline, media, output, ...how } = request;
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
    /** Makes up a clip, where a real backend would generate one. */
    makeClip: (sample: SampleOptions): Promise<void> => engine.makeClip(sample),
    close: engine.close,
  };
}
