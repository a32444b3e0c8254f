import { expect, test } from 'vitest';
import { translateGuiPhrases } from '../../src/backend/gui-phrases.ts';

/** The seed's "Backend Response Translation", in both languages. */
test.each([
  ['Click the Export button to save your video.', 'export'],
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
  ['Hit play to preview.', 'state'],
  ['Next, choose a template from the left sidebar.', undefined],
  ['Check your account page to see remaining credits.', 'credits'],
  ['请前往账户页面查看剩余积分。', 'credits'],
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
  expect(translateGuiPhrases(message)).toMatchObject({ text: '', suggests });
});

test.each([
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
  expect(translateGuiPhrases(message)).toMatchObject({ text, suggests });
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
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests: undefined });
});

test.each([
  ['Added a title that says "Click here to subscribe" for 3 seconds.'],
  ['Title "Open the panel" added.'],
  ['The title reads “Export button”.'],
  ['标题为「点击导出」已添加。'],
  ['已加入背景音乐“点击人生”。'],
])('takes quoted words for content in "%s"', (message) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests: undefined });
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
  expect(translateGuiPhrases(message)).toMatchObject({ text: '', suggests: undefined });
});

test('leaves no hole where a paragraph was taken out', () => {
  expect(translateGuiPhrases('First.\n\nClick the button.\n\nLast.').text).toBe('First.\n\nLast.');
});

/** Content that begins or goes on like an instruction. */
test.each([
  ['Drop shadow added to the title.'],
  ['Drop Shadow added to the title.'],
  ['Drop shadow, outline and glow added.'],
  ['The title has a glow, drop shadow and outline.'],
  ['Press conference clip trimmed to 10s.'],
  ['Press Conference clip trimmed to 10s.'],
  ['Tap dance video trimmed 30s → 10s.'],
  ['Tap Dance is the second clip.'],
  ['Tap water sound lowered to 20%.'],
  ['Hit song "X" added as BGM (0-10s).'],
  ['Hit "Thunder" by The Artists added as BGM.'],
  ['BGM: Hit the Road Jack (0-10s, 35%)'],
  ['2. Title: Click Here (0-3s)'],
  ['Title changed: Press Start → Game Over'],
  ['Title – Tap to unlock'],
  ['See account balance: 40 credits left.'],
  ['Check mark added over the dashboard.'],
  ['Check-in desk scene moved to 5s.'],
  ['Open library scene trimmed to 5s.'],
  ['Fade out and go to black at the end of the timeline.'],
  ['Drag race clip slowed to 50%.'],
  ['Drag Race is on track 2.'],
  ['Drop-in transition applied at 3s.'],
  ['Drop cap style set for the title.'],
  ['Press release image placed at 0-3s.'],
  ['Click-through rate is not something I can show.'],
  ['Two dancers meet, tap the table and laugh.'],
  ['The band walks on stage, hit the drums and the crowd cheers.'],
  ["I'll trim it to 10s, drop the volume to 30% and add a title."],
  ["I'll sort the clips, arrange them by date and add music."],
  ['Would you like me to add a title or drop the music?'],
  ['Would you like me to trim it or arrange the clips by date?'],
  ['Your file is ready, click here: https://cdn.example.com/a.mp4'],
  ['Added the title "Stop! Click here now" for 3 seconds.'],
  ['Added the captions “Hey. Press Start. Go!” at 3s.'],
  ['The Export button was removed from the screen recording.'],
  ['Preview clip of the player in the arena window trimmed to 4s.'],
  ['The music drops, and the press arrives.'],
  ['Use export-quality footage for the intro.'],
  ['双击效果音已添加到0-3秒'],
  ['点击音效已添加。'],
  ['点击声已降低到20%。'],
  ['点击特效出现在3秒处。'],
  ['点击率提高了。'],
  ['拖拽动画已应用到标题。'],
  ['画面中男孩拖动箱子穿过街道。'],
  ['男人打开菜单点餐，然后微笑。'],
  ['打开面板的镜头已剪短。'],
  ['已按要求导出1080p视频。'],
  ['亮点片段可以导出。'],
  ['查看账户余额：剩余40积分。'],
  ['已在时间线3秒处插入预览图。'],
  ['导出按钮图标被移除。'],
  ['标题：点击导出'],
  ['字幕：请打开设置'],
  ['标题“欢迎！点击这里”已添加。'],
  ['按顺序添加了三个片段。'],
])('knows "%s" for content', (message) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests: undefined });
});

