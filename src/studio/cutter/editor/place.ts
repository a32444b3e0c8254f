import type { StudioClip, StudioTimeline } from '../timeline.ts';
import { CLIP, pickNamed } from './clip-references.ts';
import { type Phrase, showSpan } from './phrase.ts';
import { type EditorMedia, type EditRule, findFirst } from './rule.ts';
import { measureTimeline } from '../timeline-length.ts';
import { settleTimeline } from './settle.ts';

/** How long a still image is shown. */
const IMAGE_DURATION_MS = 5000;
const MAX_SIDE = 1920;
const DEFAULT_CANVAS = { width: 1920, height: 1080 };

const PATTERNS = [
  /\b(?:place|put|add|insert|import|use|load|lay|append|include)\b(?:\s+\S+){0,5}?\s+(?:clips?|videos?|footage|uploads?|files?|images?|photos?|pictures?)\b/iu,
  /\b(?:clips?|videos?|footage|uploads?|files?)\b.*\b(?:on|onto|to|into)\s+(?:the\s+|a\s+)?timeline\b/iu,
  /\b(?:join|merge|combine|concat(?:enate)?|stitch|string)\b(?:\s+\S+){0,5}?\s+(?:clips?|videos?|footage|uploads?|files?|photos?|images?|together)\b/iu,
  /(?:拼接|合并|拼合|连接|拼在|连在).{0,8}?(?:视频|素材|片段|图片|照片|一起)|(?:视频|素材|片段|图片|照片).{0,6}?(?:拼接|合并|拼合|连接|拼在一起|连在一起)/u,
  new RegExp(
    `\\b(?:place|put|add|append|join|merge|combine)\\s+(${CLIP})(?!.*(?:music|bgm|soundtrack))`,
    'iu',
  ),
  new RegExp(
    `(?:添加|加入|加上|放入|拼接|合并)(?:图片|照片|视频)?(${CLIP})(?!.*(?:音乐|配乐))`,
    'iu',
  ),
  /(?:添加|加入|放入|导入|插入|放置|使用|用上).{0,8}?(?:视频|素材|片段|图片|照片|文件)/u,
  /(?:视频|素材|片段|图片|照片|文件).{0,8}?(?:放|加|添加|导入|拖|插入)(?:到|进|入|在|上)/u,
];

/** A place among the clips, which is more than this rule can do. */
const BETWEEN = /\bbetween\b|之间|中间/iu;

/** Puts uploads that are not on the timeline yet at its end, as they are. */
export const placeRule: EditRule = {
  name: 'place',
  examples: {
    en: [
      'Place the uploaded clip on the timeline unchanged',
      'add the uploaded clips to the timeline',
      'put my video on the timeline',
      'join the clips',
      'combine city.mp4 and beach.mp4',
    ],
    zh: ['把上传的视频放到时间线上', '添加上传的素材', '把两段视频拼接起来'],
  },
  needsClip: false,
  read(clause) {
    const match = findFirst(clause.text, PATTERNS);
    if (!match || BETWEEN.test(clause.text)) return null;
    return {
      start: match.index,
      end: match.index + match[0].length,
      apply({ timeline, media }) {
        const named = pickNamed(media, clause);
        const placed = placeUploads(timeline, named.length > 0 ? named : media);
        if (placed) return { timeline: placed, change: describePlaced(timeline, placed) };
        return { refusal: media.some(isVisual) ? ALREADY_PLACED : NOTHING_TO_PLACE };
      },
    };
  },
};

const ALREADY_PLACED: Phrase = {
  en: 'The uploaded clips are on the timeline already',
  zh: '上传的素材已经在时间线上了',
};
export const NOTHING_TO_PLACE: Phrase = {
  en: 'There is no video yet, please upload one first',
  zh: '还没有视频，请先上传',
};

/** Adds the uploads a timeline lacks; null when there is none to add. */
export function placeUploads(
  timeline: StudioTimeline | null,
  media: EditorMedia[],
): StudioTimeline | null {
  const used = new Set(timeline?.clips.map((clip) => clip.mediaId));
  const fresh = media.filter((upload) => isVisual(upload) && !used.has(upload.id));
  const [first] = fresh;
  if (!first) return null;
  const empty = timeline === null || timeline.clips.length === 0;
  return settleTimeline({
    canvas: empty ? chooseCanvas(first) : timeline.canvas,
    clips: [...(timeline?.clips ?? []), ...fresh.map(createClip)],
    music: timeline?.music ?? [],
    titles: timeline?.titles ?? [],
  });
}

/** A timeline with nothing on it. */
export function createEmptyTimeline(): StudioTimeline {
  return { canvas: { ...DEFAULT_CANVAS }, clips: [], music: [], titles: [] };
}

export function describePlaced(before: StudioTimeline, after: StudioTimeline): Phrase {
  const added = after.clips.slice(before.clips.length);
  const names = added.map(({ name }) => name).join(', ');
  const startMs = measureTimeline(before);
  const span = showSpan(startMs, measureTimeline(after) - startMs);
  return {
    en: `Placed ${names} on the timeline (${span})`,
    zh: `已把 ${names} 放到时间线上（${span}）`,
  };
}

function createClip({ id, name, facts }: EditorMedia): StudioClip {
  return {
    mediaId: id,
    name,
    sourceStartMs: 0,
    durationMs: facts.type === 'image' ? IMAGE_DURATION_MS : Math.round(facts.durationMs),
    speed: 1,
    volume: 1,
    fadeInMs: 0,
    fadeOutMs: 0,
  };
}

export function isVisual({ facts }: EditorMedia): boolean {
  return facts.type !== 'audio';
}

/** The first clip decides the picture's shape, up to 1080p class. */
function chooseCanvas({ facts }: EditorMedia): { width: number; height: number } {
  const { width, height } = facts;
  if (!width || !height) return { ...DEFAULT_CANVAS };
  const factor = Math.min(1, MAX_SIDE / Math.max(width, height));
  const toEven = (pixels: number) => Math.max(2, Math.round((pixels * factor) / 2) * 2);
  return { width: toEven(width), height: toEven(height) };
}
