/** Reads the editor's answers back: what each sentence says was changed, held against two timelines. */
import {
  measureTimeline,
  type StudioClip,
  type StudioTimeline,
} from '../../../src/studio/cutter/timeline.ts';

type Aspect = keyof ReturnType<typeof listAspects>;

/** Everything about a timeline that an edit may change. */
function listAspects({ clips, music, titles, canvas }: StudioTimeline) {
  const of = (read: (clip: StudioClip) => unknown) => clips.map(read);
  return {
    order: of(({ name }) => name),
    parts: of(({ sourceStartMs, durationMs, speed }) => [
      sourceStartMs,
      Math.round(durationMs * speed),
    ]),
    speed: of(({ speed }) => speed),
    volume: of(({ volume }) => volume),
    fades: of(({ fadeInMs, fadeOutMs }) => [fadeInMs, fadeOutMs]),
    joints: of(({ crossFadeMs = 0 }) => crossFadeMs),
    rotation: of(({ rotation = 0 }) => rotation),
    canvas: [canvas.width, canvas.height],
    fill: canvas.fill ?? false,
    song: music.map(({ name }) => name),
    musicVolume: music.map(({ volume }) => volume),
    musicLoop: music.map(({ onceMs }) => onceMs === undefined),
    musicFades: music.map(({ fadeInMs, fadeOutMs }) => [fadeInMs, fadeOutMs]),
    titles: titles.map(({ fadeMs: _fade, ...title }) => title),
  };
}

const seconds = (text: string | undefined): number => Math.round(Number(text) * 1000);
const listSeconds = (text = ''): number[] => text.split('s, ').map(seconds);
const share = (text: string | undefined): number => Math.round(Number(text)) / 100;
/** What follows when the video gets another length. */
const LENGTH: Aspect[] = ['titles', 'fades', 'joints', 'musicFades'];
const MUSIC: Aspect[] = ['song', 'musicVolume', 'musicLoop', 'musicFades'];

interface Claim {
  says: RegExp;
  changes: Aspect[];
  /** Whether what the sentence says is so. */
  isTrue(words: string[], after: StudioTimeline, before: StudioTimeline): boolean;
}

/** `beach.mp4`, or `beach.mp4#2` where several are of one file. */
function clipsOf(name: string | undefined, { clips }: StudioTimeline): StudioClip[] {
  const number = /#(\d+)$/.exec(name ?? '')?.[1];
  if (number !== undefined) return clips.slice(Number(number) - 1, Number(number));
  return clips.filter((clip) => name === undefined || clip.name === name);
}
const lengthIs = (text: string | undefined, timeline: StudioTimeline): boolean =>
  Math.abs(measureTimeline(timeline) - seconds(text)) <= 5;
const namesAre = (text: string | undefined, { clips }: StudioTimeline): boolean =>
  clips.map(({ name }) => name).join(', ') === text;

