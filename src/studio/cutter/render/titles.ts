import type { StudioTitle } from '../timeline.ts';
import { clampNumber, formatColor, formatNumber, formatSeconds } from './values.ts';
import { wrapText } from './wrap.ts';

/** The generated name of the font in a job folder. */
export const FONT_NAME = 'font.woff';

const MAX_CHARACTERS = 2000;
const LINE_HEIGHT = 1.3;
/** Of a title that does not tell its own, in lines of 1080. */
const USUAL_SIZE = 70.2;
/** Shares of the picture: how wide and how high the text may become, and its distance to the edge. */
const SAFE = { width: 0.88, height: 0.84, margin: 0.08 } as const;

/** A title made ready to draw: the text for its file, and the filter that draws that file. */
export interface PreparedTitle {
  text: string;
  filter: string;
}

/** Where a title is drawn, and the generated name of the file its text will be in. */
export interface TitleSetting {
  width: number;
  height: number;
  textFile: string;
}

/**
 * Prepares one title. The text itself never enters the graph: it is read from a file with expansion
 * off, or else a title such as `hi,drawtext=textfile=/etc/passwd` would draw that file.
 * Returns null when nothing visible is left of the text.
 */
export function prepareTitle(title: StudioTitle, setting: TitleSetting): PreparedTitle | null {
  const text = cleanText(title.text);
  if (text === '') return null;
  const { lines, size } = fitLines(text, { ...setting, size: title.size });
  return { text: lines.join('\n'), filter: buildDrawtext(title, { ...setting, size }) };
}

/** Drops what has no glyph: control and direction characters, joiners, variation selectors. */
function cleanText(text: string): string {
  return [...text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ')]
    .filter(
      (character) => character === '\n' || !/[\p{Cc}\p{Cf}\p{Cs}\ufe0e\ufe0f]/u.test(character),
    )
    .slice(0, MAX_CHARACTERS)
    .join('')
    .trim();
}

/** Shrinks the letters until the wrapped text fits the height; the rest is cut at the smallest size. */
function fitLines(
  text: string,
  box: TitleSetting & { size: number | undefined },
): { lines: string[]; size: number } {
  // A tall picture is narrow: its letters follow the width.
  const base = Math.min(box.height, box.width * 1.2);
  const share = clampNumber((box.size ?? USUAL_SIZE) / 1080, { min: 0.01, max: 0.5 });
  let size = Math.max(8, Math.round(base * share));
  const smallest = Math.min(size, Math.max(8, Math.round(base * 0.028)));
  for (;;) {
    const lines = wrapText(text, (box.width * SAFE.width) / size);
    const maxLines = Math.max(1, Math.floor((box.height * SAFE.height) / (size * LINE_HEIGHT)));
    if (lines.length <= maxLines) return { lines, size };
    if (size <= smallest) return { lines: lines.slice(0, maxLines), size };
    size = Math.max(smallest, Math.floor(size * 0.9));
  }
}

function buildDrawtext(title: StudioTitle, setting: TitleSetting & { size: number }): string {
  const { size } = setting;
  const options = [
    `fontfile=${FONT_NAME}`,
    `textfile=${setting.textFile}`,
    'expansion=none',
    `fontsize=${size}`,
    `fontcolor=${formatColor(title.color)}`,
    // An outline and a dark plate: readable on white and on busy pictures alike.
    `borderw=${Math.max(1, Math.round(size / 18))}`,
    'bordercolor=black@0.75',
    'box=1',
    'boxcolor=black@0.35',
    `boxborderw=${Math.round(size / 3)}`,
    `line_spacing=${Math.round(size * 0.2)}`,
    `text_align=${title.side === undefined ? 'C' : title.side === 'left' ? 'L' : 'R'}`,
    `x=${placeAcross(title.side, setting.width)}`,
    `y=${placeTitle(title.position, setting.height)}`,
    ...timeTitle(title),
  ];
  return `drawtext=${options.join(':')}`;
}

function placeAcross(side: StudioTitle['side'], width: number): string {
  const margin = Math.round((width * (1 - SAFE.width)) / 2);
  if (side === 'left') return String(margin);
  return side === 'right' ? `w-text_w-${margin}` : '(w-text_w)/2';
}

function placeTitle(position: StudioTitle['position'], height: number): string {
  const margin = Math.round(height * SAFE.margin);
  if (position === 'top') return String(margin);
  return position === 'bottom' ? `h-text_h-${margin}` : '(h-text_h)/2';
}

/** Shows the title from its start up to, not including, its end; fades both ways when asked. */
function timeTitle(title: StudioTitle): string[] {
  const startMs = Math.max(0, title.startMs);
  const endMs = startMs + title.durationMs;
  const [start, end] = [formatSeconds(startMs), formatSeconds(endMs)];
  // Half a millisecond early: a frame's time is rounded, and must not miss its own start.
  const enable = `enable='gte(t,${formatNumber(startMs / 1000 - 0.0005)})*lt(t,${formatNumber(endMs / 1000 - 0.0005)})'`;
  const fadeMs = clampNumber(title.fadeMs, { min: 0, max: title.durationMs / 2 });
  if (fadeMs < 1) return [enable];
  const fade = formatSeconds(fadeMs);
  return [`alpha='clip(min((t-${start})/${fade},(${end}-t)/${fade}),0,1)'`, enable];
}
