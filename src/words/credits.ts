import type { Text } from './text.ts';

interface Balance {
  available: number;
  frozen: number;
  total: number;
}

/** What `credits` says. */
export const creditWords = {
  balance: ({ available, frozen, total }: Balance): Text =>
    frozen > 0
      ? {
          en: `You have ${available} credits left (${total} in total, ${frozen} reserved for work in progress).`,
          zh: `你还有 ${available} 积分可用（总共 ${total} 积分，其中 ${frozen} 积分已为进行中的任务预留）。`,
        }
      : { en: `You have ${available} credits left (${total} in total).`, zh: `你还有 ${available} 积分可用（总共 ${total} 积分）。` },
};
