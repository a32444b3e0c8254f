import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';

/** What may hurt when it is repeated: keywords, marks that open and never close, names, every script. */
const SHAPES = [
  ['export it and ', 'export it, then ', 'export ', 'the video ', 'how many credits ', 'start '],
  ["don't ", "don't export, ", 'before ', 'after you export ', 'without exporting ', 'no, '],
  ['add a title and ', 'add credits, ', 'tutorial on how to export ', 'title: ', 'with ', 'x '],
  ['导出', '导出，然后', '把视频导出，', '先别导出，', '加标题“导出”，', '剪到10秒导出', '再导出'],
  ['書き出して', '字幕を追加して', '動画を書き出して、', '자막 추가하고 ', '영상을 내보내고 '],
  [
    'exporta el video y ',
    'exporte la vidéo puis ',
    'baixe o vídeo e ',
    'exportiere das Video und ',
  ],
  ['"', "'a ", '“', '《 ', '「a」', '((((', '[(“', '{"', '))))', ', ', '. ', ' ', '\n', '\u3000'],
  ['https://', 'https://a.b/c.mp4 ', 'a.mp4 ', 'a.', '/a.mp4', '../', '上传a.mp4，', 'a-', "a'a"],
  ['1', '1920x1080 ', '9:16 ', 'é', 'e\u0301', '\u0301', 'ＥＸＰＯＲＴ ', '🎬', '\ue001', '\u200b'],
].flat();

const repeat = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** The least processor time of some runs: what else the machine does is not counted, or only adds. */
function measureMs(text: string, times: number): number {
  const runs = Array.from({ length: times }, () => {
    const before = process.cpuUsage();
    routeMessage(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

// Issue 5 asks for less than 50 ms; the bound leaves room for slow machines. A cost that grew with the square of the
// length would be sixteen times as much for four times the text.
test.each(SHAPES)(
  '10,000 characters of %j are read in time, and four times as many in proportion',
  { retry: 2 },
  (piece) => {
    const short = measureMs(repeat(piece, 10_000), 3);
    expect(short).toBeLessThan(150);
    expect(measureMs(repeat(piece, 40_000), 1)).toBeLessThan(10 * Math.max(short, 5));
  },
);
