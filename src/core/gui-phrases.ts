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
  /** Matched where an instruction begins, so that "a drop of water" is none. */
  pattern: RegExp;
  suggests: SuggestedAction | undefined;
}

const CLICK = String.raw`(?:double-|right-|left-)?(?:click|tap|press|hit)`;

/** The most specific rows come first: "click Export" is an export, not just a click (wire-contract.md section 6 rule 10). */
const ENGLISH: GuiPhrase[] = [
  {
    pattern: phrase(`(?:${CLICK}|use|select|choose|find)\\b[^.!?]*\\bexport\\b`),
    suggests: 'export',
  },
  { pattern: phrase('the (?:\\W?export\\W? )button\\b'), suggests: 'export' },
  {
    pattern: phrase(
      '(?:check|see|visit|go to|navigate to|open)\\b[^.!?]*\\b(?:account|billing|dashboard)\\b',
    ),
    suggests: 'credits',
  },
  {
    pattern: phrase(
      'preview\\b[^.!?]*\\b(?:in|on|from|using|with)\\b[^.!?]*\\b(?:timeline|player|panel|window|editor)\\b',
    ),
    suggests: 'state',
  },
  { pattern: phrase('(?:drag|drop|arrange)\\b'), suggests: 'chat' },
  {
    pattern: phrase('adjust\\b[^.!?]*\\b(?:in|on) the (?:editor|timeline|panel|inspector)\\b'),
    suggests: 'chat',
  },
  { pattern: phrase(`${CLICK}\\b(?! (?:track|sound|noise)s?\\b)`), suggests: undefined },
  {
    pattern: phrase(
      '(?:open|go to|navigate to)\\b[^.!?]*\\b(?:panel|menu|timeline|tab|editor|settings|sidebar|player|library)\\b',
    ),
    suggests: 'state',
  },
];

const CHINESE: GuiPhrase[] = [
  { pattern: /^.{0,16}?(?:(?:点击|单击|按下?|点|使用|通过).*导出|导出按钮)/, suggests: 'export' },
  { pattern: /^.{0,16}?(?:查看|前往|打开)[^，]*(?:账户|账单|账号)/, suggests: 'credits' },
  {
    pattern:
      /^.{0,8}?在[^，]*(?:时间线|时间轴|面板|播放器|预览窗口)[^，]*(?:预览|查看)|^.{0,4}?预览窗口中/,
    suggests: 'state',
  },
  { pattern: /^.{0,12}?(?:拖拽|拖动|拖放|拖到|拖入)/, suggests: 'chat' },
  {
    pattern:
      /^(?:请|您|你|可以?|也|然后|再|或者?|接着|现在|只需|直接|在[^，]{0,12}?)*(?:点击|单击|双击)(?!率|量|数)/,
    suggests: undefined,
  },
  { pattern: /^.{0,8}?打开[^，]*(?:面板|菜单|时间线|时间轴|标签|编辑器|设置)/, suggests: 'state' },
];

function phrase(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})`, 'i');
}

/** Where an English instruction may begin: at the start of a sentence, after a seam, after "please" or "you can". */
const INSTRUCTION_START =
  /(?:^|[,;:–—]\s*(?:and\s+|or\s+|then\s+|so\s+)?|\b(?:and|or|then)\s+)(?:(?:please|now|then|next|just|simply|finally|also|first|feel free to|go ahead and|don't forget to|you(?:'ll)?(?: can| could| may| should| need to| want to| have to)?(?: also| now| simply| just| always)?|to [^,.!?]{1,40},|when [^,.!?]{1,40},|if [^,.!?]{1,40},)\s+)*/gi;

/**
 * The sentence the backend ends normal answers with; alone, it is no answer (wire-contract.md section 6 rule 8). Only at the
 * end, and only when it says nothing else.
 */
const TRAILING_NOISE =
  /(?:^|(?<=[.!?。！？\n])\s*)(?:(?:sorry|apologies),?\s+(?:but\s+)?)?I(?: have|'ve)? encountered a temporary issue(?:\s+(?:while|when|processing)\b[^,.!?]*)?(?:[.,!]?\s*(?:please )?try again[^.!?]*)?[.!]*\s*$/i;

/** Translates one message of the backend. The text may become empty. */
export function translateGuiPhrases(message: string): TranslatedText {
  let suggests: SuggestedAction | undefined;
  const kept = splitSentences(message.replace(TRAILING_NOISE, '')).map((sentence) => {
    const translated = translateSentence(sentence);
    suggests = preferAction(suggests, translated.suggests);
    return translated.text;
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

function translateSentence(sentence: string): TranslatedText {
  const masked = maskQuotes(sentence);
  return (
    cutEnglish(sentence, masked) ??
    cutChinese(sentence, masked) ?? { text: sentence, suggests: undefined }
  );
}

/** From where the instruction begins, the rest of the sentence belongs to it; what was said before it stays. */
function cutEnglish(sentence: string, masked: string): TranslatedText | undefined {
  for (const start of masked.matchAll(INSTRUCTION_START)) {
    const rest = masked.slice(start.index + start[0].length);
    const found = ENGLISH.find(({ pattern }) => pattern.test(rest));
    if (!found) continue;
    // A later and stronger wish in the same sentence: "preview it in the player or click Export".
    const exports = ENGLISH.filter(({ suggests }) => suggests === 'export');
    const alsoExports = [...rest.matchAll(INSTRUCTION_START)].some((later) =>
      exports.some(({ pattern }) => pattern.test(rest.slice(later.index + later[0].length))),
    );
    const head = sentence.slice(0, start.index).replace(/[\s,;:–—]+$/, '');
    return {
      text: head === '' ? '' : `${head}. `,
      suggests: alsoExports ? 'export' : found.suggests,
    };
  }
  return undefined;
}

/** Chinese sentences are cut clause by clause. */
function cutChinese(sentence: string, masked: string): TranslatedText | undefined {
  let suggests: SuggestedAction | undefined;
  let isCut = false;
  let position = 0;
  const kept = masked.split(/(?<=[，,；;])/).map((clause) => {
    const original = sentence.slice(position, position + clause.length);
    position += clause.length;
    const found = CHINESE.find(({ pattern }) => pattern.test(clause.trim()));
    if (!found) return original;
    isCut = true;
    suggests = preferAction(suggests, found.suggests);
    return '';
  });
  if (!isCut) return undefined;
  const rest = kept.join('');
  return { text: /[，,；;]\s*$/.test(rest) ? rest.replace(/[，,；;]\s*$/, '。') : rest, suggests };
}

/** Sentences with their endings and the white space after them; a full stop inside a number or name ends none. */
const splitSentences = (text: string): string[] =>
  text
    .match(
      /[^.!?。！？\n]*(?:[.!?](?!\s|$)[^.!?。！？\n]*)*(?:[.!?]+(?=\s|$)|[。！？]+|\n+|$)[ \t]*\n*/g,
    )
    ?.filter(Boolean) ?? [];

/** Quoted words are content ("a title that says 'Click here'"), unless they name the button to click. Same length. */
const maskQuotes = (sentence: string): string =>
  sentence.replace(
    /(?<!\b(?:click|tap|press|hit)(?: on)?(?: the)? ?|点击|单击|按下?)(?:"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』)/gi,
    (quoted) => '\u0001'.repeat(quoted.length),
  );
