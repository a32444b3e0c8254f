import { expect, test } from 'vitest';

import { composeReply } from '../../src/studio/editor/reply.ts';
import { edit, EDITED, UPLOADS } from './editor-support.ts';
import { editTimeline } from '../../src/studio/editor/editor.ts';

const QUIET = { mentionsExportButton: false, language: 'auto' } as const;

test('applies several instructions in order', () => {
  const { timeline, changes } = edit(
    'trim to 5 seconds and add the title "Hi" at the bottom, in yellow, for 3 seconds, then mute it and make it square',
  );
  expect(changes).toHaveLength(4);
  expect(timeline).toMatchObject({
    canvas: { width: 1080, height: 1080 },
    clips: [{ durationMs: 5000, volume: 0 }],
    titles: [{ text: 'Old' }, { text: 'Hi', position: 'bottom', color: 'yellow' }],
  });
});

test('applies several Chinese instructions in order', () => {
  const { timeline, changes } = edit(
    '剪到5秒，加标题“你好，世界”，黄色，放在顶部，持续2秒，然后背景音乐音量20%，再改成竖屏',
  );
  expect(changes).toHaveLength(4);
  expect(timeline?.titles.at(-1)).toMatchObject({ text: '你好，世界', durationMs: 2000 });
  expect(timeline?.music).toMatchObject([{ volume: 0.2, durationMs: 5000 }]);
});

test('reads several instructions in one clause', () => {
  const { timeline } = edit('trim to 5 seconds with a title "X" and background music at 20%');
  expect(timeline).toMatchObject({
    clips: [{ durationMs: 5000 }],
    titles: [{ text: 'Old' }, { text: 'X' }],
    music: [{ volume: 0.2 }],
  });
});

test('does not take the words of a title for instructions', () => {
  const { timeline, changes } = edit('add the title "mute, trim to 2 seconds and fade out"');
  expect(changes).toHaveLength(1);
  expect(timeline?.clips).toEqual(EDITED.clips);
});

test('fits music and titles to the new length', () => {
  const shorter = edit('trim to 2 seconds').timeline;
  expect(shorter).toMatchObject({ titles: [{ durationMs: 2000 }], music: [{ durationMs: 2000 }] });
  const longer = edit('0.5x speed').timeline;
  expect(longer).toMatchObject({ titles: [{ durationMs: 4000 }], music: [{ durationMs: 40_000 }] });
});

test('moves titles along when the beginning goes', () => {
  expect(edit('cut the first 3 seconds').timeline?.titles).toMatchObject([
    { startMs: 0, durationMs: 1000 },
  ]);
  expect(edit('cut the first 5 seconds').timeline?.titles).toEqual([]);
});

test('keeps a closing fade at the end of a shortened video', () => {
  const { timeline } = edit('fade out, then trim to 5 seconds');
  expect(timeline?.clips).toMatchObject([{ fadeOutMs: 1000, durationMs: 5000 }]);
});

test('places the uploads before the first edit, free of charge', () => {
  const outcome = edit('mute', null);
  expect(outcome.timeline?.clips).toHaveLength(2);
  expect(outcome.timeline?.canvas).toEqual({ width: 1280, height: 720 });
  expect(outcome.changes).toHaveLength(1);
  expect(composeReply(outcome, QUIET)).toEqual([
    'Placed beach.mp4, city.mp4 on the timeline (0-20s).',
    'Muted the original sound.',
  ]);
});

test.each([
  ['Place the uploaded clip on the timeline unchanged, without any edits.'],
  ['请把上传的片段原样放到时间线上，不做任何改动。'],
])('places uploads when told to: %s', (message) => {
  const { timeline, changes } = edit(message, null);
  expect(timeline?.clips.map(({ name }) => name)).toEqual(['beach.mp4', 'city.mp4']);
  expect(changes).toHaveLength(1);
});

test('shows still images for five seconds', () => {
  const facts = { type: 'image', container: 'png_pipe', durationMs: 0, width: 801, height: 601 };
  const media = [{ id: 'p', name: 'p.png', facts: { ...facts, rotation: 0, hasAudio: false } }];
  const request = { message: 'place the photo', timeline: null, media };
  expect(editTimeline(request as Parameters<typeof editTimeline>[0]).timeline).toMatchObject({
    canvas: { width: 802, height: 602 },
    clips: [{ durationMs: 5000 }],
  });
});

