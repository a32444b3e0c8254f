import type { Text } from '../text.ts';

/** What a command says that was told to stop. */
export const stopWords = {
  stopped: (): Text => ({
    en: 'Stopped before it was done',
    zh: '命令在完成前被停止',
  }),
  sameAgain: (): Text => ({
    en: 'Run the same command again.',
    zh: '请重新运行同一命令。',
  }),
  nothingLost: (): Text => ({
    en: 'Nothing is lost: run the command under "next" to go on.',
    zh: '没有丢失任何内容：请运行“next”中的命令继续。',
  }),
};
