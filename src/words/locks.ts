import type { Text } from './text.ts';

/** What a command says that waits for another one. */
export const lockWords = {
  talking: (): Text => ({
    en: 'Another command is talking to the editor in this project; waiting for it.',
    zh: '另一个命令正在这个项目里使用编辑器，正在等它完成。',
  }),
  fetching: (): Text => ({
    en: 'Another command is fetching this video; waiting for it.',
    zh: '另一个命令正在下载这个视频，正在等它完成。',
  }),
  working: (): Text => ({
    en: 'Another command is working through this manifest; waiting for it.',
    zh: '另一个命令正在处理这份清单，正在等它完成。',
  }),
};
