import type { Text } from './text.ts';

/** What the user could say next. Each wish must read as a message that does what it says. */
export const nextStepWords = {
  line: (wishes: readonly Text[]): Text => {
    const en = wishes.map((wish) => `"${wish.en}"`);
    const zh = wishes.map((wish) => `“${wish.zh}”`);
    return {
      en: `Next you could say: ${joinLast(en, { between: ', ', last: ' or ' })}.`,
      zh: `接下来可以说：${joinLast(zh, { between: '、', last: '或' })}。`,
    };
  },
  addMusic: (): Text => ({ en: 'add soft background music', zh: '加一段舒缓的背景音乐' }),
  quieterMusic: (): Text => ({ en: 'make the music quieter', zh: '把音乐声音调小一点' }),
  addTitle: (): Text => ({ en: 'add a title', zh: '加一个标题' }),
  export: (): Text => ({ en: 'export it in 1080p', zh: '导出 1080p 视频' }),
};

/** `a, b or c`. */
const joinLast = (words: readonly string[], { between, last }: { between: string; last: string }): string =>
  [words.slice(0, -1).join(between), ...words.slice(-1)].filter(Boolean).join(last);
