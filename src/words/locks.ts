import type { Text } from './text.ts';

/** What is said of commands that wait for each other. */
export const lockWords = {
  waiting: (): Text => ({ en: 'Another command is at work in this project; waiting for it…', zh: '另一个命令正在处理这个项目，正在等待…' }),
  stillBusy: (): Text => ({
    en: '⏳ Another command is still at work in this project; this one has sent nothing yet.',
    zh: '⏳ 另一个命令仍在处理这个项目；本命令还没有发送任何内容。',
  }),
  /** One of the short locks, for the account or a new session, could not be taken within `--wait`. */
  stillLocked: (): Text => ({ en: 'Another command on this machine is connecting at the same time', zh: '本机的另一个命令正在同时连接' }),
  tryAgain: (): Text => ({ en: 'Run the same command again in a moment.', zh: '请稍后再次运行同一命令。' }),
  lost: (): Text => ({ en: 'Another command has taken over this project while this one was held up', zh: '本命令停顿期间，另一个命令已接手这个项目' }),
  goOn: (): Text => ({ en: 'Nothing more was sent. Run the command under "next".', zh: '没有再发送任何内容。请运行“next”中的命令。' }),
  refused: (path: string, code: string | undefined): Text => ({
    en: `${path} cannot be written (${code ?? 'unknown reason'})`,
    zh: `无法写入 ${path}（${code ?? '原因不明'}）`,
  }),
  mend: (): Text => ({
    en: 'Nothing was sent. Free some space there, or name another folder in NEMO_STATE_DIR.',
    zh: '没有发送任何内容。请在那里腾出空间，或用 NEMO_STATE_DIR 指定另一个文件夹。',
  }),
};
