import { measureTimeline, type StudioTimeline } from '../timeline.ts';
import type { Result } from './change.ts';
import { limitFade, type Fade } from './clip-values.ts';
import { pick } from './clips.ts';
import type { Op, Uploads } from './operation.ts';
import { settleTimeline } from './settle.ts';

const DEFAULT_VOLUME = 0.3;
const VOLUMES = { least: 0, most: 2 };

/** Puts an uploaded audio file (the newest, unless named) under the video; set anew when it is there already. */
export function music(timeline: StudioTimeline, wish: Op<'music'>, { media }: Uploads): Result {
  const songs = media.filter(({ facts }) => facts.type === 'audio');
  const song = wish.file === undefined ? songs.at(-1) : pick(songs, wish.file);
  if (!song) {
    return songs.length === 0
      ? { why: 'no-audio' }
      : { why: 'no-such-file', name: wish.file ?? '' };
  }
  const [present] = timeline.music;
  const current = present?.mediaId === song.id ? present : undefined;
  const lengthMs = measureTimeline(timeline);
  const hasFade = wish.in !== undefined || wish.out !== undefined;
  const fade: Fade = hasFade ? limitFade(wish, { in: lengthMs, out: lengthMs }) : {};
  const isOnce = wish.loop === undefined ? current?.onceMs !== undefined : !wish.loop;
  const share = round(wish.volume ?? current?.volume ?? DEFAULT_VOLUME);
  if (current && wish.volume === undefined && !hasFade && wish.loop === undefined) {
    return { already: 'music', name: song.name, share };
  }
  const { onceMs: _once, ...kept } = current ?? { fadeInMs: 0, fadeOutMs: 0 };
  const added = {
    ...kept,
    mediaId: song.id,
    name: song.name,
    startMs: 0,
    durationMs: lengthMs,
    volume: share,
    ...fade,
    ...(isOnce && { onceMs: Math.round(song.facts.durationMs) }),
  };
  const settled = settleTimeline({ ...timeline, music: [added] });
  const [shown = added] = settled.music;
  return {
    timeline: settled,
    change: {
      did: 'music',
      name: song.name,
      share,
      once: isOnce,
      inMs: wish.in === undefined ? undefined : shown.fadeInMs,
      outMs: wish.out === undefined ? undefined : shown.fadeOutMs,
    },
  };
}

export function musicVolume(timeline: StudioTimeline, { to }: Op<'music-volume'>): Result {
  const [present] = timeline.music;
  if (!present) return { why: 'no-music' };
  if (to > VOLUMES.most) return { why: 'volume', ...VOLUMES };
  const share = round(to);
  if (share === present.volume) return { already: 'music', name: present.name, share };
  return {
    timeline: { ...timeline, music: timeline.music.map((each) => ({ ...each, volume: share })) },
    change: { did: 'music-volume', share, before: present.volume },
  };
}

export function musicLouder(timeline: StudioTimeline, { by }: Op<'music-louder'>): Result {
  const to = Math.min(VOLUMES.most, (timeline.music[0]?.volume ?? 0) * by);
  return musicVolume(timeline, { op: 'music-volume', to });
}

/** Repeats the music to the end of the video, or plays it once. */
export function musicLoop(
  timeline: StudioTimeline,
  { loop }: Op<'music-loop'>,
  { media }: Uploads,
): Result {
  if (timeline.music.length === 0) return { why: 'no-music' };
  if (timeline.music.every(({ onceMs }) => (onceMs === undefined) === loop)) {
    return { already: 'loop', loop };
  }
  const changed = timeline.music.map(({ onceMs: _once, ...entry }) => {
    const source = media.find(({ id }) => id === entry.mediaId);
    return loop ? entry : { ...entry, onceMs: source?.facts.durationMs ?? entry.durationMs };
  });
  return {
    timeline: settleTimeline({ ...timeline, music: changed }),
    change: { did: 'music-loop', loop },
  };
}

export function musicFade(timeline: StudioTimeline, wish: Op<'music-fade'>): Result {
  const [present] = timeline.music;
  if (!present) return { why: 'no-music' };
  const { durationMs } = present;
  const fade = limitFade(wish, { in: durationMs, out: durationMs });
  const changed = timeline.music.map((entry) => ({ ...entry, ...fade }));
  const settled = settleTimeline({ ...timeline, music: changed });
  const [shown] = settled.music;
  return {
    timeline: settled,
    change: {
      did: 'music-fade',
      inMs: fade.fadeInMs === undefined ? undefined : shown?.fadeInMs,
      outMs: fade.fadeOutMs === undefined ? undefined : shown?.fadeOutMs,
    },
  };
}

export function removeMusic(timeline: StudioTimeline): Result {
  if (timeline.music.length === 0) return { why: 'no-music' };
  return { timeline: { ...timeline, music: [] }, change: { did: 'music-removed' } };
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
