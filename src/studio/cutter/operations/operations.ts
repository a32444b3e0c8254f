/** What the editor can do, each by a function of its own: pure, from a timeline and an operation to what came of it. */
import type { StudioTimeline } from '../timeline.ts';
import type { Result } from './change.ts';
import { fade, louder, rotate, speed, volume } from './clip-values.ts';
import { only, order, place, remove, slides, startOver } from './clips.ts';
import { music, musicFade, musicLoop, musicLouder, musicVolume, removeMusic } from './music.ts';
import type { Op, Operation, OperationName, Uploads } from './operation.ts';
import { crossFade, fill, lines, resolution, shape } from './picture.ts';
import { changeTitle, removeTitles, subtitles, title } from './titles.ts';
import { trim } from './trim.ts';

type Perform<Name extends OperationName> = (
  timeline: StudioTimeline,
  operation: Op<Name>,
  uploads: Uploads,
) => Result;

/** `undo` needs what was before, which only the editor has. */
const OPERATIONS: { [Name in Exclude<OperationName, 'undo'>]: Perform<Name> } = {
  place,
  only,
  remove,
  move: order,
  'move-beside': order,
  swap: order,
  'reverse-order': order,
  slides,
  trim,
  cut: trim,
  speed,
  volume,
  louder,
  music,
  'music-volume': musicVolume,
  'music-louder': musicLouder,
  'music-loop': musicLoop,
  'music-fade': musicFade,
  'remove-music': removeMusic,
  title,
  'change-title': changeTitle,
  'remove-titles': removeTitles,
  subtitles,
  fade,
  'cross-fade': crossFade,
  shape,
  resolution,
  lines,
  fill,
  rotate,
  'start-over': startOver,
};

/** These make sense without a clip on the timeline; for all others the uploads are placed first. */
export const WITHOUT_CLIPS = new Set<OperationName>([
  'place',
  'only',
  'slides',
  'start-over',
  'undo',
]);

/** Performs one operation; the given timeline stays as it is. */
export function perform(
  timeline: StudioTimeline,
  operation: Exclude<Operation, { op: 'undo' }>,
  uploads: Uploads,
): Result {
  const run = OPERATIONS[operation.op] as Perform<OperationName>;
  return run(timeline, operation, uploads);
}
