/**
 * The editor talks to people who look at a screen (seed, "Backend Response Translation"). A sentence is dropped when all of it
 * is an instruction to use that screen: it begins with a verb of the mouse, and every other word is the name of a screen part,
 * a place on it or a small word. A condition, a reason, a name, a number or a fact is none of those, so the whole sentence
 * stays: a needless instruction does less harm than a lost answer. What the instruction would have done is suggested either way.
 */
export type SuggestedAction = 'export' | 'state' | 'credits' | 'chat';

export interface TranslatedText {
  text: string;
  /** What the instructions would have done, if it is something we can do. */
  suggests: SuggestedAction | undefined;
  /** Something was said, and all of it was an instruction. */
  isAllDropped: boolean;
}

/** List marks and courtesies before the verb. */
const LEAD =
  /^(?:[\s>*_#•→👉✅(–—-]|\d{1,2}[.)]\s)*(?:(?:please|now|then|next|just|simply|finally|also|first|alternatively|and|or|you|you['’]ll|can|could|may|should|need to|want to|feel free to|go ahead and),? )*/iu;
/** Verbs of the mouse; the others are instructions where a button or a part of the screen is named. */
const MOUSE =
  /^(?:(?:(?:double|right|left|long)[- ]?)?(?:click|tap)|long press|drag|(?:re)?arrange|scroll|hover|refresh|reload)\b/i;
const KEY = /^(?:press|hit|select|choose)\b/i;
const LOOK =
  /^(?:use|find|locate|open|go to|navigate to|head to|switch to|visit|check|see|view|preview|adjust|edit|change|play|close|expand|drop|save|download|the \W?export\W? button (?:is|can be found))\b(?! (?:of|up|button|image|clip)\b)/i;
const SCREEN =
  /\b(?:buttons?|icons?|key|tabs?|menus?|panels?|sidebar|toolbar|timeline|player|window|editor|screen|canvas|library|settings|page|account|billing|dashboard|export|here|thumbnails?|handles?|slider|playhead|arrows?|play)\b/i;
/** What an instruction is made of, beside the name of a button. What ends in "?" asks, and is none. */
const PLAIN = new Set(
  `
    a an the your this that it its them all any and or of on onto in into at to from by for with as here there up then also
    down left right top bottom upper lower side corner middle center end start beginning green red blue big small
    first second last next new other more again once twice anywhere like you button buttons icon icons key tab
    tabs menu menus panel panels sidebar toolbar timeline player window editor screen canvas library settings page
    section area box bin template templates option options track tracks clip clips file files video videos image images photo photos
    media footage element elements item items layer layers title titles text audio music volume speed brightness
    effect effects sticker stickers transition transitions scene scenes segment segments thumbnail handle handles
    edge edges slider playhead arrow mouse export save download share apply generate done ok okay continue confirm
    close play pause preview render publish submit upload undo redo cancel delete edit finish account billing
    dashboard plan details credits balance remaining view see get changes result results order reorder position
    click clicking tap tapping press hit select choose drag drop open go keep listen split move watch begin located found
  `.match(/\w+/g),
);
/** The name of a button, `"Export"`, `[Apply]`, `**Save**`, `Generate`, `Ctrl+S`; and of a place, `Brand Kit panel`. */
const BUTTON =
  /(^|\s)(?:(?:"[^"]{1,30}"|“[^”]{1,30}”|\[[^\]]{1,30}\]|\*\*[^*]{1,30}\*\*|`[^`]{1,30}`)|\p{Lu}[\p{L}+]{0,20}(?:\s*>\s*\p{Lu}\p{L}{0,20}|\s\p{Lu}\p{L}{0,20})?)/u;
const PLACE =
  /\b\p{Lu}\p{L}{0,20}(?=\s(?:button|icon|tab|menu|panel|option|account|page|section|library|editor)\b)/u;

function isEnglishInstruction(part: string): boolean {
  const text = part.replace(LEAD, '');
  const [verb = ''] = MOUSE.exec(text) ?? KEY.exec(text) ?? LOOK.exec(text) ?? [];
  const rest = text.slice(verb.length);
  if (verb === '' || /\d|https?:|[:?]\s*$/.test(rest)) return false;
  const isClick =
    /^(?:press|hit)/i.test(text) || (MOUSE.test(text) && !/^(?:drag|re|arr|scr|hov)/i.test(text));
  const unnamed = rest.replace(isClick ? BUTTON : PLACE, ' ');
  const isOnScreen =
    MOUSE.test(text) || unnamed !== rest || SCREEN.test(rest) || /button/i.test(verb);
  const words = unnamed.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return isOnScreen && words.every((word) => PLAIN.has(word));
}

const ZH_VERB =
  /点击|单击|双击|点按|点选|轻点|轻触|按[下住]?(?=.{0,12}(?:键|按钮))|点(?=导出)|拖拽|拖动|拖放|拖到|打开|前往|进入|访问|查看|使用|通过|选择|找到|预览|导出按钮|导出键/;
const ZH_SCREEN =
  /点击|单击|双击|点按|点选|轻点|轻触|拖|按钮|按下|按住|导出键|点导出|页面|面板|菜单|时间[线轴]|播放器|窗口|编辑器|设置|功能|账户|账单|账号|图标|选项/;
/** What a Chinese instruction is made of; nothing of it is left when these are taken out. */
const ZH_PLAIN = new RegExp(
  `
    已(?:添加|生成)的 播放器 预览窗口 看到 导出键 按[钮键] [点单双]击 点按 点选 轻点 轻触 按[下住]? 点 拖[拽动放到入] 打开 前往 进入 访问
    查看 剩余 使用 通过 选择 找到 预览 导出 保存 下载 继续 确认 应用 生成 编辑 修改 调整 试听 播放 上传 分享 完成 排序 余额 积分 详情 图标
    选项 标签页? 面板 菜单 时间[线轴] 窗口 编辑器 设置 功能 账[户号单] 页面? [左右][上下]角 顶部 底部 上方 下方 [左右][侧边] 位置 片段
    素材 文件 视频 轨道 标题 字幕 音[频乐效量] 特效 效果 图[片层] 照片 元素 滑块 进度条 手柄 边缘 鼠标 画布 贴纸 顺序 这里 此处
    即可 就可以 就能 可以? 并且 然后 接着 现在 只需 直接 进行 一下
    [请您你也再并就来去到至在从将把用的上中里以和与它先] [\\s.,!，。；;、！“”"「」*()（）👉[\\]]
  `
    .trim()
    .replace(/\s+/g, '|'),
  'gu',
);

const isInstruction = (text: string): boolean =>
  /\p{Script=Han}/u.test(text)
    ? ZH_VERB.test(text) && ZH_SCREEN.test(text) && text.replace(ZH_PLAIN, '') === ''
    : isEnglishInstruction(text);

/** Between these a sentence that stays may hold an instruction; what stands behind "Title:" is content. */
const SEAM =
  /[,;，；、]|(?<=[:：])(?<!(?:title|caption|subtitle|text|标题|字幕|文字)[^:：]{0,8}[:：])|\s[-–—]\s|(?<=后)(?=[请点单双打])|\s(?=(?:and|or|once|when|whenever|until|unless|because|so|if|to|in)\s)/gi;

/** The most specific first: "click Export" is more than a click (wire-contract.md section 6 rule 10). */
function suggestionOf(instruction: string): SuggestedAction | undefined {
  if (/export|导出/i.test(instruction)) return 'export';
  if (/\b(?:account|billing|dashboard)\b|账[户单号]/i.test(instruction)) return 'credits';
  if (/drag|drop|arrange|adjust|拖|调整/i.test(instruction)) return 'chat';
  return /\b(?:open|go to|navigate|preview|switch to|view|see)\b|打开|预览|查看/i.test(instruction)
    ? 'state'
    : undefined;
}

/** Where a sentence may end; a full stop inside a number or name, or after the number of a list, ends none. */
const SENTENCE_END =
  /(?:(?<![.!?])(?<!(?:^|\n)\s{0,8}\d{1,3})[.!?]+["”’)\]*_]*(?=\s|$)|[。！？]+|\n)[ \t]*\n*/g;
const QUOTED_TEXT = /"[^"\n]{0,300}"|“[^“”\n]{0,300}”|「[^「」\n]{0,300}」/g;

/** Sentences, and beside each the same without the marks that stand in quoted text. */
function splitSentences(text: string): { sentence: string; masked: string }[] {
  const masked = text.replace(QUOTED_TEXT, (quote: string) =>
    /[.,;:!?。，；：！？]/.test(quote) ? 'x'.repeat(quote.length - 2) + quote.slice(-2) : quote,
  );
  const ends = Array.from(masked.matchAll(SENTENCE_END), ({ 0: end, index }) => index + end.length);
  const cuts = [0, ...ends, text.length];
  return cuts
    .slice(1)
    .map((to, at) => ({ sentence: text.slice(cuts[at], to), masked: masked.slice(cuts[at], to) }))
    .filter(({ sentence }) => sentence !== '');
}

/** What the backend ends normal answers with (wire-contract.md section 6 rule 8). */
const NOISE =
  /^\s*(?:(?:sorry|apologies),?\s+(?:but\s+)?)?I(?: have|'ve)? encountered a temporary issue(?:\s+(?:while|when|processing)\b[^,.!?]*)?(?:[.,!]?\s*(?:please )?try again[^.!?]*)?[.!]*\s*$/i;

/** Translates one message of the backend. The text may become empty. */
export function translateGuiPhrases(message: string): TranslatedText {
  const sentences = splitSentences(message.trim());
  for (const count of [2, 1]) {
    const end = sentences.slice(-count).map(({ sentence }) => sentence);
    if (NOISE.test(end.join(''))) sentences.splice(-count);
  }
  const suggestions: (SuggestedAction | undefined)[] = [];
  let kept = '';
  for (const { sentence, masked } of sentences) {
    const isDropped = isInstruction(sentence);
    const parts = isDropped ? [sentence] : masked.split(SEAM).filter(isInstruction);
    suggestions.push(...parts.map(suggestionOf));
    if (!isDropped) kept += sentence;
    // The line or paragraph ends there with or without its last sentence.
    else if (countLines(sentence) > countLines(kept))
      kept = kept.trimEnd() + '\n'.repeat(countLines(sentence));
  }
  const suggests = suggestions.find((action) => action === 'export') ?? suggestions.find(Boolean);
  const text = kept.trim();
  return { text, suggests, isAllDropped: text === '' && sentences.length > 0 };
}

/** The line ends behind a text. */
const countLines = (text: string): number =>
  text.slice(text.trimEnd().length).split('\n').length - 1;
