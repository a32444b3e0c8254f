import { MARKS } from './marks.ts';
import { formatClock } from '../words/format.ts';
import {
  assignLanes,
  formatVolume,
  isExportable,
  trackSpan,
  type Segment,
  type Timeline,
  type Track,
} from './timeline.ts';
import type { Word } from '../words/text.ts';
import { fitText, measureText } from './text-width.ts';
import { pictureWords } from '../words/picture.ts';

/**
 * Units of the picture. It is shown as wide as a chat is: 390 pixels on a phone, where the smallest letters still have ten.
 */
const WIDTH = 780;
const MARGIN = 24;
const LARGE = 26;
const SMALL = 20;
const LINE = 30;
const BAR = 60;
const GAP = 26;
const INNER = WIDTH - 2 * MARGIN;
/** A segment that lasts next to nothing is still seen. */
const LEAST_BAR = 4;

/** Draws a timeline as an SVG: tracks, names, times, volumes and a ruler, light and dark. Nothing in it is fetched. */
export function drawTimeline(timeline: Timeline, word: Word): string {
  // A draft may give itself less than its tracks have.
  const lengthMs = timeline.tracks.reduce(
    (latest, track) => Math.max(latest, trackSpan(track).endMs),
    Math.max(timeline.durationMs, 1),
  );
  const scale = { toX: (ms: number) => MARGIN + (INNER * Math.min(ms, lengthMs)) / lengthMs };
  const parts: string[] = [];
  let y = MARGIN + LARGE;
  parts.push(writeLine(describeHead(timeline, word), { y, size: LARGE, look: 'ink strong' }));
  y += GAP;
  if (isExportable(timeline)) {
    parts.push(...drawRuler(lengthMs, { y, ...scale }));
    y += LINE;
  }
  for (const track of timeline.tracks) {
    y += GAP;
    const drawn = drawTrack(track, { y, word, ...scale });
    parts.push(...drawn.parts);
    y = drawn.endY;
  }
  return frame(parts, { height: Math.round(y + MARGIN), title: describeHead(timeline, word) });
}

function describeHead({ durationMs, canvas, tracks }: Timeline, word: Word): string {
  const size = canvas ? ` · ${canvas.width}×${canvas.height}` : '';
  return tracks.length === 0
    ? word(pictureWords.empty())
    : `${word(pictureWords.head())} · ${formatClock(durationMs)}${size}`;
}

interface Place {
  y: number;
  toX: (ms: number) => number;
}

/** Steps that people count in, in seconds. */
const STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_STEPS = 7;

function drawRuler(lengthMs: number, { y, toX }: Place): string[] {
  const stepMs =
    (STEPS_S.find((step) => step * 1000 * MOST_STEPS >= lengthMs) ?? lengthMs / 1000 / MOST_STEPS) *
    1000;
  const marks: string[] = [`<path class="line" d="M${MARGIN} ${y}H${WIDTH - MARGIN}"/>`];
  for (let ms = 0; ms <= lengthMs; ms += stepMs) {
    const x = round(toX(ms));
    const label = formatClock(ms);
    marks.push(`<path class="line" d="M${x} ${y}v8"/>`);
    // The last label would run out of the picture.
    const left = Math.min(x, WIDTH - MARGIN - measureText(label, SMALL));
    marks.push(writeLine(label, { x: left, y: y + LINE, size: SMALL, look: 'soft' }));
  }
  return marks;
}

/** A segment, with the number under which the list below the bar explains it where its name does not fit in. */
interface Bar extends Segment {
  x: number;
  width: number;
  lane: number;
  number: number;
  name: string;
}

function drawTrack(
  track: Track,
  { y, toX, word }: Place & { word: Word },
): { parts: string[]; endY: number } {
  const bars = layOutBars(track, { toX, word });
  const lanes = bars.reduce((most, { lane }) => Math.max(most, lane), 0) + 1;
  const parts = [
    writeLine(word(pictureWords.track(track.kind)), {
      y: y + SMALL,
      size: SMALL,
      look: 'soft',
    }),
  ];
  const top = y + LINE;
  const listed = bars.filter((bar) => !fitsIn(bar));
  for (const bar of bars)
    parts.push(...drawBar(bar, { top, kind: track.kind, isListed: listed.includes(bar) }));
  const listY = top + lanes * (BAR + 4);
  const list = drawList(listed, listY);
  return { parts: [...parts, ...list.parts], endY: list.endY };
}