const CLAIMS: Claim[] = [
  {
    says: /^(?:Trimmed the video to|Cut out) [\d.]+-[\d.]+s \([\d.]+s → ([\d.]+)s\)$|^已剪(?:到|掉) [\d.]+-[\d.]+s（[\d.]+s → ([\d.]+)s）$/,
    changes: ['parts', 'order', 'speed', 'volume', 'rotation', ...LENGTH],
    isTrue: ([one, other], after) => lengthIs(one ?? other, after),
  },
  {
    says: /^(?:Trimmed (\S+) to|Cut out) ([\d.]+)-([\d.]+)s(?: of (\S+))? \([\d.]+s → ([\d.]+)s\)$|^(\S+) 已剪(?:到|掉) ([\d.]+)-([\d.]+)s（[\d.]+s → ([\d.]+)s）$/,
    changes: ['parts', 'order', 'speed', 'volume', 'rotation', ...LENGTH],
    isTrue: (words, after) => {
      const name = words[0] ?? words[3] ?? words[5];
      const total = clipsOf(name, after).reduce((sum, clip) => sum + clip.durationMs, 0);
      return Math.abs(total - seconds(words[4] ?? words[8])) <= 5;
    },
  },
  {
    says: /^Set the speed(?: of (\S+))? to ([\d.]+)x \([\d.]+s → ([\d.]+)s\)$|^(?:(\S+) 的)?速度已设为 ([\d.]+)x（[\d.]+s → ([\d.]+)s）$/,
    changes: ['speed', 'parts', ...LENGTH],
    isTrue: ([name, factor, length, zhName, zhFactor, zhLength], after) =>
      clipsOf(name ?? zhName, after).every(({ speed }) => speed === Number(factor ?? zhFactor)) &&
      lengthIs(length ?? zhLength, after),
  },
  {
    says: /^Muted the original sound(?: of (\S+))?$|^已将(?:(\S+) 的)?原声静音$/,
    changes: ['volume'],
    isTrue: ([en, zh], after) => clipsOf(en ?? zh, after).every(({ volume }) => volume === 0),
  },
  {
    says: /^Restored the original sound(?: of (\S+))?$|^已恢复(?:(\S+) 的)?原声$/,
    changes: ['volume'],
    isTrue: ([en, zh], after) => clipsOf(en ?? zh, after).every(({ volume }) => volume === 1),
  },
  {
    says: /^Set the volume of the original sound(?: of (\S+))? to (\d+)%$|^(?:(\S+) 的)?原声音量已设为 (\d+)%$/,
    changes: ['volume'],
    isTrue: ([name, en, zhName, zh], after) =>
      clipsOf(name ?? zhName, after).every(({ volume }) => volume === share(en ?? zh)),
  },
  {
    says: /^Set the music volume to (\d+)% \(was (\d+)%\)$|^背景音乐音量已设为 (\d+)%（原来 (\d+)%）$/,
    changes: ['musicVolume'],
    isTrue: ([now, was, zhNow, zhWas], after, before) =>
      after.music[0]?.volume === share(now ?? zhNow) &&
      before.music[0]?.volume === share(was ?? zhWas),
  },
  {
    says: /^Added background music (\S+) at (\d+)%(, played once)?.*$|^已添加背景音乐 (\S+)，音量 (\d+)%(，只播放一次)?.*$/,
    changes: MUSIC,
    isTrue: ([name, volume, once, zhName, zhVolume, zhOnce], { music: [music] }) =>
      music?.name === (name ?? zhName) &&
      music?.volume === share(volume ?? zhVolume) &&
      (music?.onceMs !== undefined) === ((once ?? zhOnce) !== undefined),
  },
  {
    says: /^The music plays once$|^音乐只播放一次$/,
    changes: ['musicLoop', 'musicFades'],
    isTrue: (_words, after) => after.music.every(({ onceMs }) => onceMs !== undefined),
  },
  {
    says: /^Removed the background music$|^已去掉背景音乐$/,
    changes: MUSIC,
    isTrue: (_words, after) => after.music.length === 0,
  },
  {
    says: /^Faded (the video|the music|\S+)(?: in \(([\d.]+)s\))?(?: and)?(?: out \(([\d.]+)s\))?$|^(视频|音乐|\S+ )已(?:淡入（([\d.]+)s）)?并?(?:淡出（([\d.]+)s）)?$/,
    changes: ['fades', 'musicFades'],
    isTrue: ([en, fadeIn, fadeOut, zh, zhIn, zhOut], after) => {
      const name = (en ?? zh ?? '').trim();
      const isMusic = ['the music', '音乐'].includes(name);
      const isWhole = ['the video', '视频'].includes(name);
      const named = clipsOf(name, after);
      const [first, last] = isMusic
        ? [after.music[0], after.music[0]]
        : isWhole
          ? [after.clips[0], after.clips.at(-1)]
          : [named[0], named[0]];
      const [wantedIn, wantedOut] = [fadeIn ?? zhIn, fadeOut ?? zhOut];
      return (
        (wantedIn === undefined || first?.fadeInMs === seconds(wantedIn)) &&
        (wantedOut === undefined || last?.fadeOutMs === seconds(wantedOut))
      );
    },
  },
  {
    says: /^Cross-faded the clips over ([\d.s, ]+)s \([\d.]+s → ([\d.]+)s\)$|^片段之间已加 ([\d.s, ]+)s 交叉淡化（[\d.]+s → ([\d.]+)s）$/,
    changes: ['joints', 'titles', 'fades'],
    isTrue: ([fade, length, zhFade, zhLength], after) =>
      after.clips.slice(1).every(({ crossFadeMs = 0 }) =>
        // Said in hundredths of a second.
        listSeconds(fade ?? zhFade).some((said) => Math.abs(said - crossFadeMs) <= 5),
      ) && lengthIs(length ?? zhLength, after),
  },
  {
    says: /^Changed the aspect ratio to (\d+):(\d+) \((\d+)x(\d+)\)$|^画面比例已改为 (\d+):(\d+)（(\d+)x(\d+)）$/,
    changes: ['canvas'],
    isTrue: (words, { canvas }) => {
      const [across = 0, down = 0, width, height] = words.filter(Boolean).map(Number);
      return canvas.width === width && canvas.height === height && width * down === height * across;
    },
  },
  {
    says: /^Changed the resolution to (\d+)x(\d+)$|^分辨率已改为 (\d+)x(\d+)$/,
    changes: ['canvas'],
    isTrue: (words, { canvas }) =>
      words.filter(Boolean).join() === `${canvas.width},${canvas.height}`,
  },
  {
    says: /^The picture fills the frame, .*$|^画面已铺满，.*$/,
    changes: ['fill'],
    isTrue: (_words, { canvas }) => canvas.fill === true,
  },
  {
    says: /^Rotated the picture(?: of (\S+))? by (\d+) degrees clockwise \((\d+)x(\d+)\)$|^(?:(\S+) 的)?画面已顺时针旋转 (\d+) 度（(\d+)x(\d+)）$/,
    changes: ['rotation', 'canvas'],
    isTrue: ([name, degrees, width, height, zhName, zhDegrees, zhWidth, zhHeight], after, before) =>
      clipsOf(name ?? zhName, after).every((clip) => {
        const was = before.clips[after.clips.indexOf(clip)]?.rotation ?? 0;
        return (clip.rotation ?? 0) === (was + Number(degrees ?? zhDegrees)) % 360;
      }) &&
      after.canvas.width === Number(width ?? zhWidth) &&
      after.canvas.height === Number(height ?? zhHeight),
  },
  {
    says: /^(?:Added|Changed) the title (?:to )?"(.*)" \((.*), ([\d.]+)-([\d.]+)s\)$|^(?:已添加标题|标题已改为)“(.*)”（(.*)，([\d.]+)-([\d.]+)s）$/,
    changes: ['titles'],
    isTrue: ([text, looks, from, to, zhText, zhLooks, zhFrom, zhTo], { titles }) => {
      const title = titles.at(-1);
      if (!title) return false;
      const place = [title.position, title.side].filter(Boolean).join(' ');
      const size = title.size === undefined ? [] : [`size ${title.size}`];
      const told = (looks ?? zhLooks ?? '')
        .split(/, |，/)
        .filter((each) => !each.startsWith('fade'));
      return (
        title.text === (text ?? zhText) &&
        told.join() === [title.color, place, ...size].join() &&
        title.startMs === seconds(from ?? zhFrom) &&
        title.startMs + title.durationMs === seconds(to ?? zhTo)
      );
    },
  },
  {
    says: /^Removed (?:the title|\d+ titles)$|^已去掉标题$|^已去掉 \d+ 个标题$/,
    changes: ['titles'],
    isTrue: (_words, { titles }) => titles.length === 0,
  },
  {
    says: /^Changed the order to (.*)$|^顺序已改为 (.*)$/,
    changes: ['order', 'parts', 'speed', 'volume', 'rotation', ...LENGTH],
    isTrue: ([en, zh], after) => namesAre(en ?? zh, after),
  },
  {
    says: /^Using only (.*)$|^只使用 (.*)$/,
    changes: ['order', 'parts', 'speed', 'volume', 'rotation', 'canvas', ...LENGTH],
    isTrue: ([en, zh], after) => namesAre(en ?? zh, after),
  },
  {
    says: /^Removed (\S+\.mp4)(?:#\d)?$|^已去掉 (\S+\.mp4)(?:#\d)?$/,
    changes: ['order', 'parts', 'speed', 'volume', 'rotation', ...LENGTH],
    isTrue: ([en, zh], after, before) =>
      clipsOf(en ?? zh, after).length === clipsOf(en ?? zh, before).length - 1,
  },
];

/** Fails unless the sentence is true, and names everything that is different now. */
export function checkAnswer(
  sentence: string,
  { before, after }: { before: StudioTimeline; after: StudioTimeline },
): void {
  const found = CLAIMS.map((claim) => ({ claim, match: claim.says.exec(sentence) }));
  const { claim, match } = found.find((each) => each.match !== null) ?? {};
  if (!claim || !match) throw new Error(`Nobody knows this answer: ${sentence}`);
  if (!claim.isTrue([...match].slice(1), after, before)) throw new Error(`Not so: ${sentence}`);
  const [was, is] = [listAspects(before), listAspects(after)];
  for (const aspect of Object.keys(was) as Aspect[]) {
    const isSame = JSON.stringify(was[aspect]) === JSON.stringify(is[aspect]);
    if (!isSame && !claim.changes.includes(aspect)) {
      throw new Error(`${aspect} changed as well: ${sentence}`);
    }
  }
}
