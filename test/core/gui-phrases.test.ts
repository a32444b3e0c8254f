import { expect, test } from 'vitest';
import { translateGuiPhrases } from '../../src/core/gui-phrases.ts';

/** The seed's "Backend Response Translation", in both languages. */
test.each([
  ['Click the Export button to save your video.', 'export'],
  ['Press the Export button when you are happy.', 'export'],
  ['Use the Export button in the top right.', 'export'],
  ['The Export button is in the top right corner.', 'export'],
  ['Hit Export!', 'export'],
  ['Select Export from the menu.', 'export'],
  ['点击导出按钮即可下载。', 'export'],
  ['导出按钮在右上角。', 'export'],
  ['请使用右上角的导出功能', 'export'],
  ['点击“导出”按钮保存视频。', 'export'],
  ['Open the Timeline panel to see your clips.', 'state'],
  ['Open the Effects menu.', 'state'],
  ['打开时间线面板查看。', 'state'],
  ['Preview it in the timeline.', 'state'],
  ['You can preview the result in the player.', 'state'],
  ['在时间线中预览效果。', 'state'],
  ['Drag the clip onto the timeline.', 'chat'],
  ['Drop your file here.', 'chat'],
  ['拖拽片段到时间线。', 'chat'],
  ['把片段拖动到轨道上即可。', 'chat'],
  ['Check your account for billing details.', 'credits'],
  ['Go to your dashboard to see credits.', 'credits'],
  ['Click [Apply] to confirm.', undefined],
  ['Navigate to Settings > Account.', 'credits'],
  ['You can adjust it in the editor.', 'chat'],
  ['预览窗口中查看。', 'state'],
  ['Click on the Apply button.', undefined],
  ['Tap the play button to listen.', undefined],
  ['点击生成按钮。', undefined],
  ['双击片段进行编辑。', undefined],
])('takes out "%s" and suggests %s', (message, suggests) => {
  expect(translateGuiPhrases(message)).toEqual({ text: '', suggests });
});

test.each([
  ['Your video is ready, click Export to save it.', 'Your video is ready.', 'export'],
  ['视频已准备好，点击导出按钮保存。', '视频已准备好。', 'export'],
  ['Title added. Click "Generate" to continue.', 'Title added.', undefined],
  [
    'Your video is ready! Preview in Timeline panel or click Export to save it.',
    'Your video is ready!',
    'export',
  ],
  ['标题已添加。点击“导出”按钮保存视频。', '标题已添加。', 'export'],
  ['v1.5 of your video. Click Export.', 'v1.5 of your video.', 'export'],
  [
    'Trimmed to 10 s (was 30 s). Click **Export** to save.',
    'Trimmed to 10 s (was 30 s).',
    'export',
  ],
  ['1. Video: city\n2. BGM: Lo-fi\nClick Export.', '1. Video: city\n2. BGM: Lo-fi', 'export'],
  ['Open the Effects menu. Then click Export.', '', 'export'],
  ['Click Export. Then open the Effects menu.', '', 'export'],
])('keeps the content of "%s"', (message, text, suggests) => {
  expect(translateGuiPhrases(message)).toEqual({ text, suggests });
});

test.each([
  ['Hello there'],
  ['A drop of water falls into the sea.'],
  ['The beat drop comes on the second track.'],
  ['A drag queen walks onto the stage.'],
  ['The scene shows people who open the menu and order.'],
  ['The click sound was removed.'],
  ['Click track added at 120 bpm.'],
  ['I encountered a temporary issue with track 3, so I used Jazz instead.'],
  ['Added the title "I encountered a temporary issue" to the video.'],
  ['Music volume is 0.35. The file is a.mp4.'],
  ['Line one\n\nLine two\n- item\n- item 2'],
  ['Your video is exported: https://cdn.example.com/a.mp4?x=1. Enjoy!'],
  ['You can now export the video.'],
  ['您可以导出视频了。'],
  ['The Export is done.'],
  ['I lowered the volume of the clicking.'],
  ['你好！视频已生成，共 3 个轨道。'],
  ['  indented, and “quoted”, and (bracketed) text…'.trim()],
  ['Really?! Yes... done.'],
])('leaves "%s" word for word', (message) => {
  expect(translateGuiPhrases(message)).toEqual({ text: message, suggests: undefined });
});

test.each([
  ['Added a title that says "Click here to subscribe" for 3 seconds.'],
  ['Title "Open the panel" added.'],
  ['The title reads “Export button”.'],
  ['标题为「点击导出」已添加。'],
  ['已加入背景音乐“点击人生”。'],
])('takes quoted words for content in "%s"', (message) => {
  expect(translateGuiPhrases(message)).toEqual({ text: message, suggests: undefined });
});

test.each([
  ['Title added. I encountered a temporary issue.', 'Title added.'],
  ['Title added. I encountered a temporary issue. Please try again later.', 'Title added.'],
  ['Done! I have encountered a temporary issue, please try again.', 'Done!'],
  ["Done! I've encountered a temporary issue.", 'Done!'],
  ['I ENCOUNTERED A TEMPORARY ISSUE.', ''],
  ['Sorry, I encountered a temporary issue.', ''],
])('ignores the noise at the end of "%s"', (message, text) => {
  expect(translateGuiPhrases(message).text).toBe(text);
});

test.each([[''], ['   '], ['\n\n']])('makes nothing of %j', (message) => {
  expect(translateGuiPhrases(message)).toEqual({ text: '', suggests: undefined });
});

test('leaves no hole where a paragraph was taken out', () => {
  expect(translateGuiPhrases('First.\n\nClick the button.\n\nLast.').text).toBe('First.\n\nLast.');
});
