const COLORS: Readonly<Record<string, string>> = {
  white: 'ffffff',
  black: '000000',
  red: 'ff0000',
  green: '008000',
  lime: '00ff00',
  blue: '0000ff',
  yellow: 'ffff00',
  orange: 'ffa500',
  gold: 'ffd700',
  pink: 'ffc0cb',
  purple: '800080',
  magenta: 'ff00ff',
  cyan: '00ffff',
  teal: '008080',
  navy: '000080',
  brown: 'a52a2a',
  gray: '808080',
  grey: '808080',
  silver: 'c0c0c0',
};

/** Forces a number of unknown origin into a range; what is no number becomes `fallback`. */
export function clampNumber(
  value: number,
  range: { min: number; max: number; fallback?: number },
): number {
  const known = Number.isFinite(value) ? value : (range.fallback ?? range.min);
  return Math.min(range.max, Math.max(range.min, known));
}

/** Writes a number for a filtergraph: no exponent, at most six decimals. */
export function formatNumber(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** Writes milliseconds as the seconds libav's filters expect. */
export function formatSeconds(durationMs: number): string {
  return formatNumber(durationMs / 1000);
}

/** Turns a colour name or `#rgb`/`#rrggbb` into libav's `0xrrggbb`; white when it is neither. */
export function formatColor(color: string): string {
  const wanted = color.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(wanted);
  if (short)
    return `0x${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  if (/^#[0-9a-f]{6}$/.test(wanted)) return `0x${wanted.slice(1)}`;
  // `Object.hasOwn`: a title coloured "constructor" must not reach the prototype.
  return `0x${Object.hasOwn(COLORS, wanted) ? COLORS[wanted] : COLORS['white']}`;
}
