/**
 * The backend talks to people who look at an editor. Ours have a chat: what asks them to click, open, drag or preview is
 * taken out, what describes content stays word for word (seed, "Backend Response Translation"). In doubt it stays: a needless
 * instruction does less harm than a lost answer.
 */
export type SuggestedAction = 'export' | 'state' | 'credits' | 'chat';

export interface TranslatedText {
  text: string;
  /** What the removed instructions would have done, if it is something we can do. */
  suggests: SuggestedAction | undefined;
}

interface GuiPhrase {
  /** Matched where an instruction may begin, so that "a drop of water" is none. */
  verb: RegExp;
  /** Whether what follows the verb makes an instruction of it: "drop your file here", not "drop shadow added". */
  isMeant(after: string, verb: string): boolean;
  suggests(rest: string): SuggestedAction | undefined;
}

/** No pattern looks further than this, so that the time it takes grows with the text and no faster. */
const REACH = 200;

const DEFINITE =
  /^\s*(?:the|an?|your|this|that|these|those|any|each|every|all|both|either|one|its|their|our|my)\b/i;
const UI =
  /\b(?:buttons?|icons?|keys?|tabs?|menus?|links?|arrows?|options?|checkbox|toggle|switch|sliders?|handles?|panel|timeline|player|preview|toolbar|sidebar|canvas|thumbnails?|space ?bar|playhead|clips?|tracks?|export)\b/i;
const MEDIA =
  /\b(?:clips?|files?|footage|videos?|tracks?|images?|photos?|pictures?|media|elements?|segments?|assets?|layers?|titles?|texts?|captions?|music|audio|songs?|effects?|stickers?|transitions?|items?|sliders?|handles?|edges?|playhead|scenes?|shots?|them|it)\b/i;
const PLACE =
  /\b(?:here|timeline|tracks?|panel|canvas|editor|window|area|box|zone|player|library|bin|place|position)\b/i;
/** What a film shows or holds is no part of the editor's screen. */
const CONTENT =
  'cam|camera|clip|close-?up|footage|graphic|image|overlay|scene|shot|sound|sticker|animation|effect|video|view';

const hasExport = (rest: string): boolean => /^[^.!?]*\bexport\b/i.test(rest);
const exportIfNamed = (rest: string): SuggestedAction | undefined =>
  hasExport(rest) ? 'export' : undefined;
const always = (suggests: SuggestedAction) => (): SuggestedAction => suggests;