test.each([
  ['make it rain', /I can do/],
  ['把它变得更好看', /我可以/],
  ['add a title', /What should the title say/],
  ['trim to 30 seconds', /only 20s long/],
  ['cut the first 20 seconds', /leave nothing/],
  ['9x speed', /0.25x-4x/],
  ['export the video', /click the Export button/],
  ['导出视频', /点击右上角的导出按钮/],
])('changes nothing on: %s', (message, answer) => {
  const outcome = edit(message);
  expect(outcome.timeline).toBe(EDITED);
  expect(outcome.changes).toEqual([]);
  expect(composeReply(outcome, QUIET).join(' ')).toMatch(answer);
});

test('says what is missing', () => {
  const silent = UPLOADS.filter(({ facts }) => facts.type === 'video');
  const music = editTimeline({
    message: 'add music',
    timeline: null,
    media: silent,
    subtitles: [],
  });
  expect(composeReply(music, QUIET)).toEqual([
    'There is no audio file yet, please upload the music first.',
  ]);
  expect(music.timeline).toBeNull();
  const nothing = editTimeline({
    message: '静音，加标题“A”',
    timeline: null,
    media: [],
    subtitles: [],
  });
  expect(composeReply(nothing, QUIET)).toEqual(['还没有视频，请先上传。']);
});

test('mentions the buttons of a GUI nobody has', () => {
  const outcome = edit('mute');
  expect(composeReply(outcome, { ...QUIET, mentionsExportButton: true }).at(-1)).toBe(
    'Your video is ready! Preview in the Timeline panel or click the Export button to save it.',
  );
  const emptied = composeReply(edit('start over'), { ...QUIET, mentionsExportButton: true });
  expect(emptied).toEqual(['Emptied the timeline to start over (the uploads are still there).']);
  expect(composeReply(outcome, { mentionsExportButton: true, language: 'zh' }).at(-1)).toMatch(
    /点击导出按钮/,
  );
});

test.each([
  ['remove everything after 10 seconds', /Trimmed the video to 0-10s/],
  [
    '视频开头加上“欢迎”，结尾加上“谢谢”',
    /“欢迎”（white，center，0-3s）。.*“谢谢”（white，center，17-20s）/,
  ],
  ['把字幕调大一点', /标题已改为“Old”（white，center，size 98/],
  ['cut the first 3 seconds and the last 2 seconds', /20s → 17s.*17s → 15s/],
  ['给视频配上音乐，音量小一点', /^背景音乐音量已设为 15%（原来 50%）。$/],
  ['画面左转90度', /顺时针旋转 270 度/],
  ['combine the clips with a 2 second crossfade', /20s → 18s/],
])('is not misled: %s', (message, answer) => {
  expect(composeReply(edit(message), QUIET).join('')).toMatch(answer);
});

test.each([
  ['make the intro faster', /whole video or a whole clip/],
  ['mute from 2 to 4 seconds', /whole video or a whole clip/],
  ['把前3秒静音', /整个视频或整个片段/],
  ['insert beach.mp4 between the clips', /I can do/],
  ['cut from 0:05 to 0:10', /I can do/],
  ['put cat.mp4 first', /no such clip/],
  ['x'.repeat(2001), /too long/],
])('rather does nothing than something else: %s', (message, answer) => {
  const outcome = edit(message);
  expect(outcome).toMatchObject({ timeline: EDITED, changes: [] });
  expect(composeReply(outcome, QUIET).join(' ')).toMatch(answer);
});

test.each([
  ['trim to 5 seconds and make it black and white', 1, 'make it black and white'],
  ['make it dance and trim to 5 seconds', 1, 'make it dance'],
  ['剪到5秒，加滤镜，静音', 2, '加滤镜'],
  ['add the title "X" and put it at the top, then blur the background', 1, 'blur the background'],
])('says what part of a message it cannot do: %s', (message, done, unknown) => {
  const { changes, refusals } = edit(message);
  expect(changes).toHaveLength(done);
  expect(refusals).toMatchObject([{ en: `I cannot do this: "${unknown}"` }]);
});

test.each([
  'add the title "X" and make it yellow',
  'make the title red and make it bigger',
  'add background music and set the volume to 20%',
  '添加背景音乐，把音量调到20%',
  'Place the uploaded clip on the timeline, without any edits.',
])('takes details for no wish of their own: %s', (message) => {
  expect(edit(message, message.startsWith('Place') ? null : EDITED)).toMatchObject({
    changes: [{}],
    refusals: [],
  });
});