/** Instructions of every form, most of them near to the content above. */
test.each([
  ['click Export', 'export'],
  ['press the Export button', 'export'],
  ['drop it on the timeline', 'chat'],
  ['点击导出', 'export'],
  ['1. Click Export.', 'export'],
  ['- Click Export', 'export'],
  ['👉 Click **Export** to save.', 'export'],
  ['**Click Export** to save.', 'export'],
  ['You can save it by clicking the Export button in the top right.', 'export'],
  ['Choose Export.', 'export'],
  ['Find the export option in the top right.', 'export'],
  ['Press Ctrl+S to save.', undefined],
  ['Tap Done.', undefined],
  ['Right-click the clip to split it.', undefined],
  ['Double-click on the title to edit it.', undefined],
  ['Press the play button, then hit the red icon.', undefined],
  ['Tap on the thumbnail.', undefined],
  ['Please tap here to continue.', undefined],
  ['Drag and drop your files.', 'chat'],
  ['Drag to reorder.', 'chat'],
  ['Drag clips onto the timeline.', 'chat'],
  ['Drop files here to begin.', 'chat'],
  ['Arrange clips as you like.', 'chat'],
  ['You can arrange the scenes on the timeline.', 'chat'],
  ['You could also adjust the volume in the editor.', 'chat'],
  ['Check your billing page.', 'credits'],
  ['See your account for the balance.', 'credits'],
  ['Open your NemoVideo account.', 'credits'],
  ['Go to the end of the timeline.', 'state'],
  ['点导出即可。', 'export'],
  ['请按导出键保存。', 'export'],
  ['您可以通过右上角的导出按钮保存已生成的视频。', 'export'],
  ['请点击已添加的标题进行编辑。', undefined],
  ['然后双击标题即可修改。', undefined],
  ['点击音乐按钮试听。', undefined],
  ['点击音效面板中的“应用”。', undefined],
  ['点击轨道上的片段。', undefined],
  ['拖动滑块调整音量。', 'chat'],
  ['您可以将素材拖到时间线。', 'chat'],
  ['直接拖拽即可排序。', 'chat'],
  ['请打开设置。', 'state'],
  ['然后打开特效面板就能看到已添加的特效。', 'state'],
  ['您可以在播放器中预览已添加的标题。', 'state'],
  ['请点击已添加的标题进行编辑。', undefined],
  ['请前往账户页面查看余额。', 'credits'],
])('knows "%s" for an instruction', (message, suggests) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: '', suggests });
});

test.each([
  ['Drop shadow added. Drop your file here.', 'Drop shadow added.', 'chat'],
  ['Title "Go now." Click Export.', 'Title "Go now."', 'export'],
  ['The title reads "Welcome!" Click Export to save.', 'The title reads "Welcome!"', 'export'],
  ['1. Title added.\n2. Click Export.\n3. Done.', '1. Title added.\n3. Done.', 'export'],
])('parts content and instruction in %j', (message, text, suggests) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text, suggests });
});

test('finds the noise at the end of a long message only', () => {
  const long = 'A clip follows. '.repeat(100).trim();
  const noise = 'I encountered a temporary issue.';
  expect(translateGuiPhrases(`${long} ${noise}  \n`).text).toBe(long);
  expect(translateGuiPhrases(`${noise} ${long}`).text).toBe(`${noise} ${long}`);
  const quote = `She said that ${noise} ${'x'.repeat(300 - noise.length - 1)}`;
  expect(translateGuiPhrases(quote).text).toBe(quote);
});

/** A condition, a reason, a name, a number or a fact beside the instruction: nothing of the sentence is lost. */
test.each([
  ['Press the Export button when you are happy.', 'export'],
  ['Your video is ready, click Export to save it.', 'export'],
  ['视频已准备好，点击导出按钮保存。', 'export'],
  ['Once added, click Export.', 'export'],
  ['As soon as the title is added, press Export.', 'export'],
  ['Click Export once the title is added.', 'export'],
  ['Click the Export button when your clip has been trimmed.', 'export'],
  ['Hit Apply and wait until the effect is added.', undefined],
  ['Click the newly added clip.', undefined],
  ['Click the clip added at 5s to select it.', undefined],
  ['Drag the trimmed clip to the end.', undefined],
  ['Drag "intro.mp4" to the beginning.', undefined],
  ['Drop the clip onto track 2.', undefined],
  ['Open the side panel on the left to see what was added.', 'state'],
  ['添加完成后点击导出。', 'export'],
  ['Title added; once it is there, click Export.', 'export'],
  ['Video ready, click Export.\nTracks: 3', 'export'],
  ['Video ready - click Export', 'export'],
  ["I've added the title, drag it to move it.", 'chat'],
  ['Your video is ready: press Export.', 'export'],
  ['双击效果音已添加，点击导出。', 'export'],
  ['标题已添加，您可以拖动标题调整位置；音量不变。', 'chat'],
  ['The export button does not work until you upload a clip.', undefined],
  ['If you want captions, click the Captions button.', undefined],
  ['Click the Export button, or just tell me to export it.', 'export'],
  ['Click Export because the preview expires in 24 hours.', 'export'],
  ['如果没有声音，请点击音量图标。', undefined],
])('leaves %j whole, and suggests %s', (message, suggests) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests });
});
