import type { EditOutcome } from './editor/editor.ts';
import type { StudioTimeline } from './timeline.ts';

/**
 * Refuses an edit as a whole, and names the characters, when it would show text that no font here can
 * draw: it would be charged for and never be seen. Titles that were there before are not looked at again.
 */
export function refuseUndrawable(
  outcome: EditOutcome,
  before: StudioTimeline | null,
  findUndrawable: (text: string) => string[],
): EditOutcome {
  const old = new Set(before?.titles.map(({ text }) => text));
  const texts = (outcome.timeline?.titles ?? []).map(({ text }) => text);
  const missing = new Set(texts.filter((text) => !old.has(text)).flatMap(findUndrawable));
  if (missing.size === 0) return outcome;
  const names = [...missing].slice(0, 20).join(' ');
  return {
    ...outcome,
    timeline: before,
    changes: [],
    placed: null,
    refusals: [
      {
        en: `No font here has these characters, please write the text without them: ${names}`,
        zh: `我的字体里没有这些字符，请换一种写法：${names}`,
      },
    ],
  };
}
