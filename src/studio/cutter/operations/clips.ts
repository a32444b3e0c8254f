import { measureTimeline, type StudioClip, type StudioTimeline } from '../timeline.ts';
import type { Refusal, Result } from './change.ts';
import { dropClip, reorderClips } from './cuts.ts';
import type { ClipName, EditorMedia, Op, Uploads } from './operation.ts';
import { settleTimeline } from './settle.ts';

/** How long a still image is shown. */
const IMAGE_MS = 5000;
const MAX_SIDE = 1920;
/** Of a canvas: what a renderer can encode. */
const MIN_SIDE = 16;
const DEFAULT_CANVAS = { width: 1920, height: 1080 };

/** The item a name means: its place in the list, its whole name, or the end of its name. */
export function pick<Item extends { name: string }>(
  items: Item[],
  wanted: ClipName,
): Item | undefined {
  if (typeof wanted === 'number') return items.at(wanted < 0 ? wanted : wanted - 1);
  const words = wanted.toLowerCase();
  const names = items.map((item) => ({ item, name: item.name.toLowerCase() }));
  return (
    names.find(({ name }) => name === words) ?? names.find(({ name }) => name.endsWith(words))
  )?.item;
}

/** How a clip is called in an answer: by its number too, where several are of one file. */
export function nameClip(clips: StudioClip[], clip: StudioClip): string {
  const namesakes = clips.filter(({ name }) => name === clip.name);
  return namesakes.length > 1 ? `${clip.name}#${clips.indexOf(clip) + 1}` : clip.name;
}

export const noClip = (wanted: ClipName): Refusal => ({
  why: 'no-such-clip',
  name: String(wanted),
});

/** A timeline with nothing on it. */
export function createEmptyTimeline(): StudioTimeline {
  return { canvas: { ...DEFAULT_CANVAS }, clips: [], music: [], titles: [] };
}

/** Puts uploads that are not on the timeline yet at its end, as they are. */
export function place(
  timeline: StudioTimeline,
  { files }: Op<'place'>,
  { media }: Uploads,
): Result {
  const chosen = files?.map((name) => pick(media, name));
  const missing = chosen?.indexOf(undefined) ?? -1;
  if (missing >= 0) return { why: 'no-such-file', name: files?.[missing] ?? '' };
  const changed = placeUploads(timeline, chosen?.filter((each) => each !== undefined) ?? media);
  if (!changed) return media.some(isVisual) ? { already: 'placed' } : { why: 'no-video' };
  return checkCanvas(changed) ?? { timeline: changed, change: describePlaced(timeline, changed) };
}

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
    canvas: empty
      ? { ...chooseCanvas(first), ...(timeline?.canvas.fill && { fill: true }) }
      : timeline.canvas,
    clips: [...(timeline?.clips ?? []), ...fresh.map(createClip)],
    music: timeline?.music ?? [],
    titles: timeline?.titles ?? [],
  });
}

export function describePlaced(before: StudioTimeline, after: StudioTimeline) {
  const names = after.clips.slice(before.clips.length).map(({ name }) => name);
  const [startMs, endMs] = [measureTimeline(before), measureTimeline(after)];
  return { did: 'placed' as const, names, startMs, endMs };
}

/** A banner of 4000 x 20 would make a picture nobody can encode. */
export function checkCanvas({ canvas, clips }: StudioTimeline): Refusal | null {
  const { width, height } = canvas;
  if (Math.min(width, height) >= MIN_SIDE) return null;
  return { why: 'canvas', name: clips[0]?.name ?? '', width, height };
}

