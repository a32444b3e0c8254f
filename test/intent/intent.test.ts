import { expect, test } from 'vitest';
import { routeMessage, type PlanStep } from '../../src/intent/intent.ts';

const actions = (message: string, files?: string[]): string[] =>
  routeMessage(message, files).map(({ action }) => action);

/** The seed's "Matching Input to Actions", and how people really say it. */
const REQUESTS: Record<string, string[]> = {
  export: [
    'export',
    'Export!',
    'EXPORT IT NOW',
    'please export',
    'ok export',
    'export it',
    'export as mp4',
    'export my video as mp4',
    'can you export it?',
    'export at 29.97 fps',
    'save it as promo.mp4',
    'download',
    'download it',
    'download my finished AI video in 1080p MP4 format',
    'download a completed AI-generated 60-second promo video into a 1080p MP4',
    'downloading finished AI-edited videos to local storage for content creators',
    'Turn a completed AI-generated 60-second promo video into 1080p exported MP4 files',
    'I want to download my video',
    'send me the video',
    'Send me the video, please',
    'could you send me the video?',
    'give me the file',
    'get the video',
    'save the video',
    'save it to my desktop',
    'render it',
    '导出',
    '导出视频。',
    '请导出',
    '帮我导出视频',
    '把视频导出',
    '导出为mp4',
    '导出吧',
    '我想导出',
    '可以导出吗',
    '下载',
    '下载！',
    '下载我的视频',
    '请帮我把视频下载到本地',
    '把视频发给我',
    '把成片发我',
    '保存到本地',
    '渲染视频',
  ],
  credits: [
    'credits',
    'Credits?',
    'balance',
    'check my credits',
    'check my credit balance',
    'show me my credits',
    "what's my balance",
    'how many credits do I have left?',
    'how many credits left',
    'do i have any credits left',
    'remaining credits',
    'how many left',
    'how many do I have left?',
    '积分',
    '余额',
    '查询余额',
    '我还有多少积分',
    '还剩多少积分',
    '我的余额',
    '剩余积分',
  ],
  state: [
    'status',
    'Status?',
    'status, please',
    'what is the status?',
    'show tracks',
    'show me the tracks',
    'list tracks',
    'show the timeline',
    'show me the current timeline',
    "what's on the timeline?",
    'what is done so far?',
    "what's done",
    'show me what we have',
    'progress',
    '状态',
    '查看状态',
    '当前状态',
    '显示轨道',
    '时间线',
    '看看时间线',
    '看一下现在的时间线',
    '进度怎么样了',
    '现在什么样了',
    '现在是什么样子？',
  ],
  upload: ['upload', 'upload this video', 'Upload a file', '上传', '上传视频', '上传这个文件'],
};

test.each(
  Object.entries(REQUESTS).flatMap(([action, texts]) => texts.map((text) => [text, action])),
)('routes "%s" to %s alone', (text = '', action = '') => {
  expect(actions(text)).toEqual([action]);
});

/** Words of other actions that mean an edit, and words that mean none of them. */
test.each([
  // False friends
  'fix the white balance',
  'adjust the color balance',
  'balance the audio',
  'add end credits',
  'make the credits roll at the end',
  'add a download button',
  'add an upload icon',
  'upload animation',
  'render the text in red',
  'render the title in bold',
  'save the last 5 seconds',
  'send the title to the back',
  'download some music and add it',
  'add a progress bar',
  'show a progress bar',
  'add a status line',
  'show tracks of a race car',
  'how many people are left in the frame',
  '这个标题改成什么样好看',
  'generate a video about exporting goods',
  'turn this into a cinematic movie',
  'convert it to black and white',
  '添加下载按钮',
  '调整白平衡',
  '生成一个关于下载的视频',
  '生成积分商城宣传片',
  '做一个状态栏',
  '加个进度条',
  // Quoted words are content
  'add the title "Export" at the start',
  'make the title say "download now"',
  'add the titles "Upload, edit and export" and "Credits"',
  '加标题“导出”',
  '加标题《下载》',
  // Everything else
  'make it look better',
  'regenerate',
  '重新生成',
  'redo',
  '再来一个',
  'add bgm',
  'trim it to 10 seconds, add music and a title',
  '加背景音乐，剪到10秒',
])('hands "%s" to the editor as it is', (text) => {
  expect(routeMessage(text)).toEqual([
    { action: 'chat', text, skip_sse: false, because: expect.any(String) },
  ]);
});

