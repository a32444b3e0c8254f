import type { Text } from './text.ts';

/** What any command may say. */
export const commonWords = {
  goOn: (command: string): Text => ({ en: `To go on: ${command}`, zh: `继续运行：${command}` }),
  /** What happened and what to do, as one passage. */
  failure: ({ summary, advice }: { summary: Text; advice: Text }): Text => ({ en: `${summary.en}. ${advice.en}`, zh: `${summary.zh}。${advice.zh}` }),
  stillAtWork: (seconds: number): Text => ({ en: `⏳ Still at work (${seconds} s)…`, zh: `⏳ 仍在进行（${seconds} 秒）……` }),
  stopped: (): Text => ({ en: 'Stopped before it was done', zh: '命令在完成前被停止' }),
  sameAgain: (): Text => ({ en: 'Run the same command again.', zh: '请重新运行同一命令。' }),
  nothingLost: (): Text => ({ en: 'Nothing is lost: run the command under "next" to go on.', zh: '没有丢失任何内容：请运行“next”中的命令继续。' }),
  bytes: (bytes: number): Text => ({ en: `${bytes} bytes`, zh: `${bytes} 字节` }),
  bug: (reason: string): Text => ({ en: `Something went wrong inside the skill (${reason})`, zh: `技能内部出错了（${reason}）` }),
  reportBug: (): Text => ({
    en: 'This is a bug: run the command again with --verbose and report what it prints.',
    zh: '这是程序缺陷：请加上 --verbose 再运行一次，并反馈它的输出。',
  }),
};
