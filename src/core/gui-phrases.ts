/**
 * The backend talks to people who look at an editor. Ours have a chat: what asks them to click, open, drag or preview is
 * taken out, what describes content stays word for word (seed, "Backend Response Translation").
 */
export type SuggestedAction = 'export' | 'state' | 'credits' | 'chat';

export interface TranslatedText {
  text: string;
  /** What the removed instructions would have done, if it is something we can do. */
  suggests: SuggestedAction | undefined;
}

interface GuiPhrase {
  pattern: RegExp;
  suggests: SuggestedAction | undefined;
}

/** The most specific rows come first: "click Export" is an export, not just a click (wire-contract.md section 6 rule 10). */
const GUI_PHRASES: GuiPhrase[] = [
  {
    pattern: /\b(?:click|press|tap|hit|use|select)\b[^.!?]*\bexport\b|\bexport button\b/i,
    suggests: 'export',
  },
  { pattern: /(?:点击|按下?|点|使用|通过)[^。！？]*导出|导出按钮/, suggests: 'export' },
  {
    pattern: /\b(?:check|see|visit|go to)\b[^.!?]*\b(?:account|billing|dashboard)\b/i,
    suggests: 'credits',
  },
  {
    pattern:
      /\bpreview\b[^.!?]*\b(?:in|on|from|using)\b[^.!?]*\b(?:timeline|player|panel|window|editor)\b/i,
    suggests: 'state',
  },
  {
    pattern: /在[^。！？]*(?:时间线|面板|播放器|预览窗口)[^。！？]*(?:预览|查看)/,
    suggests: 'state',
  },
  {
    pattern: /\b(?:drag|drop)\b[^.!?]*\b(?:clip|file|track|timeline|here|media|onto|into|to)\b/i,
    suggests: 'chat',
  },
  { pattern: /拖拽|拖动|拖放|拖到/, suggests: 'chat' },
  {
    pattern: /\b(?:click|tap|press)\b(?: on)?\s+(?:the\b|["'“‘[]|here\b|[A-Z])/i,
    suggests: undefined,
  },
  { pattern: /点击|单击|双击/, suggests: undefined },
  {
    pattern: /\bopen\b[^.!?]*\b(?:panel|menu|timeline|tab|editor|settings|sidebar)\b/i,
    suggests: 'state',
  },
  { pattern: /打开[^。！？]*(?:面板|菜单|时间线|标签|编辑器|设置)/, suggests: 'state' },
];

/** The sentence the backend ends normal answers with; alone, it is no answer (wire-contract.md section 6 rule 8). */
const TRAILING_NOISE =
  /\s*(?:sorry,?\s*)?I(?: have|'ve)? encountered a temporary issue[^.!?。]*[.!?。]*(?:\s*please try again[^.!?]*[.!?]*)?/gi;

/** Translates one message of the backend. The text may become empty. */
export function translateGuiPhrases(message: string): TranslatedText {
  const sentences = splitSentences(message.replace(TRAILING_NOISE, ''));
  let suggests: SuggestedAction | undefined;
  const kept = sentences.filter((sentence) => {
    const phrase = GUI_PHRASES.find(({ pattern }) => pattern.test(maskQuotes(sentence)));
    suggests = preferAction(suggests, phrase?.suggests);
    return phrase === undefined;
  });
  const text = kept
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, suggests };
}

/** An export outweighs whatever else was suggested: it is what the user came for. */
const preferAction = (
  first: SuggestedAction | undefined,
  second: SuggestedAction | undefined,
): SuggestedAction | undefined => (second === 'export' ? second : (first ?? second));

/** Sentences with their endings and the white space after them; a full stop inside a number or name ends none. */
const splitSentences = (text: string): string[] =>
  text
    .match(
      /[^.!?。！？\n]*(?:[.!?](?!\s|$)[^.!?。！？\n]*)*(?:[.!?]+(?=\s|$)|[。！？]+|\n+|$)[ \t]*\n*/g,
    )
    ?.filter(Boolean) ?? [];

/** Quoted words are content ("a title that says 'Click here'"), unless they name the button to click. */
const maskQuotes = (sentence: string): string =>
  sentence.replace(
    /(?<!\b(?:click|tap|press|hit)(?: on)?(?: the)? ?|点击|单击|按下?)(?:"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』)/gi,
    '""',
  );
