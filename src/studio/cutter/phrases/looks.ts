/** What a phrase says of titles and subtitles, with its details: "at the top, in yellow, for 3 seconds". */
import type { Op } from '../operations/operation.ts';
import { type Meanings, Reading } from './row.ts';

type Details = Omit<Op<'change-title'>, 'op' | 'of' | 'text'>;

const BIGGER = 1.4;
const SMALLER = 0.7;
const SIZES: Record<string, number> = { HUGE: 160, BIG: 110, SMALL: 45 };
const DEFAULT_FADE = 1;
const FADE = /(NO )?(TIME )?FADE (?:IN AND OUT |IN |OUT )?(?:(?:BY |FOR |OVER |OF )?TIME )?/;

/** "in red and blue", "at the top, at the bottom": nobody can tell which is meant. */
export function isContradictory(reading: Reading): boolean {
  const places = ['TOP', 'BOTTOM', 'CENTER'].filter((each) => reading.has(each));
  const sides = ['LEFT', 'RIGHT'].filter((each) => reading.has(each));
  const sizes = reading.all('SIZE', 'BIG', 'SMALL', 'HUGE');
  return [places, sides, sizes, reading.all('COLOR')].some(({ length }) => length > 1);
}

export function readDetails(reading: Reading): Details {
  const [fade] = FADE.exec(reading.names) ?? [];
  const before = fade === undefined ? reading.names : reading.names.replace(fade, '');
  return {
    ...readLooks(reading),
    ...(fade !== undefined && readFade(fade, reading)),
    ...readTimes(before, withoutFade(reading)),
  };
}

function readLooks(reading: Reading): Details {
  const position = (['top', 'bottom', 'center'] as const).find((each) =>
    reading.has(each.toUpperCase()),
  );
  const side = (['left', 'right'] as const).find((each) => reading.has(each.toUpperCase()));
  const color = reading.word('COLOR');
  const named = Object.keys(SIZES).find((name) => reading.has(name));
  const isLarger = reading.has('BIGGER', 'MORE');
  const scale = isLarger ? BIGGER : reading.has('SMALLER', 'LESS') ? SMALLER : undefined;
  const figure = reading.has('SIZE_WORD') ? reading.number('NUM') : undefined;
  const size = reading.number('SIZE') ?? figure ?? (named && SIZES[named]);
  return {
    ...(position ? { position } : side && { position: 'center' as const }),
    ...(side && { side }),
    ...(color !== undefined && { color }),
    ...(size && { size: Math.min(500, Math.max(8, size)) }),
    ...(scale !== undefined && { scale }),
  };
}

function readFade(words: string, reading: Reading): Details {
  if (words.startsWith('NO ')) return { fade: 0 };
  const at = reading.tokens.findIndex(({ name }) => name === 'FADE');
  const times = reading.tokens.slice(Math.max(0, at - 1), at + 6);
  const time = words.includes('TIME') ? times.find(({ name }) => name === 'TIME') : undefined;
  return { fade: (time?.value as number | undefined) ?? DEFAULT_FADE };
}

/** A fade's own time is not the title's. */
function withoutFade({ tokens, names }: Reading): Reading {
  const match = FADE.exec(names);
  if (!match) return new Reading(tokens);
  const from = names.slice(0, match.index).split(' ').length - 1;
  const count = match[0].split(' ').length - 1;
  return new Reading(tokens.toSpliced(from, count));
}

function readTimes(names: string, reading: Reading): Details {
  if (reading.has('THROUGHOUT') || /ALL (?:VIDEO|TIME) /.test(names)) return { from: 0, to: 'end' };
  const [one, other] = reading.has('SIZE_WORD') ? [] : reading.times;
  if (/(?:TIME|NUM) (?:TO|AND) (?:TIME|NUM) /.test(names)) return { from: one, to: other };
  if (/(?:^|[A-Z_]+ )(?:FIRST|FRONT|START) TIME /.test(names)) return { from: 0, to: one };
  if (/(?:LAST|END|BACK) TIME /.test(names)) return { to: 'end', for: one };
  const length =
    /(?:FOR|LAST_FOR|OVER|SHOW) (?:ONLY |CHANGE |BECOME |TO )*TIME |TIME (?:LONG|LAST_FOR) /.exec(
      names,
    );
  const start = /(?:AT|FROM|AFTER) TIME |TIME (?:START|BACK) /.exec(names);
  const isFirst = start !== null && (length === null || start.index < length.index);
  const lengthOf = isFirst ? other : one;
  if (start) return { from: isFirst ? one : other, ...(length && { for: lengthOf }) };
  const isRest =
    /(?:SHOW|LAST_FOR|LAST|FOR|KEEP|PLAY) (?:(?:SUB)?TITLES? )?TO (?:END|LAST) $/.test(names) ||
    reading.tokens.some(({ name, text }) => name === 'TO' && /^(?:until|till)$/i.test(text));
  if (isRest) return { for: 'rest' };
  if (/(?:END|LAST) /.test(names)) return { to: 'end', ...(length && { for: one }) };
  const isStart = reading.has('START');
  return { ...(isStart && { from: 0 }), ...(length && { for: one }) };
}

export const kind = (reading: Reading): { of?: 'subtitles' } =>
  reading.has('SUBTITLES', 'SUBTITLE') ? { of: 'subtitles' } : {};

/** "at the beginning" of a title that is added is where it is anyway; of one that is changed, it moves. */
export const addTitle = (reading: Reading): Meanings =>
  isContradictory(reading)
    ? null
    : { op: 'title', text: reading.word('TEXT') ?? '', ...readDetails(reading) };

export function changeTitle(reading: Reading): Meanings {
  if (isContradictory(reading)) return null;
  const words = reading.word('TEXT');
  return {
    op: 'change-title',
    ...kind(reading),
    ...(words !== undefined && { text: words }),
    ...readDetails(reading),
  };
}

/** Subtitles are added with a verb or their text; else those that are there are changed. */
export function readSubtitles(reading: Reading): Meanings {
  const isAdded = reading.has('ADD', 'APPLY', 'BURN', 'PLACE', 'SHOW', 'WITH', 'MAKE', 'CUES');
  if (!isAdded) return changeTitle(reading);
  if (isContradictory(reading)) return null;
  const { position, side, color, size, scale, fade } = readDetails(reading);
  const looks = { position, side, color, size, scale, fade };
  const given = Object.entries(looks).filter(([, value]) => value !== undefined);
  const cues = reading.word('CUES');
  return {
    op: 'subtitles',
    ...(cues !== undefined && { text: cues }),
    ...Object.fromEntries(given),
  };
}
