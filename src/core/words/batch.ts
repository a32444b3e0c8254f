import type { Text } from '../text.ts';

/** What `batch` says. */
export const batchWords = {
  otherCommand: (): Text => ({
    en: 'Another command is working through this manifest; waiting for it.',
    zh: '另一个命令正在处理这份清单，正在等它完成。',
  }),
};
