import { readFile, writeFile } from 'node:fs/promises';

import type { StudioEngine } from '../../src/studio/cutter/libav-engine.ts';
import { sniffMedia } from '../../src/studio/cutter/render/sniff.ts';
import { findUndrawable } from '../../src/studio/cutter/render/title-layout.ts';
import type { MediaFacts } from '../../src/studio/cutter/timeline.ts';

/** The first bytes of real files; the rest is not looked at when the engine is a stand-in. */
const HEADS = {
  video: Buffer.from('\0\0\0\u0018ftypisom\0\0\0\0isommp42', 'latin1'),
  audio: Buffer.from('RIFF\u0024\0\0\0WAVEfmt ', 'latin1'),
  image: Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'),
};

const FACTS: MediaFacts = {
  type: 'video',
  durationMs: 10_000,
  width: 1280,
  height: 720,
  fps: 30,
  rotation: 0,
  hasAudio: true,
};

/** A file that passes for what `facts` say. */
export function createFile(facts: Partial<MediaFacts> = {}): Buffer {
  const type = facts.type ?? 'video';
  return Buffer.concat([HEADS[type], Buffer.from(`facts:${JSON.stringify({ ...facts, type })}`)]);
}

/** An engine without video: believes its files and "renders" a kilobyte. */
export function createStubEngine(): StudioEngine & { renders: unknown[] } {
  const renders: unknown[] = [];
  return {
    renders,
    sniff: sniffMedia,
    findUndrawable,
    async probe(file) {
      const text = await readFile(file, 'latin1');
      const told = /facts:(.*)$/s.exec(text)?.[1];
      if (told === undefined) throw new Error('moov atom not found');
      return { ...FACTS, ...(JSON.parse(told) as Partial<MediaFacts>) };
    },
    async render({ timeline, output, outputFile, onProgress, signal }) {
      renders.push({ timeline, output });
      onProgress?.(50);
      await new Promise((resolve) => setTimeout(resolve, 20));
      signal?.throwIfAborted();
      const bytes = Buffer.alloc(1000, 'abcdefghij');
      await writeFile(outputFile, bytes);
      return { ...FACTS, durationMs: 10_000, bytes: bytes.length, path: 'transcode' };
    },
    makeClip: ({ file, ...facts }) => writeFile(file, createFile(facts)),
    close: async () => undefined,
  };
}
