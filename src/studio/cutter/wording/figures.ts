import type { StudioTitle } from '../timeline.ts';

export type Language = 'en' | 'zh';

/** A sentence in both of the editor's languages, without its full stop. */
export interface Phrase {
  en: string;
  zh: string;
}

/** The kind of a union that has this name. */
type Kind<Kinds, Key extends string, Name> =
  Kinds extends Record<Key, infer Names> ? (Name extends Names ? Kinds : never) : never;
/** How each kind of a union is said: first in English, then in Chinese. */
export type Sayings<Kinds extends Record<Key, string>, Key extends string> = {
  [Name in Kinds[Key]]: (told: Kind<Kinds, Key, Name>) => [en: string, zh: string];
};

export const ofEn = (of: string | null): string => (of === null ? '' : ` of ${of}`);
export const ofZh = (of: string | null): string => (of === null ? '' : `${of} 的`);

/** `10s`, `2.5s`. */
export function showSeconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(2))}s`;
}

/** `0-3s`. */
export function showSpan({ startMs, endMs }: { startMs: number; endMs: number }): string {
  return `${Number((startMs / 1000).toFixed(2))}-${showSeconds(endMs)}`;
}

export function showLengths({ beforeMs, afterMs }: { beforeMs: number; afterMs: number }): string {
  return `${showSeconds(beforeMs)} → ${showSeconds(afterMs)}`;
}

/** `35%` for 0.35. */
export function showShare(share: number | null): string {
  return `${Math.round((share ?? 0) * 100)}%`;
}

export function showFade(
  { inMs, outMs }: { inMs?: number | undefined; outMs?: number | undefined },
  { start, joint }: { start: string; joint: string },
): Phrase {
  const parts = [
    ...(inMs === undefined ? [] : [{ en: 'in', zh: '淡入', length: showSeconds(inMs) }]),
    ...(outMs === undefined ? [] : [{ en: 'out', zh: '淡出', length: showSeconds(outMs) }]),
  ];
  if (parts.length === 0) return { en: '', zh: '' };
  return {
    en: start + parts.map(({ en, length }) => `${en} (${length})`).join(joint),
    zh: start + parts.map(({ zh, length }) => `${zh}（${length}）`).join(joint),
  };
}

export function showTitle({ text, startMs, durationMs, ...looks }: StudioTitle): Phrase {
  const details = [...listLooks(looks), showSpan({ startMs, endMs: startMs + durationMs })];
  return { en: `"${text}" (${details.join(', ')})`, zh: `“${text}”（${details.join('，')}）` };
}

/** The usual fade, of 0.3 s, is not worth a word. */
const USUAL_FADE_MS = 300;

export function listLooks({ color, position, side, size, fadeMs, subtitle }: Partial<StudioTitle>) {
  const place = [position, side].filter((each) => each !== undefined).join(' ');
  const usualFadeMs = subtitle ? 0 : USUAL_FADE_MS;
  return [
    ...(color === undefined ? [] : [color]),
    ...(place === '' ? [] : [place]),
    ...(size === undefined ? [] : [`size ${size}`]),
    ...(fadeMs === undefined || fadeMs === usualFadeMs ? [] : [`fade ${showSeconds(fadeMs)}`]),
  ];
}

export const LOOP = {
  true: ['The music repeats to the end', '音乐循环播放到结尾'],
  false: ['The music plays once', '音乐只播放一次'],
} satisfies Record<string, [string, string]>;
