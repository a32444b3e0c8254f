/** A figure beside its peer and its goal, and the table of all of them. */

export interface Figure {
  what: string;
  /** What is judged: a ratio to the peer, or a size or time in `unit`. NaN where it could not be measured. */
  value: number;
  unit?: string;
  /** At most this much, as the issue tracker asks; without one there is nothing to meet. */
  goal?: number;
  /** At least this much, where more is better. */
  least?: number;
  /** For reading: our side and the peer's. */
  own?: string;
  peer?: string;
  /** What the peer is, or why there is no figure. */
  against: string;
}

export const inMs = (ms: number): string => (ms < 10_000 ? `${ms.toFixed(1)} ms` : inS(ms));
const inS = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const inMiB = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;

/** Our cost as a share of the peer's. */
export const compare = (
  sides: { own: number; peer: number; format: (value: number) => string },
  about: { what: string; against: string; goal?: number },
): Figure => ({
  ...about,
  value: sides.own / sides.peer,
  own: sides.format(sides.own),
  peer: sides.format(sides.peer),
});

export const judge = ({ value, goal, least }: Figure): 'met' | 'missed' | 'not measured' | '' => {
  if (Number.isNaN(value)) return 'not measured';
  if (goal === undefined && least === undefined) return '';
  return value <= (goal ?? Infinity) && value >= (least ?? -Infinity) ? 'met' : 'missed';
};

const TITLES = ['what', 'figure', 'goal', 'verdict', 'ours', 'peer', 'against'];

export function renderTable(figures: Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit = '', goal, least, own = '', peer = '', against } = figure;
    const digits = Number.isInteger(value) ? 0 : 2 + Number(unit === '');
    const shown = Number.isNaN(value) ? '' : `${value.toFixed(digits)}${unit && ` ${unit}`}`;
    const limit = goal === undefined ? (least === undefined ? '' : `≥${least}`) : `≤${goal}`;
    return [what, shown, limit, judge(figure), own, peer, against];
  });
  const lines = [TITLES, ...rows];
  const widths = TITLES.map((_, column) => Math.max(...lines.map((row) => row[column]!.length)));
  return lines
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
