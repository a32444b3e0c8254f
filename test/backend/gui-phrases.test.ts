import { expect, test } from 'vitest';
import { translateGuiPhrases } from '../../src/backend/gui-phrases.ts';

/** The seed's "Backend Response Translation" and its neighbours, in both languages. */
test.each([
  ['Click the Export button to save your video.', 'export'],
  ['Use the Export button in the top right.', 'export'],
  ['The Export button is in the top right corner.', 'export'],
  ['You can save it by clicking the Export button in the top right.', 'export'],
  ['Find the export option in the top right.', 'export'],
  ['Hit Export!', 'export'],
  ['Select Export from the menu.', 'export'],
  ['Choose Export.', 'export'],
  ['1. Click Export.', 'export'],
  ['👉 Click **Export** to save.', 'export'],
  ['Open the Effects menu. Then click Export.', 'export'],
  ['点击导出按钮即可下载。', 'export'],
  ['点导出即可。', 'export'],
  ['请按导出键保存。', 'export'],
  ['导出按钮在右上角。', 'export'],
  ['请使用右上角的导出功能', 'export'],
  ['您可以通过右上角的导出按钮保存已生成的视频。', 'export'],
  ['Hit play to preview.', 'state'],
  ['Next, choose a template from the left sidebar.', undefined],
  ['Check your account page to see remaining credits.', 'credits'],
  ['请前往账户页面查看剩余积分。', 'credits'],
  ['You can preview the result in the player.', 'state'],
  ['Go to the end of the timeline.', 'state'],
  ['Preview it in the timeline.', 'state'],
  ['在时间线中预览效果。', 'state'],
  ['预览窗口中查看。', 'state'],
  ['请打开设置。', 'state'],
  ['然后打开特效面板就能看到已添加的特效。', 'state'],
  ['您可以在播放器中预览已添加的标题。', 'state'],
  ['Drag the clip onto the timeline.', 'chat'],
  ['Drag and drop your files.', 'chat'],
  ['Drag to reorder.', 'chat'],
  ['Drop your file here.', 'chat'],
  ['Drop files here to begin.', 'chat'],
  ['Arrange clips as you like.', 'chat'],
  ['You can arrange the scenes on the timeline.', 'chat'],
  ['You could also adjust the volume in the editor.', 'chat'],
  ['把片段拖动到轨道上即可。', 'chat'],
  ['拖动滑块调整音量。', 'chat'],
  ['您可以将素材拖到时间线。', 'chat'],
  ['直接拖拽即可排序。', 'chat'],
  ['Check your account for billing details.', 'credits'],
  ['Check your billing page.', 'credits'],
  ['See your account for the balance.', 'credits'],
  ['Open your NemoVideo account.', 'credits'],
  ['Go to your dashboard to see credits.', 'credits'],
  ['Navigate to Settings > Account.', 'credits'],
  ['请前往账户页面查看余额。', 'credits'],
  ['Click [Apply] to confirm.', undefined],
  ['Press Ctrl+S to save.', undefined],
  ['Press the play button, then hit the red icon.', undefined],
  ['Right-click the clip to split it.', undefined],
  ['Double-click on the title to edit it.', undefined],
  ['Tap the play button to listen.', undefined],
  ['Tap on the thumbnail.', undefined],
  ['Long press the clip to move it.', undefined],
  ['前往导出页面。', 'export'],
  ['Please tap here to continue.', undefined],
  ['点击生成按钮。', undefined],
  ['请点击已添加的标题进行编辑。', undefined],
  ['然后双击标题即可修改。', undefined],
  ['点击音乐按钮试听。', undefined],
  ['点击音效面板中的“应用”。', undefined],
])('takes the instruction "%s" out, and suggests %s', (message, suggests) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: '', suggests });
});

test.each([
  ['Your video is ready! Preview in Timeline panel or click Export.', 'Your video is ready!'],
  ['标题已添加。点击“导出”按钮保存视频。', '标题已添加。'],
  ['v1.5 of your video. Click Export.', 'v1.5 of your video.'],
  ['1. Video: city\n2. BGM: Lo-fi\nClick Export.', '1. Video: city\n2. BGM: Lo-fi'],
  ['1. Title added.\n2. Click Export.\n3. Done.', '1. Title added.\n3. Done.'],
  ['Title "Go now." Click Export.', 'Title "Go now."'],
  ['First.\n\nClick Export.\n\nLast.', 'First.\n\nLast.'],
])('keeps the sentences beside it in %j', (message, text) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text, suggests: 'export' });
});

/** Content that begins, goes on or is quoted like an instruction. */
test.each([
  [''],
  ['Line one\n\nLine two\n- item\n- item 2'],
  ['Your video is exported: https://cdn.example.com/a.mp4?x=1. Enjoy!'],
  ['Your file is ready, click here: https://cdn.example.com/a.mp4'],
  ['The scene shows people who open the menu and order.'],
  ['Drop shadow added to the title.'],
  ['Press conference clip trimmed to 10s.'],
  ['Tap Dance is the second clip.'],
  ['Hit "Thunder" by The Artists added as BGM.'],
  ['See account balance: 40 credits left.'],
  ['Preview clip of the player in the arena window trimmed to 4s.'],
  ['Fade out and go to black at the end of the timeline.'],
  ["I'll trim it to 10s, drop the volume to 30% and add a title."],
  ['2. Title: Click Here (0-3s)'],
  ['Open the export panel?'],
  ['Select Paradise as the title.'],
  ['Choose Jazz.'],
  ['Added the title "Stop! Click here now" for 3 seconds.'],
  ['Added the title "I encountered a temporary issue" to the video.'],
  ['双击效果音已添加到0-3秒'],
  ['男人打开菜单点餐，然后微笑。'],
  ['已按要求导出1080p视频。'],
  ['标题：点击导出'],
  ['字幕：请打开设置'],
  ['标题“欢迎！点击这里”已添加。'],
])('leaves the content "%s" word for word', (message) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests: undefined });
});

/** A condition, a reason, a name, a number or a fact beside the instruction: nothing of the sentence is lost. */
test.each([
  ['Press the Export button when you are happy.', 'export'],
  ['Click Export once the title is added.', 'export'],
  ['Click Export because the preview expires in 24 hours.', 'export'],
  ['Video ready - click Export', 'export'],
  ['视频已准备好，点击导出按钮保存。', 'export'],
  ['添加完成后点击导出。', 'export'],
  ['Click the clip added at 5s to select it.', undefined],
  ['Drag "intro.mp4" to the beginning.', undefined],
  ['Drop the clip onto track 2.', undefined],
  ['您可以点击导出，或继续编辑。', 'export'],
  ['If you want captions, click the Captions button.', undefined],
  ['Open the side panel on the left to see what was added.', 'state'],
  ['标题已添加，您可以拖动标题调整位置；音量不变。', 'chat'],
])('leaves %j whole, and suggests %s', (message, suggests) => {
  expect(translateGuiPhrases(message)).toMatchObject({ text: message, suggests });
});

const NOISE = 'I encountered a temporary issue.';
const LONG = 'A clip follows. '.repeat(100).trim();

test.each([
  ['Title added. I encountered a temporary issue. Please try again later.', 'Title added.'],
  ['Done! I have encountered a temporary issue, please try again.', 'Done!'],
  ['Sorry, I encountered a temporary issue.', ''],
  [`${LONG} ${NOISE}  \n`, LONG],
  [`${NOISE} ${LONG}`, `${NOISE} ${LONG}`],
])('ignores the noise a message ends with, and only there: %#', (message, text) => {
  expect(translateGuiPhrases(message).text).toBe(text);
});
