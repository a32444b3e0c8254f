import type { Draft, DraftSegment } from '../../../src/studio/stand-in/draft.ts';

/** A draft in one line of words, as the table of instructions has it. */
export function describeDraft({ t: tracks, d, m }: Draft): string {
  const parts = tracks.flatMap(({ tt, sg }) => sg.map((segment) => describe(tt, segment)));
  return [`${seconds(d)}s ${m.width}x${m.height}${m.fill ? ' fill' : ''}`, ...parts].join('; ');
}

function describe(kind: number, { d, m }: DraftSegment): string {
  const start = Number(m['start']);
  const span = `${seconds(start)}-${seconds(start + d)}`;
  const told = (word: string, key: string, usual: unknown = 0) => {
    const value = m[key] ?? usual;
    return value === usual ? '' : ` ${word} ${isTime(key) ? seconds(Number(value)) : value}`;
  };
  const fades = told('in', 'fade_in') + told('out', 'fade_out');
  if (kind === 1)
    return `music ${m['name']} ${span} at ${m['volume']}${fades}${told('once', 'once')}`;
  if (kind === 7) {
    const place = `${m['position']} ${m['color']}${m['side'] ? ` ${m['side']}` : ''}`;
    const looks = told('size', 'size') + told('fade', 'fade', 300);
    return `"${m['text']}" ${span} ${place}${looks}${m['subtitle'] ? ' subtitle' : ''}`;
  }
  const speed = told('x', 'speed', 1).replace('x ', 'x');
  return [
    `${m['name']} ${span}`,
    told('from', 'source_start') + speed + told('volume', 'volume', 1) + fades,
    told('cross', 'cross_fade') + told('turned', 'rotation'),
  ].join('');
}

function isTime(key: string): boolean {
  return /start|fade|once/.test(key);
}

function seconds(durationMs: number): number {
  return Number((durationMs / 1000).toFixed(3));
}

/** One thing a rendered file must show or sound like. */
export type Check =
  | { kind: 'pixel'; atMs: number; place: string; sign: '=' | '<'; luma: number }
  | { kind: 'ink'; atMs: number; place: string }
  | {
      kind: 'level';
      atMs: number;
      durationMs: number;
      source: string;
      sign: '=' | '<';
      decibels: number;
    };

/** Reads the last column: `1s top=255 ink=none; 0.5-1.5s song=-9`. */
export function parseChecks(column: string): Check[] {
  return column
    .split('; ')
    .filter(Boolean)
    .flatMap((part) => {
      const [time = '', ...facts] = part.split(' ');
      const [from = 0, to] = time
        .replace('s', '')
        .split('-')
        .map((each) => Number(each) * 1000);
      return facts.map((fact) => parseFact(fact, { from, to }));
    });
}

function parseFact(fact: string, { from, to }: { from: number; to: number | undefined }): Check {
  const [, name = '', sign, value = ''] = /^([\w-]+)([=<])(\S+)$/.exec(fact) ?? [];
  if (sign !== '=' && sign !== '<') throw new Error(`No check: ${fact}`);
  if (name === 'ink') return { kind: 'ink', atMs: from, place: value };
  if (to === undefined)
    return { kind: 'pixel', atMs: from, place: name, sign, luma: Number(value) };
  const decibels = value === 'silent' ? Number.NEGATIVE_INFINITY : Number(value);
  return { kind: 'level', atMs: from, durationMs: to - from, source: name, sign, decibels };
}
