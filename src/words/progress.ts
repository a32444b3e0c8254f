import type { Text } from './text.ts';

/** How far a transfer is. */
export const progressWords = {
  line: (label: Text, facts: Text): Text => ({ en: `${label.en}: ${facts.en}`, zh: `${label.zh}：${facts.zh}` }),
  facts: (facts: readonly Text[]): Text => ({ en: facts.map(({ en }) => en).join(', '), zh: facts.map(({ zh }) => zh).join('，') }),
  share: (percent: number, total: Text): Text => ({ en: `${percent}% of ${total.en}`, zh: `${percent}%（共 ${total.zh}）` }),
  rate: (size: Text): Text => ({ en: `${size.en}/s`, zh: `${size.zh}/秒` }),
  secondsLeft: (seconds: number): Text => ({ en: `${seconds} s left`, zh: `还剩 ${seconds} 秒` }),
  minutesLeft: (minutes: number): Text => ({ en: `${minutes} min left`, zh: `还剩 ${minutes} 分钟` }),
};
