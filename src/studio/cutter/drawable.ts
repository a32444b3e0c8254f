import { editTimeline } from './editor/editor.ts';
import type { EditOutcome, EditRequest } from './editor/editor.ts';
import type { StudioEngine } from './engine-port.ts';

/**
 * Edits, unless the edit would show text that no font here can draw: it would be charged for and never be
 * seen. Such an edit is refused as a whole and the characters named; titles that were there are not asked about.
 */
export function editDrawable(
  request: EditRequest,
  { findUndrawable }: Pick<StudioEngine, 'findUndrawable'>,
): EditOutcome {
  const outcome = editTimeline(request);
  const { timeline } = request;
  const old = new Set(timeline?.titles.map(({ text }) => text));
  const texts = (outcome.timeline?.titles ?? []).map(({ text }) => text);
  const missing = new Set(texts.filter((text) => !old.has(text)).flatMap(findUndrawable));
  if (missing.size === 0) return outcome;
  const names = [...missing].slice(0, 20).join(' ');
  const refusal = {
    en: `No font here has these characters, please write the text without them: ${names}`,
    zh: `我的字体里没有这些字符，请换一种写法：${names}`,
  };
  return { ...outcome, timeline, changes: [], placed: null, refusals: [refusal] };
}
