import type { Text } from './text.ts';

const ACTIONS: Record<'upload' | 'chat' | 'state' | 'credits' | 'export', Text> = {
  upload: { en: 'upload', zh: '上传' },
  chat: { en: 'chat', zh: '编辑' },
  state: { en: 'state', zh: '查看时间线' },
  credits: { en: 'credits', zh: '查询积分' },
  export: { en: 'export', zh: '导出' },
};

type Action = keyof typeof ACTIONS;

interface Stop {
  /** The step that failed. */
  step: Text;
  done: readonly Action[];
  reason: Text;
}

/** What is said of a plan and of how far it has come. */
export const jobWords = {
  /** `words` are a message or file names; empty where there are none. */
  step: (action: Action, words: string): Text => ({
    en: `${ACTIONS[action].en}${words && ` ${words}`}`,
    zh: `${ACTIONS[action].zh}${words && ` ${words}`}`,
  }),
  /** `because` is for the agent. */
  planned: (number: number, step: Text, because: string): Text => ({
    en: `${number}. ${step.en} (${because})`,
    zh: `${number}. ${step.zh}（${because}）`,
  }),
  doneBefore: (actions: readonly Action[]): Text => {
    const { en, zh } = listActions(actions);
    return { en: `Done before: ${en}.`, zh: `之前已完成：${zh}。` };
  },
  stopped: ({ step, done, reason }: Stop): Text => {
    const { en, zh } = listActions(done);
    return {
      en: `${step.en}${en && ` (done before: ${en})`}: ${reason.en}`,
      zh: `${step.zh}${zh && `（之前已完成：${zh}）`}：${reason.zh}`,
    };
  },
  /** `wish` is a format or a size: GIF, 4K. */
  unavailable: (wish: string): Text => ({
    en: `${wish} is not available: the video comes as MP4, in 1080p, 720p or the project's own size.`,
    zh: `无法导出 ${wish}：视频为 MP4 格式，尺寸为 1080p、720p 或项目本身的大小。`,
  }),
  placing: (): Text => ({
    en: 'The clip is placed on the timeline first; this may use credits.',
    zh: '先把素材放到时间线上，这可能会消耗积分。',
  }),
};

const listActions = (actions: readonly Action[]): Text => ({
  en: actions.map((action) => ACTIONS[action].en).join(', '),
  zh: actions.map((action) => ACTIONS[action].zh).join('、'),
});
