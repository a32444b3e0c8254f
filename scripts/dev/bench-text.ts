/** What long texts cost to read, and how that grows: a cost in proportion is 4 times as much for 4 times the text, a square 16 times. */
import { translateGuiPhrases } from '../../src/intent/gui-phrases.ts';
import { routeMessage } from '../../src/intent/intent.ts';

const [SHORT, LONG] = [10_000, 40_000] as const;

/** What may hurt when it is repeated: keywords, marks that open and never close, names, every script. */
const PIECES = [
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
  ['"', "'a ", '“', '《 ', '「a」', '((((', '[(“', '{"', '))))', '" ', '!', '*', '- '],
  [', ', '. ', ' ', '\n', ' \n', '\u3000', ',', '.', '，', ', then ', ', to ', 'and '],
  ['https://', 'https://a.b/c.mp4 ', 'a.mp4 ', 'a.', '/a.mp4', '../', '上传a.mp4，', 'a-', "a'a"],
  [
    '1',
    '1. ',
    '1920x1080 ',
    '9:16 ',
    'é',
    'e\u0301',
    '\u0301',
    'ＥＸＰＯＲＴ ',
    '🎬',
    '\ue001',
    '\u200b',
  ],
  ['click ', 'click, ', 'click the, ', 'use, ', 'drag the, ', 'preview in, ', '点击，', '在时间线'],
  ['I encountered a temporary issue '],
].flat();

const repeat = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Processor milliseconds, the least of three runs: what else the machine does only adds. */
function measureMs(read: (text: string) => unknown, text: string): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

const READERS = { routeMessage, translateGuiPhrases };

/** Prints the worst of all pieces, each repeated to both lengths. */
export function* benchText(): Generator<string> {
  yield `processor time of ${SHORT} and ${LONG} characters, the worst of ${PIECES.length} pieces repeated`;
  yield 'what                   growth  asked  of                   ms at 10,000   asked  of';
  for (const [name, read] of Object.entries(READERS)) {
    const rows = PIECES.map((piece) => {
      const short = measureMs(read, repeat(piece, SHORT));
      // Below 5 ms the clock's own steps are seen.
      const growth = measureMs(read, repeat(piece, LONG)) / Math.max(short, 5);
      return { piece: JSON.stringify(piece), short, growth };
    });
    const steepest = rows.reduce((worst, row) => (row.growth > worst.growth ? row : worst));
    const slowest = rows.reduce((worst, row) => (row.short > worst.short ? row : worst));
    yield `${name.padEnd(21)}  ${steepest.growth.toFixed(2).padStart(6)}  ≤10    ${steepest.piece.padEnd(20)} ${slowest.short.toFixed(1).padStart(12)}   ≤50    ${slowest.piece}`;
  }
}
