export type Language = 'en' | 'zh';

/** A sentence in both of the editor's languages, without its full stop. */
export interface Phrase {
  en: string;
  zh: string;
}

/** Chinese when the instruction has Chinese characters outside the texts it quotes. */
export function detectLanguage(maskedMessage: string): Language {
  return /\p{Script=Han}/u.test(maskedMessage) ? 'zh' : 'en';
}

/** `10s`, `2.5s`. */
export function showSeconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(2))}s`;
}

/** `0-3s`. */
export function showSpan(startMs: number, durationMs: number): string {
  return `${Number((startMs / 1000).toFixed(2))}-${showSeconds(startMs + durationMs)}`;
}

/** `35%` for 0.35. */
export function showPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
