import type { Text } from '../text.ts';

/** Quantities that are written with a word. */
export const quantityWords = {
  bytes: (bytes: number): Text => ({
    en: `${bytes} bytes`,
    zh: `${bytes} 字节`,
  }),
};
