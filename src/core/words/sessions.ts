import type { Text } from '../text.ts';

/** What is said of a project's sessions. */
export const sessionWords = {
  earlierKept: (name: string): Text => ({
    en: `The earlier timeline is kept as project "${name}".`,
    zh: `之前的时间线保留在项目“${name}”里。`,
  }),
};
