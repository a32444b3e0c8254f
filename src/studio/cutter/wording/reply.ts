import type { EditOutcome } from '../editor.ts';
import type { Language, Phrase } from './figures.ts';

/** The sentences real backends end an edit with; they speak of a GUI the user does not have. */
const READY: Phrase = {
  en: 'Your video is ready! Preview in the Timeline panel or click the Export button to save it.',
  zh: '视频已准备好！可以在时间线面板中预览，或点击导出按钮保存。',
};
const EXPORT_HINT: Phrase = {
  en: 'To save your video, click the Export button in the top right corner.',
  zh: '要保存视频，请点击右上角的导出按钮。',
};

/** What the editor says about its work, sentence by sentence. */
export function composeReply(
  { changes, placed, notes, wantsExport, language, timeline }: EditOutcome,
  { mentionsExportButton }: { mentionsExportButton: boolean },
): string[] {
  const done = [...(placed ? [placed] : []), ...changes];
  const sentences = [...done, ...notes].map((phrase) => close(phrase[language], language));
  const hasVideo = done.length > 0 && (timeline?.clips.length ?? 0) > 0;
  if (wantsExport) sentences.push(EXPORT_HINT[language]);
  else if (hasVideo && mentionsExportButton) sentences.push(READY[language]);
  return sentences;
}

function close(text: string, language: Language): string {
  if (/[?？!！]$/u.test(text)) return text;
  return text + (language === 'zh' ? '。' : '.');
}
