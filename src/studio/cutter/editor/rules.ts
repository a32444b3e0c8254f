import { canvasRule } from './canvas-rule.ts';
import { crossFadeRule } from './cross-fade-rule.ts';
import { onlyClipRule, removeClipRule } from './clip-rules.ts';
import { fadeRule } from './fade-rule.ts';
import { fitRule } from './fit-rule.ts';
import { addMusicRule, loopMusicRule, musicVolumeRule, removeMusicRule } from './music-rules.ts';
import { orderRule } from './order-rule.ts';
import { placeRule } from './place.ts';
import { resolutionRule } from './resolution-rule.ts';
import { rotateRule } from './rotate-rule.ts';
import type { EditRule } from './rule.ts';
import { muteRule, unmuteRule, videoVolumeRule } from './sound-rules.ts';
import { slideRule } from './slide-rule.ts';
import { speedRule } from './speed-rule.ts';
import { startOverRule } from './start-over-rule.ts';
import { subtitleFileRule } from './subtitle-file-rule.ts';
import { subtitleRule } from './subtitle-rule.ts';
import { addTitleRule, changeTitleRule, removeTitleRule } from './title-rules.ts';
import { TRIM_RULES } from './trim-rules.ts';

/**
 * Everything the editor can do. A clause is offered to the rules in this order and each takes the
 * words it used, so specific rules stand before general ones: a ratio before a trim ("9:16" is no
 * time), trims before titles, and titles, which take the rest of their clause, before fades.
 */
export const EDIT_RULES: EditRule[] = [
  startOverRule,
  subtitleRule,
  subtitleFileRule,
  removeTitleRule,
  removeMusicRule,
  onlyClipRule,
  removeClipRule,
  slideRule,
  orderRule,
  resolutionRule,
  canvasRule,
  fitRule,
  crossFadeRule,
  ...TRIM_RULES,
  rotateRule,
  speedRule,
  changeTitleRule,
  addTitleRule,
  fadeRule,
  loopMusicRule,
  musicVolumeRule,
  addMusicRule,
  unmuteRule,
  muteRule,
  videoVolumeRule,
  placeRule,
];