/** The most specific rows come first (wire-contract.md section 6 rule 10). */
const ENGLISH: GuiPhrase[] = [
  {
    verb: /^(?:(?:double|right|left|long)[- ])?(?:click|tap|press|hit)\b/i,
    isMeant: isClick,
    suggests: exportIfNamed,
  },
  {
    verb: /^(?:use|select|choose|find)\b/i,
    isMeant: (after) =>
      /^\s+(?:[\w-]+\s+){0,3}\W?export(?:\W?\s+(?:button|option|menu|feature|function|icon|tab|panel|tool|command|from|in|at|on|to)\b|\W?\s*(?:[,;:.!]|$))/i.test(
        after,
      ) && !statesFact(after),
    suggests: always('export'),
  },
  {
    verb: /^(?:the|your)\s+\W?export\W? button\b/i,
    isMeant: (after) =>
      !new RegExp(`^\\s+(?:was|were|has|had|${CONTENT})\\b`, 'i').test(after) &&
      !/^\s+(?:added|removed|blurred|replaced|cropped|hidden)\b/i.test(after),
    suggests: always('export'),
  },
  {
    verb: /^(?:save|download|get|export|finish|view|see|preview|access|edit|adjust|change|share|publish|do)\b/i,
    isMeant: (after) =>
      /^[^,;.!?]*\bby (?:clicking|tapping|pressing|hitting|selecting|choosing|dragging|using)\b[^,;.!?]*\b(?:export|button|icon|menu|panel|timeline)\b/i.test(
        after,
      ),
    suggests: exportIfNamed,
  },
  {
    verb: /^(?:check|see|visit|go to|navigate to|open)\b/i,
    isMeant: (after) =>
      new RegExp(
        `^(?:\\s+(?!(?:how|what|that|who)\\b)[^\\s,;:.!?]+){0,5}?[\\s/]+(?:account|billing|dashboard)\\b(?!\\s+(?:${CONTENT})\\b)`,
        'i',
      ).test(after) &&
      !/[:=]\s*\S*\d|\b(?:left|remaining)\b/i.test(after) &&
      !statesFact(after),
    suggests: always('credits'),
  },
  {
    verb: /^preview\b/i,
    isMeant: (after) =>
      /^[^.!?]*\b(?:in|on|from|using|with)\b[^.!?]*\b(?:timeline|player|panel|window|editor)\b/i.test(
        after,
      ) && !statesFact(after),
    suggests: always('state'),
  },
  { verb: /^drag(?:[ -](?:and|&|n)[ -]drop)?\b/i, isMeant: isDrag, suggests: always('chat') },
  { verb: /^drop\b/i, isMeant: isDrop, suggests: always('chat') },
  {
    verb: /^(?:re)?arrange\b/i,
    isMeant: (after) =>
      (DEFINITE.test(after) || MEDIA.test(clauseOf(after)) || /^\s+as\b/i.test(after)) &&
      !statesFact(after),
    suggests: always('chat'),
  },
  {
    verb: /^adjust\b/i,
    isMeant: (after) =>
      /^[^.!?]*\b(?:in|on) the (?:editor|timeline|panel|inspector)\b/i.test(after) &&
      !statesFact(after),
    suggests: always('chat'),
  },
  {
    verb: /^(?:open|go to|navigate to)\b/i,
    isMeant: (after) =>
      new RegExp(
        `^(?:\\s+the (?:end|start|beginning|top|bottom) of)?(?:\\s+(?!(?:at|of|in|with|who|where|from|by)\\b)[^\\s,;:.!?]+){0,5}?\\s+\\W?(?:panel|menu|timeline|tab|editor|settings|sidebar|player|library)\\b(?!\\s+(?:${CONTENT})\\b)`,
        'i',
      ).test(after) && !statesFact(after),
    suggests: always('state'),
  },
];

/** Names of buttons that are written without a capital. */
const BUTTON =
  /^(?:apply|save|done|ok(?:ay)?|next|continue|generate|play|pause|export|render|download|share|publish|create|confirm|submit|start|upload|add|edit|preview|undo|redo|finish|close|cancel|enter|space|escape|delete|settings|menu|stop|record)\b(?=\s*(?:$|[.,;:!?)])|\s+(?:to|in|at|on|when|if|again|and|or|once|after|then|for|button|icon|key)\b)/i;