/** One message, several requests. */
test.each<[string, Partial<PlanStep>[]]>([
  [
    'add the title "Paradise" and export it in 1080p',
    [
      { action: 'chat', text: 'add the title "Paradise"' },
      { action: 'export', resolution: '1080p' },
    ],
  ],
  [
    'trim to 2.5 seconds, then export as mp4',
    [{ action: 'chat', text: 'trim to 2.5 seconds' }, { action: 'export' }],
  ],
  [
    'trim it, add music and send me the video',
    [{ action: 'chat', text: 'trim it, add music' }, { action: 'export' }],
  ],
  [
    'generate a cat video and download it',
    [{ action: 'chat', text: 'generate a cat video' }, { action: 'export' }],
  ],
  ['Add a title. Then export it.', [{ action: 'chat', text: 'Add a title' }, { action: 'export' }]],
  [
    'add "A. B, and C" and export',
    [{ action: 'chat', text: 'add "A. B, and C"' }, { action: 'export' }],
  ],
  [
    'Export it. Then tell me how many credits I have left.',
    [{ action: 'export' }, { action: 'credits' }],
  ],
  ['check my credits then export', [{ action: 'credits' }, { action: 'export' }]],
  ['export and show the status', [{ action: 'export' }, { action: 'state' }]],
  ['加个标题然后导出', [{ action: 'chat', text: '加个标题' }, { action: 'export' }]],
  ['剪到10秒并导出', [{ action: 'chat', text: '剪到10秒' }, { action: 'export' }]],
  ['加背景音乐，然后导出视频', [{ action: 'chat', text: '加背景音乐' }, { action: 'export' }]],
  ['export and export', [{ action: 'export' }]],
])('splits "%s"', (message, plan) => {
  expect(routeMessage(message)).toMatchObject(plan);
  expect(routeMessage(message)).toHaveLength(plan.length);
});

test.each([
  ['upload https://example.com/a.mp4', ['https://example.com/a.mp4'], []],
  [
    'upload https://example.com/a.mp4, then trim it to 10 s',
    ['https://example.com/a.mp4'],
    ['trim it to 10 s'],
  ],
  ['import https://e.com/x?y=1&z=2.mp4.', ['https://e.com/x?y=1&z=2.mp4'], []],
  ['上传 https://example.com/a.mp4。', ['https://example.com/a.mp4'], []],
])('takes the link out of "%s" whole', (message, files, texts) => {
  const [upload, ...rest] = routeMessage(message);
  expect(upload).toMatchObject({ action: 'upload', files });
  expect(rest.map(({ text }) => text)).toEqual(texts);
});

test('leaves a link that is part of an edit in the edit', () => {
  const message = 'add https://example.com/music.mp3 as background music';
  expect(routeMessage(message)).toMatchObject([{ action: 'chat', text: message }]);
});

test('uploads given files before anything else', () => {
  expect(routeMessage('export it', ['clip.mp4'])).toMatchObject([
    { action: 'upload', files: ['clip.mp4'] },
    { action: 'export' },
  ]);
});

test('uploads given files once when the message asks for it too', () => {
  expect(actions('upload this and export it', ['clip.mp4'])).toEqual(['upload', 'export']);
});

test('says that only an edit needs a turn with the editor', () => {
  const plan = routeMessage('add a title, show the status and export', ['clip.mp4']);
  expect(plan.map(({ action, skip_sse }) => [action, skip_sse])).toEqual([
    ['upload', true],
    ['chat', false],
    ['state', true],
    ['export', true],
  ]);
});

test('says why it decided so', () => {
  expect(routeMessage('Please EXPORT it')[0]?.because).toBe('asks for the file: "export it"');
});

test.each([
  ['export in 1080p', '1080p'],
  ['render it in 720p', '720p'],
  ['render at 1920x1080', '1920x1080'],
  ['export it in 1080 × 1920', '1080x1920'],
  ['export it in 1080*1920', '1080x1920'],
  ['导出成1080p', '1080p'],
  ['export it', undefined],
])('finds the resolution of "%s"', (message, resolution) => {
  expect(routeMessage(message)).toMatchObject([{ action: 'export' }]);
  expect(routeMessage(message)[0]?.resolution).toBe(resolution);
});

test.each([
  ['make it a gif', 'GIF'],
  ['export it, as a webm please', 'WEBM'],
  ['export in 4k', '4K'],
  ['导出成gif', 'GIF'],
  ['export it as mp4', undefined],
  ['upload "loop.gif" and export it', undefined],
])('finds what "%s" cannot have', (message, unavailable) => {
  const step = routeMessage(message).at(-1);
  expect(step).toMatchObject({ action: 'export' });
  expect(step?.unavailable).toBe(unavailable);
});

test.each([
  [''],
  ['   '],
  ['...'],
  ['？'],
  ['👍'],
  ['先别导出'],
  ["don't export yet"],
  ['export it later'],
])('shows where things stand for %j', (message) => {
  expect(actions(message)).toEqual(['state']);
});

test('uploads given files when nothing is said', () => {
  expect(actions('', ['clip.mp4'])).toEqual(['upload']);
});
