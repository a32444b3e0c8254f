import type { RenderedFacts } from './render/engine.ts';
import type { RenderMedia, RenderPath } from './render/plan.ts';
import type { SampleOptions } from './render/sample.ts';
import type { SniffedFormat } from './render/sniff.ts';
import type { PictureSize } from './render-size.ts';
import type { MediaFacts, StudioTimeline } from './timeline.ts';

export interface RenderRequest {
  timeline: StudioTimeline;
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: PictureSize;
  outputFile: string;
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

export interface RenderResult extends RenderedFacts {
  /** How it was made. */
  path: RenderPath;
}

/** All the studio asks of a media engine. */
export interface StudioEngine {
  /** Recognises a file by its first 4096 bytes; null for what is none of the accepted formats. */
  sniff(head: Uint8Array): Promise<SniffedFormat | null>;
  /** The characters of a title that no font here has, each once: asked before a title is charged for. */
  findUndrawable(text: string): string[];
  probe(file: string, demuxer: string): Promise<MediaFacts>;
  render(request: RenderRequest): Promise<RenderResult>;
  /** Makes up a clip, where a real backend would generate one. */
  makeClip(sample: SampleOptions): Promise<void>;
  close(): Promise<void>;
}
