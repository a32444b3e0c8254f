import { formatLength, sizeText } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';

/** What the rendered file itself says (interface.md, `export`). */
export interface VideoFacts {
  container: string;
  /** As ffprobe names it: `h264`, `hevc`, `av1` … */
  codec: string;
  width: number;
  height: number;
  duration_s: number;
}

/** Sample entry codes (ISO 14496-12, -15) with the codec's usual name and the name people read. */
const CODECS: Record<string, { name: string; label: string }> = {
  avc1: { name: 'h264', label: 'H.264' },
  avc3: { name: 'h264', label: 'H.264' },
  hvc1: { name: 'hevc', label: 'H.265' },
  hev1: { name: 'hevc', label: 'H.265' },
  av01: { name: 'av1', label: 'AV1' },
  vp09: { name: 'vp9', label: 'VP9' },
  mp4v: { name: 'mpeg4', label: 'MPEG-4' },
};

/** An unknown code stays as it is. */
export const nameCodec = (sampleEntry: string): string => CODECS[sampleEntry]?.name ?? sampleEntry;

const labelCodec = (codec: string): string =>
  Object.values(CODECS).find(({ name }) => name === codec)?.label ?? codec;

/** `1920×1080 H.264, 60.0 s, 24.3 MB`. */
export const describeVideo = (facts: VideoFacts, bytes: number): Text =>
  videoWords.facts(
    `${formatPicture(facts)} ${labelCodec(facts.codec)}`,
    formatLength(facts.duration_s),
    sizeText(bytes),
  );

const formatPicture = ({ width, height }: VideoFacts): string => `${width}×${height}`;

/** The differences between the file and what was asked for: its size, and its length by the timeline. */
export function findMismatches(
  facts: VideoFacts,
  wanted: { resolution: string | undefined; timelineMs: number },
): Text[] {
  const found: Text[] = [];
  if (wanted.resolution && !matchesResolution(facts, wanted.resolution)) {
    found.push(videoWords.otherSize(wanted.resolution, formatPicture(facts)));
  }
  if (wanted.timelineMs > 0 && Math.abs(facts.duration_s - wanted.timelineMs / 1000) > 0.5) {
    const [timeline, file] = [wanted.timelineMs / 1000, facts.duration_s];
    found.push(videoWords.otherLength(formatLength(timeline), formatLength(file)));
  }
  return found;
}

/** `1080p` is the shorter side, so that a portrait video can be 1080p too. */
function matchesResolution({ width, height }: VideoFacts, resolution: string): boolean {
  const lines = /^(\d+)p$/.exec(resolution)?.[1];
  return lines ? Math.min(width, height) === Number(lines) : resolution === `${width}x${height}`;
}
