import { FFmpegError, FilterGraph } from 'node-av/lib';
import type { FilterContext, Rational } from 'node-av/lib';
import { RenderError } from './errors.ts';
import type { RenderErrorReason } from './errors.ts';

/** Throws when a libav call returned an error code, naming what was tried. */
export function check(
  code: number,
  { doing, reason = 'failed' }: { doing: string; reason?: RenderErrorReason },
): void {
  if (code >= 0) return;
  throw new RenderError(reason, `libav could not ${doing}: ${FFmpegError.strerror(code)}`);
}

/** Parses and configures a graph of `movie=` sources; its files are opened here. */
export async function openGraph(description: string): Promise<FilterGraph> {
  const graph = new FilterGraph();
  graph.alloc();
  check(graph.parsePtr(description), { doing: 'read the filtergraph' });
  check(await graph.config(), { doing: 'set up the filtergraph' });
  return graph;
}

/** Finds a graph's sink by its name, such as `buffersink@v`. */
export function findSink(graph: FilterGraph, name: string): FilterContext {
  const sink = graph.getFilter(name);
  if (!sink) throw new RenderError('failed', `The filtergraph has no sink ${name}.`);
  return sink;
}

/** A rational number as a plain one; 0 when it is not set. */
export function toNumber({ num, den }: Pick<Rational, 'num' | 'den'>): number {
  return den === 0 ? 0 : num / den;
}

/** One stream on its way into the file. */
export interface StreamWriter {
  /** What has been reached, in seconds. */
  readonly time: number;
  readonly isDone: boolean;
  /** Does the next bit of work and writes what comes of it. */
  advance(): Promise<void>;
  close(): Promise<void>;
}