function isVisual({ facts }: EditorMedia): boolean {
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

function createClip({ id, name, facts }: EditorMedia): StudioClip {
  return {
    mediaId: id,
    name,
    sourceStartMs: 0,
    durationMs: facts.type === 'image' ? IMAGE_MS : Math.round(facts.durationMs),
    speed: 1,
    volume: 1,
    fadeInMs: 0,
    fadeOutMs: 0,
  };
}

/** Starts over from one of the uploads; titles and music stay. */
export function only(timeline: StudioTimeline, { clip }: Op<'only'>, { media }: Uploads): Result {
  const chosen = pick(media.filter(isVisual), clip);
  const changed = chosen && placeUploads({ ...timeline, clips: [] }, [chosen]);
  if (!changed) return noClip(clip);
  return (
    checkCanvas(changed) ?? { timeline: changed, change: { did: 'kept-only', name: chosen.name } }
  );
}

export function remove(timeline: StudioTimeline, { clip }: Op<'remove'>): Result {
  const chosen = pick(timeline.clips, clip);
  if (!chosen) return noClip(clip);
  if (timeline.clips.length === 1) return { why: 'last-clip' };
  return {
    timeline: dropClip(timeline, chosen),
    change: { did: 'removed', name: nameClip(timeline.clips, chosen) },
  };
}

/** Sets how long still images are shown; those not on the timeline yet are placed. */
export function slides(
  timeline: StudioTimeline,
  { seconds, of }: Op<'slides'>,
  { media }: Uploads,
): Result {
  const images = media.filter(({ facts }) => facts.type === 'image');
  const named = typeof of === 'string' ? pick(images, of) : null;
  if (named === undefined) return noClip(of ?? '');
  const meant = named ? [named] : images;
  const placed = placeUploads(timeline, meant) ?? timeline;
  const numbered = typeof of === 'number' ? pick(placed.clips, of) : null;
  if (numbered === undefined) return noClip(of ?? '');
  const isMeant = (clip: StudioClip) =>
    meant.some(({ id }) => id === clip.mediaId) && (!numbered || clip === numbered);
  const eachMs = Math.round(seconds * 1000);
  const names = placed.clips.filter(isMeant).map(({ name }) => name);
  if (names.length === 0) return { why: 'no-image' };
  const clips = placed.clips.map((each) =>
    isMeant(each) ? { ...each, durationMs: eachMs } : each,
  );
  const changed = settleTimeline({ ...placed, clips });
  const totalMs = measureTimeline(changed);
  return (
    checkCanvas(changed) ?? { timeline: changed, change: { did: 'slides', names, eachMs, totalMs } }
  );
}

type Order = Op<'move'> | Op<'move-beside'> | Op<'swap'> | Op<'reverse-order'>;

/** Puts clips in another order; one that is named and not on the timeline yet is placed. */
export function order(before: StudioTimeline, wish: Order, { media }: Uploads): Result {
  const names = 'clip' in wish ? ('other' in wish ? [wish.clip, wish.other] : [wish.clip]) : [];
  const fresh = names
    .filter((name) => typeof name === 'string' && !pick(before.clips, name))
    .flatMap((name) => pick(media.filter(isVisual), name) ?? []);
  const timeline = (fresh.length > 0 && placeUploads(before, fresh)) || before;
  const [one, other] = names.map((name) => pick(timeline.clips, name));
  if (names.length > 0 && !one) return noClip(names[0] ?? '');
  if (names.length > 1 && !other) return noClip(names[1] ?? '');
  const clips = arrange(timeline.clips, { wish, one, other });
  const ordered = clips.map(({ name }) => name);
  const isSame = timeline === before && clips.every((clip, at) => clip === before.clips[at]);
  if (isSame) return { already: 'ordered', names: ordered };
  return {
    timeline: reorderClips(timeline, clips),
    change: { did: 'ordered', names: ordered },
  };
}

function arrange(
  clips: StudioClip[],
  {
    wish,
    one,
    other,
  }: { wish: Order; one?: StudioClip | undefined; other?: StudioClip | undefined },
): StudioClip[] {
  if (wish.op === 'reverse-order' || !one) return clips.toReversed();
  if (wish.op === 'swap') {
    return clips.map((clip) => (clip === one ? (other ?? clip) : clip === other ? one : clip));
  }
  if (one === other) return clips;
  const rest = clips.filter((clip) => clip !== one);
  const beside = rest.findIndex((clip) => clip === other);
  const places = { first: 0, last: rest.length, before: beside, after: beside + 1 };
  return rest.toSpliced(places[wish.to], 0, one);
}

export function startOver(timeline: StudioTimeline): Result {
  if (timeline.clips.length === 0) return { already: 'empty' };
  return { timeline: createEmptyTimeline(), change: { did: 'started-over' } };
}
