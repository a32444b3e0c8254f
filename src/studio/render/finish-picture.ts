import { FORMATS } from './formats.ts';
import type { FormatFacts, OutputFormat } from './formats.ts';
import type { PlacedTimeline } from './place.ts';

const SINK = 'buffersink@v';

/**
 * The end of the picture's way: titles, and what the encoder of the format is fed with. A still is
 * the first frame that is wholly there, past a fade from black.
 */
export function finishPicture(
  { clips, totalFrames }: PlacedTimeline,
  { titles, format }: { titles: string[]; format: OutputFormat },
): string {
  const { holds, video }: FormatFacts = FORMATS[format];
  // On the grid of its own frames: half of a fade at most is left to the other one.
  const [first] = clips;
  const fadeFrames = first
    ? Math.ceil((first.frames * first.clip.fadeInMs) / first.clip.durationMs)
    : 0;
  const at = Math.min(fadeFrames, totalFrames - 1);
  const still = holds === 'still' ? [`trim=start_frame=${at}:end_frame=${at + 1}`, 'setpts=0'] : [];
  return [...titles, ...still, ...feed(video)].join(',');
}

/** In a graph's words, up to its sink. */
function feed(encoder: FormatFacts['video']): string[] {
  switch (encoder) {
    case 'gif':
      // 256 colours for each frame: choosing them for all would hold all of the frames in memory.
      return [
        'split[all][sample];[sample]palettegen=stats_mode=single[palette];[all][palette]paletteuse=new=1:dither=bayer',
        SINK,
      ];
    case 'mjpeg':
      return ['scale=out_range=full', 'format=yuvj420p', SINK];
    case 'png':
      return ['format=rgb24', SINK];
    default:
      return ['format=yuv420p', SINK];
  }
}
