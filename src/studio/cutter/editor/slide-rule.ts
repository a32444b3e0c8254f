import { measureTimeline } from '../timeline-length.ts';
import { CLIP, chooseTarget, NO_SUCH_CLIP, pickNamed } from './clip-references.ts';
import { DURATION, parseDuration } from './numbers.ts';
import { type Phrase, showSeconds } from './phrase.ts';
import { placeUploads } from './place.ts';
import { coverMatches, type EditRule, findFirst } from './rule.ts';
import { settleTimeline } from './settle.ts';

const MIN_SLIDE_MS = 100;
const IMAGES = '(?:still\\s+)?(?:photo|image|picture|slide)s?';

const SLIDES = [
  new RegExp(
    `\\b(?:show|display|hold|keep)\\s+(?:(?:each|every|all|the|my)\\s+){1,2}(?:of\\s+the\\s+)?${IMAGES}\\s+(?:for\\s+)?${DURATION}`,
    'iu',
  ),
  new RegExp(`\\b(?:show|display|hold)\\s+${CLIP}\\s+for\\s+${DURATION}`, 'iu'),
  new RegExp(`${DURATION}\\s+(?:per|for\\s+each|for\\s+every|each|a)\\s+${IMAGES}\\b`, 'iu'),
  new RegExp(`\\b(?:${IMAGES}|slide\\s?show)\\b[^;]{0,30}?${DURATION}\\s+each\\b`, 'iu'),
  new RegExp(
    `(?:每[张个幅]|所有|全部)的?(?:图片|照片|图|幻灯片)?(?:各|都)?(?:显示|展示|停留|播放|持续|放)?(?:时长)?(?:改为|设为|为)?${DURATION}`,
    'iu',
  ),
  new RegExp(`${CLIP}[,，]?(?:只|就)?(?:显示|展示|停留|播放|持续)${DURATION}`, 'iu'),
  new RegExp(`(?:显示|展示|停留|播放)${CLIP}[,，]?\\s*${DURATION}`, 'iu'),
  new RegExp(
    `(?:图片|照片|幻灯片)(?:各|都)?(?:的?时长|显示|展示|停留|播放|持续)(?:时间)?(?:改为|设为|为)?${DURATION}`,
    'iu',
  ),
];

/** How long one that is placed is shown: only these words are used, the others tell where it goes. */
const NAMED_LENGTH = new RegExp(
  `(?<=\\.(?:jpe?g|png|gif|webp)\\b[^;.]{0,40})(?:\\s+for\\s+|[,，]?\\s*(?:显示|展示|停留|播放|持续))${DURATION}`,
  'iu',
);

/** Sets how long still images are shown; those not on the timeline yet are placed. */
export const slideRule: EditRule = {
  name: 'slides',
  examples: {
    en: ['show each photo for 3 seconds', 'make a slideshow with 2 seconds per image'],
    zh: ['每张照片显示3秒', '图片时长改为2秒'],
  },
  needsClip: false,
  read(clause) {
    const match = NAMED_LENGTH.exec(clause.text) ?? findFirst(clause.text, SLIDES);
    if (!match) return null;
    const length = match.slice(1).find((group) => group !== undefined) ?? '';
    const durationMs = Math.max(MIN_SLIDE_MS, parseDuration(length));
    return {
      ...coverMatches([match]),
      apply({ timeline, media }) {
        const images = media.filter(({ facts }) => facts.type === 'image');
        const named = pickNamed(images, clause);
        const meant = named.length > 0 ? named : images;
        const placed = placeUploads(timeline, meant) ?? timeline;
        const target = chooseTarget(placed.clips, { ...clause, text: match[0] });
        if (!target) return { refusal: NO_SUCH_CLIP };
        const slides = target.clips.filter(({ mediaId }) => meant.some(({ id }) => id === mediaId));
        if (slides.length === 0) return { refusal: NO_IMAGE };
        const clips = placed.clips.map((clip) =>
          slides.includes(clip) ? { ...clip, durationMs } : clip,
        );
        const changed = settleTimeline({ ...placed, clips });
        return {
          timeline: changed,
          change: describe(slides.length, { durationMs, changed: measureTimeline(changed) }),
        };
      },
    };
  },
};

const NO_IMAGE: Phrase = {
  en: 'There is no still image, please upload one first',
  zh: '还没有图片，请先上传',
};

function describe(
  count: number,
  { durationMs, changed }: { durationMs: number; changed: number },
): Phrase {
  const [each, total] = [showSeconds(durationMs), showSeconds(changed)];
  return {
    en: `Set ${count === 1 ? 'the image' : `each of ${count} images`} to ${each} (the video is ${total} long)`,
    zh: `${count} 张图片每张显示 ${each}（视频共 ${total}）`,
  };
}
