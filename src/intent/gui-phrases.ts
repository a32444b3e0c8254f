/**
 * The editor talks to people who look at a screen (seed, "Backend Response Translation"). A sentence is dropped when all of it
 * is an instruction to use that screen: it is cut at its commas and joining words, and every part of it must begin with a verb
 * of the mouse and hold nothing but names of screen parts. A condition, a reason, a name, a number or a fact is none of those,
 * so the whole sentence stays: a needless instruction does less harm than a lost answer. What an instruction would have done
 * is suggested either way.
 */
export type SuggestedAction = 'export' | 'state' | 'credits' | 'chat';

export interface TranslatedText {
  text: string;
  /** What the instructions would have done, if it is something we can do. */
  suggests: SuggestedAction | undefined;
}

const wordsOf = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

const LEAD =
  /^(?:[\s>*_#•→👉✅(–—-]|\d{1,2}[.)]\s)*(?:(?:please|now|then|next|just|simply|finally|also|first|alternatively|and|or|you|you['’]ll|can|could|may|should|need to|want to|feel free to|go ahead and) )*/iu;
/** Verbs of the mouse; the others are instructions where a part of the screen is named. */
const MOUSE =
  /^(?:by )?(?:(?:double|right|left|long)[- ]?)?(?:click(?:ing)?|tap(?:ping)?|drag(?:ging)?(?: (?:and|&) drop)?)\b/i;
const KEY = /^(?:by )?(?:press(?:ing)?|hit(?:ting)?|select(?:ing)?|choos(?:e|ing))\b/i;
const LOOK =
  /^(?:by )?(?:us(?:e|ing)|find|locate|open|go to|navigate to|head to|switch to|visit|check|see|view|preview|adjust|edit|change|play|close|expand|scroll|hover|drop|(?:re)?arrange)\b/i;
/** What a click is good for. */
const AIMS =
  'save|download|get|see|view|watch|continue|confirm|apply|finish|start|begin|listen|edit|select|split|move|reorder|share|play|preview|close|keep';
const PURPOSE = new RegExp(`^(?:to )?(?:${AIMS})\\b`, 'i');
const SCREEN =
  /\b(?:buttons?|icons?|key|tabs?|menus?|panels?|sidebar|toolbar|timeline|player|window|editor|screen|canvas|library|settings|page|account|billing|dashboard|export|here|thumbnails?|handles?|slider|playhead|arrows?)\b/i;
/** What an instruction is made of, beside the name of a button. */
const PLAIN = wordsOf(
  `
    a an the your this that it its them all any and or of on onto in into at to from by for with as here there up
    down left right top bottom upper lower side corner middle center end start beginning green red blue big small
    first second last next new other more again once twice anywhere like you button buttons icon icons key tab
    tabs menu menus panel panels sidebar toolbar timeline player window editor screen canvas library settings page
    section area box bin option options track tracks clip clips file files video videos image images photo photos
    media footage element elements item items layer layers title titles text audio music volume speed brightness
    effect effects sticker stickers transition transitions scene scenes segment segments thumbnail handle handles
    edge edges slider playhead arrow mouse export save download share apply generate done ok okay continue confirm
    close play pause preview render publish submit upload undo redo cancel delete edit finish account billing
    dashboard plan details credits balance view see get changes result results order position side made created
  `,
);
/** Between these the parts of a sentence stand. */
const SEAM = new RegExp(
  `[,;]\\s+|(?<=:)\\s+|[，；、]|(?<=：)|(?<=(?<!然)[后时])(?=请|再|点击|单击|双击|打开)|\\s[-–—]\\s|\\s(?=(?:and (?!drop)|or |then |once |when |whenever |if |until |unless |before |after |while |because |so )|to (?:${AIMS})\\b|by \\w+ing\\b)`,
  'gi',
);

/** The name of a button: `"Export"`, `[Apply]`, `**Save**`, `Generate`, `Ctrl+S`. */
const NAME =
  /(^|\s)(?:(?:"[^"]{1,30}"|“[^”]{1,30}”|\[[^\]]{1,30}\]|\*\*[^*]{1,30}\*\*|`[^`]{1,30}`)|\p{Lu}[\p{L}+]{0,20}(?:\s*>\s*\p{Lu}\p{L}{0,20}|\s\p{Lu}\p{L}{0,20})?)/u;

const NAME_OF_PLACE =
  /\b\p{Lu}\p{L}{0,20}(?=\s(?:button|icon|tab|menu|panel|option|account|page|section|library|editor)\b)/u;

/** What a part of a sentence is: it tells to use the screen, or what that is good for. */
function readPart(part: string): 'instruction' | 'purpose' | 'other' {
  if (/[:：]$/.test(part)) return 'other';
  const text = part.replace(LEAD, '');
  const location = /^(?:the|your) \W?export\W? button (?:is|can be found)/i;
  if (location.test(text))
    return hasOnlyPlain(text.replace(location, '')) ? 'instruction' : 'other';
  const isNamed = MOUSE.test(text) || KEY.test(text);
  const [verb] = MOUSE.exec(text) ?? KEY.exec(text) ?? LOOK.exec(text) ?? [];
  const rest = text.slice(verb?.length ?? 0);
  // Only a click has a button's name; elsewhere a name is one, unless it is of a menu or panel.
  const unnamed = isNamed ? rest.replace(NAME, ' ') : rest.replace(NAME_OF_PLACE, ' ');
  if (
    verb !== undefined &&
    !/\d|https?:/.test(rest) &&
    hasOnlyPlain(/^drag/i.test(text) ? rest : unnamed)
  ) {
    const isButton = KEY.test(text) && (unnamed !== rest || BUTTON.test(rest));
    if (MOUSE.test(text) || SCREEN.test(rest) || isButton || /^(?:re)?arrange clips/i.test(text))
      return 'instruction';
  }
  return PURPOSE.test(text) && hasOnlyPlain(text.replace(PURPOSE, '')) ? 'purpose' : 'other';
}

const BUTTON = /\b(?:done|ok|apply|save|next|continue|play|generate)\b/i;

const hasOnlyPlain = (text: string): boolean =>
  (text.toLowerCase().match(/[\p{L}\p{N}'’+]+/gu) ?? []).every((word) => PLAIN.has(word));

const ZH_VERB =
  /点击|单击|双击|点按|点选|轻点|轻触|按[下住]?(?=.{0,12}(?:键|按钮))|点(?=导出)|拖拽|拖动|拖放|拖到|打开|前往|进入|访问|查看|使用|通过|选择|找到|预览|导出按钮|导出键/u;
const ZH_SCREEN =
  /点击|单击|双击|点按|点选|轻点|轻触|拖|按钮|按下|按住|导出键|点导出|面板|菜单|时间[线轴]|播放器|窗口|编辑器|设置|功能|账户|账单|账号|图标|选项/u;
/** What a Chinese instruction is made of; nothing of it is left when these are taken out. */
const ZH_PLAIN =
  /已(?:添加|生成)的|播放器|预览窗口|看到|导出键|按钮|按键|点击|单击|双击|点按|点选|轻点|轻触|按[下住]?|点|拖拽|拖动|拖放|拖到|拖入|打开|前往|进入|访问|查看|使用|通过|选择|找到|预览|导出|保存|下载|继续|确认|应用|生成|编辑|修改|调整|试听|播放|上传|分享|完成|排序|余额|积分|详情|按钮|图标|选项|标签页?|面板|菜单|时间线|时间轴|播放器|预览窗口|窗口|编辑器|设置|功能|账户|账号|账单|页面?|右上角|左上角|右下角|左下角|顶部|底部|上方|下方|左侧|右侧|右边|左边|位置|片段|素材|文件|视频|轨道|标题|字幕|音频|音乐|音效|特效|效果|图片|照片|元素|滑块|进度条|手柄|边缘|鼠标|画布|图层|贴纸|音量|顺序|这里|此处|即可|就可以|就能|可以|可|请|您|你|也|再|或者|或|并且|并|然后|接着|现在|只需|直接|先|就|来|去|到|至|在|从|将|把|用|的|上|中|里|进行|以|和|与|它|一下|[\s.,!，。；;、！“”"「」*[\]（）()👉]/gu;

const isChineseInstruction = (part: string): boolean =>
  ZH_VERB.test(part) && ZH_SCREEN.test(part) && part.replace(ZH_PLAIN, '') === '';

/** The most specific first: "click Export" is more than a click (wire-contract.md section 6 rule 10). */
function suggestionOf(part: string): SuggestedAction | undefined {
  if (/export|导出/i.test(part)) return 'export';
  if (/\b(?:account|billing|dashboard)\b|账户|账单|账号/i.test(part)) return 'credits';
  if (/drag|drop|arrange|adjust|拖|调整/i.test(part)) return 'chat';
  return /\b(?:open|go to|navigate|preview|switch to|view|see)\b|打开|预览|查看/i.test(part)
    ? 'state'
    : undefined;
}

function readSentence(sentence: string): {
  isDropped: boolean;
  suggests: SuggestedAction | undefined;
} {
  const parts = sentence.split(SEAM).filter((part) => part?.trim());
  // "Title: Click here", 字幕：请打开设置
  const isLabel =
    /(?:title|caption|subtitle|bgm|text|标题|字幕|文字|音乐)[^：:]{0,8}[：:]$|^(?:title|text)$/i.test(
      parts[0]?.trim() ?? '',
    );
  if (isLabel) return { isDropped: false, suggests: undefined };
  const read = parts.map((part) =>
    !/\p{Script=Han}/u.test(part)
      ? readPart(part.trim())
      : isChineseInstruction(part)
        ? 'instruction'
        : 'other',
  );
  const suggestions = parts.filter((_, at) => read[at] === 'instruction').map(suggestionOf);
  const suggests = suggestions.includes('export')
    ? 'export'
    : suggestions.find((action) => action !== undefined);
  return { isDropped: read.includes('instruction') && !read.includes('other'), suggests };
}

/** Where a sentence may end; a full stop inside a number or name, or after the number of a list, ends none. */
const SENTENCE_END = /(?:(?<![.!?])[.!?]+["”’)\]*_]*(?=\s|$)|[。！？]+|\n)[ \t]*\n*/g;
const QUOTED_TEXT = /"[^"\n]{0,300}"|“[^“”\n]{0,300}”|「[^「」\n]{0,300}」/g;

function splitSentences(text: string): string[] {
  // What is quoted holds no end, unless the quote itself is the end.
  const masked = text.replace(QUOTED_TEXT, (quote: string, at: number) =>
    /[.!?。！？].$/.test(quote) &&
    /^(?:\s*$|\n|\s+\p{Lu})/u.test(text.slice(at + quote.length, at + quote.length + 3))
      ? 'x'.repeat(quote.length - 2) + quote.slice(-2)
      : 'x'.repeat(quote.length),
  );
  const sentences: string[] = [];
  let from = 0;
  for (const { 0: end, index } of masked.matchAll(SENTENCE_END)) {
    if (index - from < 8 && /^\s*\d{1,3}$/.test(masked.slice(from, index)) && !end.includes('\n'))
      continue;
    sentences.push(text.slice(from, index + end.length));
    from = index + end.length;
  }
  return from < text.length ? [...sentences, text.slice(from)] : sentences;
}

/** Translates one message of the backend. The text may become empty. */
export function translateGuiPhrases(message: string): TranslatedText {
  let suggests: SuggestedAction | undefined;
  let kept = '';
  for (const sentence of splitSentences(dropNoise(message.trim()))) {
    const read = readSentence(sentence);
    suggests = read.suggests === 'export' ? 'export' : (suggests ?? read.suggests);
    if (!read.isDropped) kept += sentence;
    // The line or paragraph ends there with or without its last sentence.
    else if (countLines(sentence) > countLines(kept))
      kept = kept.trimEnd() + '\n'.repeat(countLines(sentence));
  }
  return { text: kept.trim(), suggests };
}

/** The line ends behind a text. */
const countLines = (text: string): number =>
  text.slice(text.trimEnd().length).split('\n').length - 1;

/** What the backend ends normal answers with (wire-contract.md section 6 rule 8); only at the end, and when it says nothing else. */
const TRAILING_NOISE =
  /(?:^|(?<=[.!?。！？\n])\s*)(?:(?:sorry|apologies),?\s+(?:but\s+)?)?I(?: have|'ve)? encountered a temporary issue(?:\s+(?:while|when|processing)\b[^,.!?]*)?(?:[.,!]?\s*(?:please )?try again[^.!?]*)?[.!]*\s*$/i;
const LONGEST_NOISE = 300;

function dropNoise(text: string): string {
  const from = Math.max(0, text.length - LONGEST_NOISE);
  const end = text.slice(from);
  // The beginning of the slice is not the beginning of a sentence.
  const at = (from === 0 ? end : `\ue000${end}`).search(TRAILING_NOISE);
  return at === -1 ? text : text.slice(0, from === 0 ? at : from + at - 1);
}