/** Segments that overlap lie in lanes of their own. */
function layOutBars(
  { kind, segments }: Track,
  { toX, word }: { toX: Place['toX']; word: Word },
): Bar[] {
  const lanes = assignLanes(segments);
  return segments.map((segment, index) => {
    const x = toX(segment.startMs);
    const label = word(segment.label);
    const volume =
      kind === 'audio' && segment.volume !== undefined ? ` · ${formatVolume(segment.volume)}` : '';
    return {
      ...segment,
      x,
      width: Math.max(LEAST_BAR, toX(segment.endMs) - x - 2),
      lane: lanes[index] ?? 0,
      number: index + 1,
      name: `${kind === 'title' ? `“${label}”` : label}${volume}`,
    };
  });
}

const PADDING = 10;

const timesOf = ({ startMs, endMs }: Segment): string =>
  `${formatClock(startMs)}–${formatClock(endMs)}`;

const fitsIn = (bar: Bar): boolean =>
  Math.max(measureText(bar.name, SMALL), measureText(timesOf(bar), SMALL)) <=
  bar.width - 2 * PADDING;

function drawBar(
  bar: Bar,
  { top, kind, isListed }: { top: number; kind: Track['kind']; isListed: boolean },
): string[] {
  const y = top + bar.lane * (BAR + 4);
  const box = `<rect class="${kind}" x="${round(bar.x)}" y="${y}" width="${round(bar.width)}" height="${BAR}" rx="${Math.min(8, round(bar.width / 2))}"/>`;
  const at = { x: bar.x + PADDING, size: SMALL };
  if (!isListed)
    return [
      box,
      writeLine(bar.name, { ...at, y: y + 25, look: 'on' }),
      writeLine(timesOf(bar), { ...at, y: y + 50, look: 'on' }),
    ];
  const number = String(bar.number);
  const space = bar.width - measureText(number, SMALL);
  return space < 2
    ? [box]
    : [box, writeLine(number, { x: bar.x + space / 2, y: y + 38, size: SMALL, look: 'on' })];
}

/** What does not fit into its bar, by number; in two columns when it is much. */
function drawList(bars: Bar[], y: number): { parts: string[]; endY: number } {
  const columns = bars.length > 6 ? 2 : 1;
  const rows = Math.ceil(bars.length / columns);
  const width = INNER / columns;
  const parts = bars.map((bar, index) => {
    const times = timesOf(bar);
    const number = `${bar.number}. `;
    const room = width - measureText(`${number}  ${times}`, SMALL) - PADDING;
    // A name that is read from right to left must not turn the times around: it is set apart (FSI, PDI).
    return writeLine(`${number}\u2068${fitText(bar.name, SMALL, room)}\u2069  ${times}`, {
      x: MARGIN + Math.floor(index / rows) * width,
      y: y + ((index % rows) + 1) * LINE - 6,
      size: SMALL,
      look: 'ink',
    });
  });
  return { parts, endY: y + rows * LINE };
}

interface Line {
  x?: number;
  y: number;
  size: number;
  look: string;
}

/** Text from outside: everything that means something in XML is written out. */
const writeLine = (text: string, { x = MARGIN, y, size, look }: Line): string =>
  `<text class="${look}" x="${round(x)}" y="${round(y)}" font-size="${size}">${escapeXml(text)}</text>`;

const escapeXml = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]|[\ud800-\udfff\ufffe\uffff](?![\udc00-\udfff])/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const round = (value: number): number => Math.round(value * 10) / 10;

/** Chinese first where a machine has such a font; renderers that know no dark mode show the light one. */
const STYLE = `
text{font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;white-space:pre}
.strong{font-weight:600}
.back{fill:#ffffff}.ink{fill:#1f2328}.soft{fill:#59636e}.on{fill:#ffffff}.line{stroke:#c8d1da;stroke-width:2;fill:none}
.video{fill:#0969da}.audio{fill:#1a7f37}.title{fill:#8250df}.other{fill:#9a6700}
@media (prefers-color-scheme:dark){.back{fill:#0d1117}.ink{fill:#f0f6fc}.soft{fill:#9198a1}.line{stroke:#3d444d}
.video{fill:#1f6feb}.audio{fill:#238636}.title{fill:#8957e5}.other{fill:#9e6a03}}
`;

const frame = (parts: string[], { height, title }: { height: number; title: string }): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" ${MARKS['.svg']} viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="back" width="${WIDTH}" height="${height}" rx="16"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
