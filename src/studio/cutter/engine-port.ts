import type { RenderOutput, RenderPath } from './render/plan.ts';
import type { MediaFacts, StudioTimeline } from './timeline.ts';

/** A file's true kind, read from its first bytes. */
export interface SniffedMedia {
  format: string;
  type: 'video' | 'image' | 'audio';
  /** The libav demuxer that may open it. */
  demuxer: string;
}

/** A file a timeline refers to. */
export interface SourceMedia {
  file: string;
  demuxer: string;
  facts: MediaFacts;
}

export interface RenderRequest {
  timeline: StudioTimeline;
  /** By media id. */
  media: Record<string, SourceMedia>;
  output: RenderOutput;
  outputFile: string;
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

export interface ClipSample {
  file: string;
  width: number;
  height: number;
  durationMs: number;
  withSound: boolean;
}

export interface RenderResult extends MediaFacts {
  bytes: number;
  /** How it was made. */
  path: RenderPath;
}

/** All the studio asks of a media engine. */
export interface StudioEngine {
  /** Recognises a file by its first 4096 bytes; null for what is none of the accepted formats. */
  sniff(head: Uint8Array): Promise<SniffedMedia | null>;
  /** The characters of a title that no font here has, each once: asked before a title is charged for. */
  findUndrawable(text: string): string[];
  probe(file: string, demuxer: string): Promise<MediaFacts>;
  render(request: RenderRequest): Promise<RenderResult>;
  /** Makes up a clip, where a real backend would generate one. */
  makeClip(sample: ClipSample): Promise<void>;
  close(): Promise<void>;
}