function isClick(after: string, verb: string): boolean {
  // A link can be followed in a chat too.
  if (after.startsWith('-') || /https?:\/\//i.test(after)) return false;
  const object = after.trimStart();
  if (DEFINITE.test(object)) {
    // People hit the road and tap the table; what is clicked is always on a screen.
    const isOnScreen =
      /click$/i.test(verb) || isNamed(clauseOf(object)) || UI.test(clauseOf(object));
    return isOnScreen && !statesFact(object);
  }
  if (/^(?:on|to)\b/i.test(object))
    return (
      (/click$/i.test(verb) ||
        /^to\b/i.test(object) ||
        UI.test(object) ||
        isNamed(object.slice(3))) &&
      !statesFact(object)
    );
  if (
    /^(?:here|it|them|there|once|twice|again|anywhere|outside|inside|into|through)\b/i.test(object)
  )
    return !(/hit$/i.test(verb) && /^(?:it|them)\b/i.test(object)) && !statesFact(object);
  const isButton =
    isNamed(object) ||
    BUTTON.test(object) ||
    /^(?:buttons|icons|tabs|links|clips|thumbnails)\b/i.test(object);
  return isButton && !statesFact(object);
}

/** A quoted, marked or capitalised name: `"Export"`, `[Apply]`, `**Save**`, `OK`, `Ctrl+S`. */
const isNamed = (object: string): boolean =>
  /^(?:(?:the|your|an?)\s+)?(?:["“”'‘「『[(*`<←→\ue000]|\p{Lu}|\p{Extended_Pictographic})/u.test(
    object.trimStart(),
  );

function isDrag(after: string): boolean {
  if (after.startsWith('-') || statesFact(after)) return false;
  const clause = clauseOf(after);
  if (DEFINITE.test(after)) return MEDIA.test(clause) || PLACE.test(clause);
  if (/^\s+(?:to|from|left|right|up|down|it|them|onto|across|along)\b/i.test(after)) return true;
  if (/^\s+(?:and|or|&)\s+drop\b/i.test(after)) return true;
  const isMarked = /^\s+(?:["“[*`\ue000]|\p{Lu})/u.test(after);
  const isPlaced = /\b(?:to|onto|into|here|before|after|left|right)\b/i.test(clause);
  return (isMarked && isPlaced) || isMediaFirst(after);
}

function isDrop(after: string): boolean {
  if (after.startsWith('-') || statesFact(after)) return false;
  const clause = clauseOf(after);
  if (/^\s+here\b/i.test(after)) return true;
  if (/^\s+(?:your|an?|any)\s+(?:own\s+)?(?:files?|images?|videos?|photos?|media)\b/i.test(after))
    return true;
  // "Drop the music" is an edit like any other; dropped on a place, it is done with the mouse.
  const isPlaced = /\b(?:on(?:to)?|in(?:to)?|over|at)\b/i.test(clause) || /\bhere\b/i.test(clause);
  if (!isPlaced || !PLACE.test(clause)) return false;
  const isObject =
    DEFINITE.test(after) || /^\s+(?:it|them|on(?:to)?|in(?:to)?)\b|^\s+["“[*`\ue000]/i.test(after);
  return isObject || isMediaFirst(after);
}

/** "Drop files here", "drag more clips", but not "drag race clip". */
const isMediaFirst = (after: string): boolean =>
  /^\s+(?:(?:more|other|new|some|extra|additional|multiple|individual|media|video|audio|image)\s+)*(?:clips|files|videos|tracks|images|photos|media|elements|segments|assets|layers|titles|effects|handles|items|stickers|clip|file|video|image|music|audio)\b(?:$|\W*$|\s+(?:to|on|onto|in|into|here|from|around|by|as|and|until|between)\b)/i.test(
    after,
  );

/** Up to the first seam. */
const clauseOf = (after: string): string => /^[^,;:–—(]*/.exec(after)?.[0] ?? '';

const QUOTED_NAME = /"[^"]*"|“[^”]*”|\[[^\]]*\]|\*\*[^*]*\*\*|`[^`]*`/g;
/** After these another clause begins: "click Export once the title is added". */
const SUBORDINATE = new Set(
  'once when whenever while if until till unless before after as that which what who where how whether because so to you we i they it'.split(
    ' ',
  ),
);
const FINITE = new Set(
  'is are was were has had will plays lasts starts begins ends runs appears fades stays remains sounds looks comes covers fits'.split(
    ' ',
  ),
);
const DONE = new Set(
  'added adjusted aligned applied blurred boosted brightened centered changed copied created cropped cut darkened deleted disabled duplicated enabled exported extended faded generated included increased inserted joined kept layered looped lowered merged mixed moved muted normalized overlaid placed positioned raised reduced removed renamed replaced resized restored rotated saved scaled set sharpened shortened shown slowed sped split stretched swapped synced trimmed turned updated uploaded used'.split(
    ' ',
  ),
);
/** Before a noun a participle is an adjective: "the trimmed clip". Joined to a verb it is a verb: "click Cut and set …". */
const NO_REPORT_AFTER = new Set(
  'the a an your this these those any each all its their our my newly recently just already and or then not'.split(
    ' ',
  ),
);

/** "Press conference clip trimmed to 10s", "Tap Dance is the second clip": a statement that begins like an instruction. */
function statesFact(after: string): boolean {
  const isDefinite = DEFINITE.test(after);
  const words =
    clauseOf(after.replace(QUOTED_NAME, ' '))
      .toLowerCase()
      .match(/[\p{L}\d'’]+/gu) ?? [];
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? '';
    if (SUBORDINATE.has(word) || (word === 'and' && /^(?:the|your|an?|this|it|you)$/.test(next)))
      return false;
    if (FINITE.has(word) && index > 0) return true;
    // "the clip added at 5s" is a clip, and no report.
    if (!isDefinite && DONE.has(word) && !NO_REPORT_AFTER.has(words[index - 1] ?? '')) return true;
  }
  return false;
}

const LEAD_WORDS =
  '(?:请|您|你|可以?|也|然后|再|或者?|并且?|接着|现在|只需要?|直接|先|就|即|需要?|随时|最后|之后|同时|用鼠标|去|到|要|如需|如果|想|若){0,6}';
/** What leads to a Chinese instruction; a place is named once, and there are few words, or there would be many ways to read it. */
const LEAD = `^${LEAD_WORDS}(?:[在从][^，]{0,12}?${LEAD_WORDS})?`;

const CHINESE: { pattern: RegExp; suggests: SuggestedAction | undefined }[] = [
  {
    pattern:
      /^.{0,16}?(?:(?:点击|单击|双击|点按|点选|轻点|轻触|按[下住]|按(?![照要时您你需顺钮])|(?<=^|[请以再后先接])点)[^，]{0,12}?导出|(?:使用|通过|选择|找到|用)[^，]{0,12}?导出(?:按钮|功能|菜单|选项|面板|键|图标)|导出(?:按钮|键|图标))/,
    suggests: 'export',
  },
  {
    pattern:
      /^.{0,16}?(?:查看|前往|打开|进入|访问)[^，：:]{0,20}(?:账户|账单|账号)(?!.{0,8}(?:[：:]|剩余|还有|还剩)[^，]{0,6}\d)/,
    suggests: 'credits',
  },
  {
    pattern:
      /^.{0,8}?在[^，]{0,20}(?:时间线|时间轴|面板|播放器|预览窗口)[^，]{0,20}(?:预览|查看)|^.{0,4}?预览窗口中/,
    suggests: 'state',
  },
  {
    pattern:
      /^(?=.{0,40}(?:片段|素材|文件|视频|轨道|时间[线轴]|剪辑|标题|字幕|音频|音乐|图片|照片|元素|滑块|进度条|手柄|边缘|鼠标|面板|画布|图层|贴纸|这里|此处|上传|即可|顺序|排序)).{0,12}?(?:拖拽|拖动|拖放|拖到|拖入)/,
    suggests: 'chat',
  },
  {
    pattern: new RegExp(
      `${LEAD}(?:点击|单击|双击|轻点|轻触)(?!率|量|数|(?:音效?|声音?)(?![乐频量])(?!.{0,4}(?:按钮|面板|选项|图标|标签|库))|(?:特效|效果|动画|轨道?|反馈|节奏)(?=音|声|已|被|更|很|在|从|出现|$))`,
    ),
    suggests: undefined,
  },
  {
    pattern: new RegExp(
      `${LEAD}打开[^，]{0,20}?(?:面板|菜单|时间线|时间轴|标签|编辑器|设置)(?!的?(?:镜头|画面|场景|动画))`,
    ),
    suggests: 'state',
  },
];

const ZH_DONE =
  '(?:添加|加入|加上|删除|删掉|去掉|移除|剪短|剪掉|剪到|裁剪|裁掉|应用|设置|设为|设成|改为|改成|调整|调到|调低|调高|调至|放入|放到|插入|替换|换成|换为|生成|静音|降低|提高|降到|降至|延长|缩短|更新|完成|导出|保存|制作|做好|同步|对齐|合并|拆分|加快|放慢)';
/** "双击效果音已添加" reports something done; "已添加的" is an adjective, "添加后" comes before something else. */
const ZH_REPORT = new RegExp(
  `(?:已经?|被)[^，。的]{0,8}?${ZH_DONE}(?!完?成?(?:的|之?后|时))|${ZH_DONE}了`,
);
const ZH_ASKS = /请|[您你]可|可以|即可|就能|就行/;
/** `标题：点击这里` names a title. */
const ZH_LABEL = /^[^：:]{0,8}(?:标题|字幕|文字|文案|音乐|配乐|歌曲|贴纸|旁白)[^：:]{0,4}[：:]/;

/** Where an English instruction may begin: at the start of a sentence, after a seam, after "please" or "you can". */
const INSTRUCTION_START = new RegExp(
  `(?:^(?:[\\s>*_#•→(–—-]|\\d{1,3}[.)]|\\p{Extended_Pictographic}|\\ufe0f)*|[,;:–—，；：]\\s*(?:and\\s+|or\\s+|then\\s+|so\\s+)?|\\s-\\s|\\b(?:and|or|then)\\s+)` +
    `(?:(?:please|now|then|next|just|simply|finally|also|first|alternatively|feel free to|go ahead and|don['’]t forget to|` +
    `you(?:['’]ll)?(?: can| could| may| should| must| need to| want to| have to)?(?: also| now| simply| just| always)?|` +
    `(?:to|when|if|once|after|before|as soon as|while|until|for) [^,.!?]{1,60},)\\s+)*`,
  'giu',
);

/** What stands before a colon or a dash when the words after it are a title, a song or a scene. */
const LABEL =
  /\b(?:titles?|text|captions?|subtitles?|bgm|music|song|track|audio|video|clip|stickers?|effects?|overlay|name|label|voice-?over|narration|scene|shot|lyrics?)(?: (?:\d+|track|text|name|changed|added|removed|reads|says))?\s*$/i;

/** Verbs that go on after "I'll …" or "would you like me to …" are the editor's own. */
const OWN_ACT = /\b(?:(?:I|we)(?:['’]ll| will| can| could| would|['’]m going to)|let me)\b/i;
const OFFER = /\b(?:(?:like|want) me to|should I|shall I|I could)\b/i;

/**
 * The sentence the backend ends normal answers with; alone, it is no answer (wire-contract.md section 6 rule 8). Only at the
 * end, and only when it says nothing else.
 */
const TRAILING_NOISE =
  /(?:^|(?<=[.!?。！？\n])\s*)(?:(?:sorry|apologies),?\s+(?:but\s+)?)?I(?: have|'ve)? encountered a temporary issue(?:\s+(?:while|when|processing)\b[^,.!?]*)?(?:[.,!]?\s*(?:please )?try again[^.!?]*)?[.!]*\s*$/i;
const LONGEST_NOISE = 300;

/** Translates one message of the backend. The text may become empty. */
export function translateGuiPhrases(message: string): TranslatedText {
  let suggests: SuggestedAction | undefined;
  const kept = splitSentences(dropNoise(message.trim())).map((sentence) => {
    const translated = translateSentence(sentence);
    suggests = preferAction(suggests, translated.suggests);
    return translated.text;
  });
  const text = kept
    .join('')
    .replace(/(?<![ \t])[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, suggests };
}

function dropNoise(text: string): string {
  const from = Math.max(0, text.length - LONGEST_NOISE);
  const end = text.slice(from);
  // The beginning of the slice is not the beginning of a sentence.
  const at = (from === 0 ? end : `\ue000${end}`).search(TRAILING_NOISE);
  return at === -1 ? text : text.slice(0, from === 0 ? at : from + at - 1);
}

/** An export outweighs whatever else was suggested: it is what the user came for. */
const preferAction = (
  first: SuggestedAction | undefined,
  second: SuggestedAction | undefined,
): SuggestedAction | undefined => (second === 'export' ? second : (first ?? second));

/** A sentence, and the same with its quotes made unreadable. */
interface Sentence {
  original: string;
  masked: string;
}

const translateSentence = (sentence: Sentence): TranslatedText =>
  cutEnglish(sentence) ?? cutChinese(sentence) ?? { text: sentence.original, suggests: undefined };

/** From where the instruction begins, the rest of the sentence belongs to it; what was said before it stays. */
function cutEnglish({ original, masked }: Sentence): TranslatedText | undefined {
  for (const start of masked.matchAll(INSTRUCTION_START)) {
    const found = readInstruction(masked, start);
    if (!found) continue;
    const suggests = found.suggests(restAfter(masked, start));
    // A later and stronger wish in the same sentence: "preview it in the player or click Export".
    const wishes =
      suggests === 'export' ? [] : masked.slice(start.index + 1).matchAll(INSTRUCTION_START);
    const later = masked.slice(start.index + 1);
    const alsoExports = [...wishes].some(
      (wish) => findEnglish(restAfter(later, wish))?.suggests(restAfter(later, wish)) === 'export',
    );
    const head = trimSeams(original.slice(0, start.index));
    const space = original.slice(original.trimEnd().length) || ' ';
    return {
      text: head === '' ? '' : `${head}.${space}`,
      suggests: alsoExports ? 'export' : suggests,
    };
  }
  return undefined;
}

const restAfter = (masked: string, start: RegExpExecArray): string => {
  const at = start.index + start[0].length;
  return masked.slice(at, at + REACH).trimEnd();
};

function findEnglish(rest: string): GuiPhrase | undefined {
  return ENGLISH.find(({ verb, isMeant }) => {
    const found = verb.exec(rest)?.[0];
    return found !== undefined && isMeant(rest.slice(found.length), found);
  });
}

/** The instruction that begins here, unless it is a label's text or something the editor does itself. */
function readInstruction(masked: string, start: RegExpExecArray): GuiPhrase | undefined {
  const rest = restAfter(masked, start);
  const found = findEnglish(rest);
  if (!found) return undefined;
  const head = masked.slice(Math.max(0, start.index - REACH), start.index);
  if (/^\s*[-:–—：]/.test(start[0]) && /^\p{Lu}/u.test(rest) && LABEL.test(head)) return undefined;
  if (
    /^(?:click|tap|press|hit|use|select|choose|find|the)\b/i.test(rest) ||
    /\byou\b|please/i.test(start[0])
  )
    return found;
  const isJoined =
    /\b(?:and|or)\b/i.test(start[0]) ||
    /^,.*\band\b/is.test(masked.slice(start.index, start.index + REACH));
  if (isJoined && (OFFER.test(head) || (OWN_ACT.test(head) && !/\bor\b/i.test(start[0]))))
    return undefined;
  return found;
}

/** Chinese sentences are cut clause by clause. */
function cutChinese({ original, masked }: Sentence): TranslatedText | undefined {
  let suggests: SuggestedAction | undefined;
  let isCut = false;
  let position = 0;
  const kept = masked.split(/(?<=[，,；;])/).map((clause) => {
    const words = original.slice(position, position + clause.length);
    position += clause.length;
    const found = findChinese(clause.trim().slice(0, REACH));
    if (!found) return words;
    isCut = true;
    suggests = preferAction(suggests, found.suggests);
    return '';
  });
  if (!isCut) return undefined;
  const rest = kept.join('');
  const words = trimSeams(rest);
  return { text: rest.length > words.length && words !== '' ? `${words}。` : words, suggests };
}

function findChinese(clause: string): (typeof CHINESE)[number] | undefined {
  const found = CHINESE.find(({ pattern }) => pattern.test(clause));
  if (!found || ZH_LABEL.test(clause)) return undefined;
  return !ZH_ASKS.test(clause) && ZH_REPORT.test(clause) ? undefined : found;
}

/** Without white space, commas and the like at the end; by hand, since a pattern would look at every one of them again. */
function trimSeams(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,;:–—，；：(-]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Where a sentence may end; a full stop inside a number or name, or after the number of a list, ends none. */
const SENTENCE_END = /(?:(?<![.!?])[.!?]+["”’)\]*_]*(?=\s|$)|[。！？]+|\n)[ \t]*\n*/g;

function splitSentences(original: string): Sentence[] {
  const masked = maskQuotes(original);
  const sentences: Sentence[] = [];
  let from = 0;
  const take = (to: number): void => {
    if (to > from)
      sentences.push({ original: original.slice(from, to), masked: masked.slice(from, to) });
    from = to;
  };
  for (const end of masked.matchAll(SENTENCE_END)) {
    const isListNumber = end.index - from < 8 && /^\s*\d{1,3}$/.test(masked.slice(from, end.index));
    if (!isListNumber || end[0].includes('\n')) take(end.index + end[0].length);
  }
  take(original.length);
  return sentences;
}

const QUOTED =
  /(?<!\b(?:click|tap|press|hit)(?: on)?(?: the)? ?|点击|单击|按下?)(?:"[^"\n]{0,300}"|“[^“”\n]{0,300}”|「[^「」\n]{0,300}」|『[^『』\n]{0,300}』)/gi;

/**
 * Quoted words are content ("a title that says 'Click here'"), unless they name the button to click. Same length. A quote
 * that ends its sentence keeps its full stop.
 */
const maskQuotes = (text: string): string =>
  text.replace(QUOTED, (quoted: string, at: number) => {
    const next = text.slice(at + quoted.length, at + quoted.length + 3);
    const isLast = /[.!?。！？].$/s.test(quoted) && /^(?:\s*$|\n|\s+\p{Lu})/u.test(next);
    return isLast
      ? '\ue000'.repeat(quoted.length - 2) + quoted.slice(-2)
      : '\ue000'.repeat(quoted.length);
  });
