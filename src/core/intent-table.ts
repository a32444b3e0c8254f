/**
 * What people say and what it means: the seed's "Matching Input to Actions" table, English and Chinese, as data.
 * SKILL.md shows the same table to the agent.
 */
export type Action = 'upload' | 'chat' | 'state' | 'credits' | 'export';

export interface IntentRule {
  action: Exclude<Action, 'chat'>;
  /** Named in a plan's `because`. */
  name: string;
  /** A clause without any of these cannot match; looked for first, because it is cheap. */
  words: string[];
  /** Matched against one clause, lower case, without polite padding and with quoted text blanked. */
  pattern: RegExp;
}

const VIDEO_EN = String.raw`(?:it|this|that|them|(?:(?:the|my|this|that|a|an|all)\s+)?(?:[\w-]+\s+){0,5}?(?:video|clip|movie|film|mp4|file|result|project|promo|reel|one)s?)`;
const VIDEO_ZH =
  '(?:一下|视频|影片|成片|文件|结果|项目|作品|mp4|1080p|高清|它|这个|我的|最终|完成的|做好的|的|为|成|到|本地|吧|出来|了|\\s)*';
const TAIL_EN = String.raw`(?:\s+(?:now|again|please|for me|to me|in|as|at|to|with|and save|into|from)\b.*)?`;

/** One language's ways of asking for something. */
export interface IntentTable {
  /** A clause without any of these letters cannot be in the language. */
  letters: RegExp;
  /** Politeness and joining words around a request; they decide nothing. */
  padding: { before: RegExp; after: RegExp };
  /** Asked for in words that are nothing but the request. The first that matches decides. */
  rules: IntentRule[];
}

const ENGLISH: IntentTable = {
  letters: /[a-z]/,
  padding: {
    before:
      /^(?:(?:please|pls|hey|hi|hello|ok(?:ay)?|yes|yep|yeah|sure|great|perfect|nice|awesome|cool|good|looks (?:good|great)|all right|alright|done|finished|thanks|thank you|now|then|and|also|finally|just|so|next|after that|can you|could you|would you|will you|i want(?: you)? to|i(?:'d| would) like(?: you)? to|i need(?: you)? to|let's|go ahead and|help me(?: to)?)\b[\s,]*)+/,
    after: /(?:[\s,]+(?:please|pls|thanks|thank you|for me|now))+$/,
  },
  rules: [
    {
      action: 'credits',
      name: 'asks how much is left',
      words: ['credit', 'balance', 'left'],
      pattern:
        /^how (?:many|much)(?: (?:is|are|do i have))? left\??$|\bhow (?:many|much)\b.*\b(?:credits?|balance)\b|\b(?:credits?|balance)\b.*\b(?:left|remain(?:ing)?|do i have)\b/,
    },
    {
      action: 'credits',
      name: 'asks for the balance',
      words: ['credit', 'balance'],
      pattern:
        /^(?:(?:check|show|see|get|tell me|what(?:'s| is| are))\s+)?(?:me\s+)?(?:my|the)?\s*(?:(?:account|credits?|remaining)\s+)*(?:credits?|balance)\??$/,
    },
    {
      action: 'state',
      name: 'asks for the timeline or status',
      words: ['status', 'track', 'timeline', 'progress', 'what'],
      pattern:
        /^(?:(?:show|list|see|check|what(?:'s| is| are)|describe|display)\s+)?(?:me\s+)?(?:the|my|all|current|project)?\s*(?:current\s+|project\s+|video\s+|edit\s+)?(?:status|tracks?|timeline|progress)\??$|^(?:show me )?what(?:'s| is| do)? (?:done|we have|i have|we've got|on the timeline)(?: so far)?\??$/,
    },
    {
      action: 'upload',
      name: 'asks to upload',
      words: ['upload', 'import', 'send'],
      pattern:
        /^(?:upload|import|send you)\b(?!.*\b(?:button|animation|screen|icon|title|text|bar)\b)/,
    },
    {
      action: 'export',
      name: 'asks for the file',
      words: ['download', 'export', 'render', 'save'],
      pattern: new RegExp(
        `^(?:download(?:ing)?|export(?:ing)?|render|save)(?:\\s+${VIDEO_EN})?${TAIL_EN}$`,
      ),
    },
    {
      action: 'export',
      name: 'asks to be sent the video',
      words: ['send', 'give', 'get'],
      pattern: new RegExp(
        `^(?:send|give|get)(?:\\s+me)?\\s+(?:the|my|it)\\b(?:.*\\b(?:video|mp4|file|clip|movie|result)\\b.*)?$`,
      ),
    },
    {
      action: 'export',
      name: 'asks for an MP4',
      words: ['mp4', 'file'],
      pattern: /^(?:turn|convert|make)\b.*\b(?:into|to|as)\b.*\b(?:mp4|file)s?$/,
    },
  ],
};

const CHINESE: IntentTable = {
  letters: /[\u4e00-\u9fff]/,
  padding: {
    before:
      /^(?:(?:好的?|没问题|不错|行|可以了|谢谢|请|麻烦|帮我|帮忙|给我|我想要?|我要|能不能|可以|你能|然后|再|并且?|最后|接着|现在|就|，|,)\s*)+/,
    after: /(?:谢谢|好吗|可以吗|吧)+$/,
  },
  rules: [
    {
      action: 'credits',
      name: '问余额',
      words: ['积分', '余额', '点数'],
      pattern:
        /(?:多少|几|查|看|剩|显示|我的).*(?:积分|余额|点数)|(?:积分|余额|点数).*(?:多少|剩|查|几)|^(?:积分|余额)[吗呢么？?]*$/,
    },
    {
      action: 'state',
      name: '问状态',
      words: ['状态', '轨道', '时间线', '时间轴', '进度', '什么样'],
      pattern:
        /^(?:查看|看看?|显示|看一下|查一下|展示|列出|现在的?|当前的?|目前的?)*(?:一下)?(?:当前|现在|目前)?的?(?:状态|轨道|时间线|时间轴|进度)(?:怎么样|如何|是什么)?[吗呢了？?]*$|^(?:现在)?(?:是)?什么样(?:子)?了?[？?]*$/,
    },
    { action: 'upload', name: '要求上传', words: ['上传', '导入'], pattern: /^(?:上传|导入)/ },
    {
      action: 'export',
      name: '要求导出',
      words: ['导出', '下载', '渲染', '输出', '保存', '发'],
      pattern: new RegExp(
        `^(?:把|将)?${VIDEO_ZH}(?:导出|下载|渲染|输出|保存)${VIDEO_ZH}[吗呢吧？?]*$|^(?:把|将)?${VIDEO_ZH}(?:发给我|发送给我|发我|传给我)$`,
      ),
    },
  ],
};

export const INTENT_TABLES: IntentTable[] = [ENGLISH, CHINESE];
