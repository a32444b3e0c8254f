import type { PictureSize } from '../render-size.ts';
import type { StudioTitle } from '../timeline.ts';
import { RenderError } from './errors.ts';
import { formatNumber, formatSeconds } from './frames.ts';
import type { JobFile } from './plan.ts';
import { findUndrawable, layOutTitles } from './title-layout.ts';
import type { PlacedTitle } from './title-layout.ts';

const FONT_NAME = 'titles.otf';

/** What draws the titles over a picture: filters, and the files they read. */
export interface DrawnTitles {
  filters: string[];
  files: JobFile[];
}

/**
 * Draws titles. Their text never enters the graph: it is read from a file with expansion off, or else
 * a title such as `hi,drawtext=textfile=/etc/passwd` would draw that file. Throws `unsupported` for
 * characters that no font has.
 */
export function drawTitles(titles: StudioTitle[], picture: PictureSize): DrawnTitles {
  const placed = layOutTitles(titles, picture);
  if (placed.length === 0) return { filters: [], files: [] };
  const texts = placed.map(({ lines }, at) => ({ name: `t${at}.txt`, text: lines.join('\n') }));
  const characters = [...new Set(texts.map(({ text }) => text).join(''))].join('');
  const missing = findUndrawable(characters);
  if (missing.length > 0) {
    throw new RenderError(
      'unsupported',
      `The titles have characters of no font: ${missing.join(' ')}`,
    );
  }
  return {
    filters: placed.map((title, at) => buildDrawtext(title, `t${at}.txt`)),
    files: [
      ...texts.map((file) => ({ kind: 'text' as const, ...file })),
      { kind: 'font', name: FONT_NAME, characters },
    ],
  };
}

function buildDrawtext({ title, ...place }: PlacedTitle, textFile: string): string {
  const { size } = place;
  const options = [
    `fontfile=${FONT_NAME}`,
    `textfile=${textFile}`,
    'expansion=none',
    `fontsize=${size}`,
    `fontcolor=${formatColor(title.color)}`,
    // An outline and a dark plate: readable on white and on busy pictures alike.
    `borderw=${Math.max(1, Math.round(size / 18))}`,
    'bordercolor=black@0.75',
    'box=1',
    'boxcolor=black@0.35',
    `boxborderw=${place.padding}`,
    `line_spacing=${place.lineGap}`,
    `text_align=${title.side === undefined ? 'C' : title.side === 'left' ? 'L' : 'R'}`,
    // The font's own height of a line, whichever letters are in it.
    'y_align=font',
    `x=${place.left}`,
    `y=${place.top}`,
    ...timeTitle(title),
  ];
  return `drawtext=${options.join(':')}`;
}

/** Shows the title from its start up to, not including, its end; fades both ways when asked. */
function timeTitle(title: StudioTitle): string[] {
  const { startMs, fadeMs } = title;
  const endMs = startMs + title.durationMs;
  const [start, end] = [formatSeconds(startMs), formatSeconds(endMs)];
  // Half a millisecond early: a frame's time is rounded, and must not miss its own start.
  const enable = `enable='gte(t,${formatNumber(startMs / 1000 - 0.0005)})*lt(t,${formatNumber(endMs / 1000 - 0.0005)})'`;
  if (fadeMs < 1) return [enable];
  const fade = formatSeconds(fadeMs);
  return [`alpha='clip(min((t-${start})/${fade},(${end}-t)/${fade}),0,1)'`, enable];
}

/** `#rrggbb` as libav writes it; names are the same there. */
export const formatColor = (color: string): string => color.replace('#', '0x');
