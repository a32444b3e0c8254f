import { coverMatches, type EditRule } from './rule.ts';

const FILL =
  /\bfill(?:s|ing)?\s+(?:up\s+)?(?:the\s+)?(?:whole\s+|entire\s+)?(?:frame|screen|canvas|picture)\b|\bcrop(?:ped)?\s+to\s+fill\b|\b(?:no|without|remove|drop)\s+(?:the\s+|any\s+)?(?:black\s+)?(?:bars|borders|letterbox(?:ing)?)\b|铺满|填满|填充画面|(?:去掉|去除|不要|没有|无)黑边/iu;
const FIT =
  /\bfit\s+(?:in\s+)?(?:the\s+)?(?:(?:whole|entire|full)\s+)?(?:picture|video|image|frame|clip)s?\b|\bletterbox(?:ed)?\b|\bshow\s+the\s+(?:whole|entire|full)\s+(?:picture|image|frame)\b|完整显示|显示完整|适应画面|(?:加|保留)黑边|不要?裁切/iu;

/** What becomes of clips whose shape is not the canvas's: black bars, or their edges cut off. */
export const fitRule: EditRule = {
  name: 'fit or fill',
  examples: {
    en: ['fill the screen', 'no black bars', 'fit the whole picture'],
    zh: ['铺满画面', '去掉黑边', '完整显示画面'],
  },
  needsClip: true,
  read({ text }) {
    const fill = FILL.exec(text);
    const match = fill ?? FIT.exec(text);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        const { fill: wasFill = false, ...canvas } = timeline.canvas;
        if (wasFill === (fill !== null)) return { refusal: fill ? FILLS_ALREADY : FITS_ALREADY };
        return fill
          ? { timeline: { ...timeline, canvas: { ...canvas, fill: true } }, change: FILLED }
          : { timeline: { ...timeline, canvas }, change: FITTED };
      },
    };
  },
};

const FILLED = {
  en: 'The picture fills the frame, its edges are cut off',
  zh: '画面已铺满，边缘被裁切',
};
const FITTED = {
  en: 'The whole picture is shown, with bars where needed',
  zh: '已完整显示画面，必要时加黑边',
};
const FILLS_ALREADY = { en: 'The picture fills the frame already', zh: '画面已经是铺满的' };
const FITS_ALREADY = { en: 'The whole picture is shown already', zh: '画面已经是完整显示的' };
