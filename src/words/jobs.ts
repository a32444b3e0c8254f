import type { Text } from './text.ts';

const ACTIONS: Record<'upload' | 'chat' | 'state' | 'credits' | 'export' | 'media', Text> = {
  upload: { en: 'upload', zh: '上传' },
  chat: { en: 'chat', zh: '编辑' },
  state: { en: 'state', zh: '查看时间线' },
  credits: { en: 'credits', zh: '查询积分' },
  export: { en: 'export', zh: '导出' },
  media: { en: 'saving media', zh: '保存素材' },
};

type Action = keyof typeof ACTIONS;

interface Stop {
  /** The step that failed. */
  step: Action;
  done: readonly Action[];
  reason: Text;
}

/** What is said of a plan and of how far it has come. */
export const jobWords = {
  /** `words` are a message or file names; empty where there are none. */
  step: (action: Action, words: string): Text => ({ en: `${ACTIONS[action].en}${words && ` ${words}`}`, zh: `${ACTIONS[action].zh}${words && ` ${words}`}` }),
  /** `because` is for the agent. */
  planned: (number: number, step: Text, because: string): Text => ({ en: `${number}. ${step.en} (${because})`, zh: `${number}. ${step.zh}（${because}）` }),
  stopped: ({ step, done, reason }: Stop): Text => {
    const { en, zh } = listActions(done);
    return { en: `${ACTIONS[step].en}${en && ` (done before: ${en})`}: ${reason.en}`, zh: `${ACTIONS[step].zh}${zh && `（之前已完成：${zh}）`}：${reason.zh}` };
  },
  /** `wish` is a format or a size: GIF, 4K. */
  unavailable: (wish: string): Text => ({
    en: `${wish} is not available: the video comes as MP4, in 1080p, 720p or the project's own size.`,
    zh: `无法导出 ${wish}：视频为 MP4 格式，尺寸为 1080p、720p 或项目本身的大小。`,
  }),
  /** `--wait` was used up before the step could begin, or while it went on. */
  notBegun: (action: Action): Text => ({
    en: `⏳ Still to do: ${ACTIONS[action].en}. The command under "next" goes on.`,
    zh: `⏳ 尚未完成：${ACTIONS[action].zh}。请运行“next”中的命令继续。`,
  }),
  timelineSaved: (path: string): Text => ({ en: `Timeline saved to ${path}`, zh: `时间线已保存到 ${path}` }),
  noneOpen: (project: string): Text => ({ en: `Nothing is unfinished in project "${project}".`, zh: `项目“${project}”里没有未完成的任务。` }),
  unknownJob: (id: string): Text => ({ en: `There is no job ${id} on this machine`, zh: `本机没有任务 ${id}` }),
  listOpen: (): Text => ({
    en: 'Run doctor to see what is unfinished; jobs are forgotten a week after their last step.',
    zh: '运行 doctor 可以查看未完成的任务；任务在最后一步的一周后会被清除。',
  }),
  sentElsewhere: (job: string): Text => ({
    en: `This message was sent already, by job ${job}, and its outcome is still open; it is not sent again. Run the command under "next".`,
    zh: `这条消息已经由任务 ${job} 发送过，结果尚未确定，不会重复发送。请运行“next”中的命令。`,
  }),
  otherAccount: (): Text => ({ en: 'This job belongs to another account', zh: '这个任务属于另一个账户' }),
  useItsToken: (): Text => ({
    en: 'Set NEMO_TOKEN to the token it was begun with, or unset it if there was none.',
    zh: '请把 NEMO_TOKEN 设为开始该任务时使用的令牌；如果当时没有设置，请取消设置。',
  }),
  sessionLost: (): Text => ({
    en: 'The editing session no longer exists, and what was edited in it is gone',
    zh: '编辑会话已不存在，其中的编辑内容也随之丢失',
  }),
  beginAnew: (): Text => ({
    en: 'A new session was opened. Say it again with the files to begin anew; edits use credits again.',
    zh: '已新建会话。请连同素材重新提出要求以重新开始，编辑会再次消耗积分。',
  }),
  placing: (): Text => ({ en: 'The clip is placed on the timeline first; this may use credits.', zh: '先把素材放到时间线上，这可能会消耗积分。' }),
};

const listActions = (actions: readonly Action[]): Text => ({
  en: actions.map((action) => ACTIONS[action].en).join(', '),
  zh: actions.map((action) => ACTIONS[action].zh).join('、'),
});
