import { FORMATS } from './formats.ts';
import type { FormatFacts, OutputFormat } from './formats.ts';
import type { FrameGrid } from './grid.ts';
import type { PlacedTimeline } from './place.ts';

/**
 * The end of the picture's way: titles, and what the encoder of the format is fed with. A still is
 * the first frame that is wholly there, past a fade from black.
 */
export function finishPicture(
  { clips: [first], totalFrames }: PlacedTimeline,
  { titles, format, grid }: { titles: string[]; format: OutputFormat; grid: FrameGrid },
): string {
  const { holds, video }: FormatFacts = FORMATS[format];
  const at = Math.min(grid.frameAt(first?.clip.fadeInMs ?? 0), totalFrames - 1);
  const still = holds === 'still' ? [`trim=start_frame=${at}:end_frame=${at + 1}`, 'setpts=0'] : [];
  return [...titles, ...still, feed(video), 'buffersink@v'].join(',');
}

function feed(encoder: FormatFacts['video']): string {
  switch (encoder) {
    case 'gif':
      // 256 colours for each frame: choosing them for all would hold all of the frames in memory.
      return [
        'split[all][sample];[sample]palettegen=stats_mode=single[palette]',
        '[all][palette]paletteuse=new=1:dither=bayer',
      ].join(';');
    case 'mjpeg':
      return 'scale=out_range=full,format=yuvj420p';
    case 'png':
      return 'format=rgb24';
    default:
      return 'format=yuv420p';
  }
}
