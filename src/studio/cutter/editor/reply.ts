import type { EditOutcome } from './editor.ts';
import type { Language, Phrase } from './phrase.ts';

/** The sentences real backends end an edit with; they speak of a GUI the user does not have. */
const READY: Phrase = {
  en: 'Your video is ready! Preview in the Timeline panel or click the Export button to save it.',
  zh: '视频已准备好！可以在时间线面板中预览，或点击导出按钮保存。',
};
const EXPORT_HINT: Phrase = {
  en: 'To save your video, click the Export button in the top right corner.',
  zh: '要保存视频，请点击右上角的导出按钮。',
};
const ABILITIES: Phrase = {
  en: 'Sorry, I did not understand that and changed nothing. I can do: generate a video of something; place, join, order and remove clips; trim; show photos for some seconds; speed; titles (text, place, size, colour, time, fade) and subtitles from a pasted SRT; background music from an uploaded audio file (volume, loop, fade); volume and mute; fades and cross-fades; aspect ratio (16:9, 9:16, 1:1), fit or fill, resolution, rotate; start over.',
  zh: '抱歉，我没有听懂，所以没有做任何改动。我可以：生成视频；放置、拼接、排序和删除片段；剪辑长度；设置照片显示几秒；变速；标题（文字、位置、大小、颜色、时间、淡入淡出）和粘贴的 SRT 字幕；用上传的音频做背景音乐（音量、循环、淡入淡出）；调音量和静音；淡入淡出和转场；画面比例（16:9、9:16、1:1）、铺满或完整显示、分辨率、旋转；重新开始。',
};

interface ReplyOptions {
  mentionsExportButton: boolean;
}

/** What the editor says about its work, sentence by sentence. */
export function composeReply(outcome: EditOutcome, options: ReplyOptions): string[] {
  const { changes, placed, refusals, wantsExport, language } = outcome;
  const done = [...(placed ? [placed] : []), ...changes].map((phrase) => close(phrase, language));
  const sentences = [...done, ...refusals.map((phrase) => close(phrase, language))];
  const hasVideo = done.length > 0 && (outcome.timeline?.clips.length ?? 0) > 0;
  if (wantsExport) sentences.push(EXPORT_HINT[language]);
  else if (hasVideo && options.mentionsExportButton) sentences.push(READY[language]);
  return sentences.length === 0 ? [ABILITIES[language]] : sentences;
}

function close(phrase: Phrase, language: Language): string {
  const text = phrase[language];
  if (/[?？!！]$/u.test(text)) return text;
  return text + (language === 'zh' ? '。' : '.');
}
