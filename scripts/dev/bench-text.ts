/** What long texts cost to read, and how that grows: a cost in proportion is 4 times as much for 4 times the text, a square 16 times. */
import { translateGuiPhrases } from '../../src/backend/gui-phrases.ts';
import { routeMessage } from '../../src/intent/intent.ts';
import { inMs, type Figure } from './bench-figure.ts';
import { measureHere } from './bench-meter.ts';
import type { Contest } from './bench-skill.ts';

const [SHORT, LONG] = [10_000, 40_000] as const;

/** What may hurt when it is repeated: keywords, marks that open and never close, names, every script. */
const PIECES = `export it and |export it, then |export |the video |how many credits |start |don't |\
don't export, |before |after you export |without exporting |no, |add a title and |add credits, |\
tutorial on how to export |title: |with |x |导出|导出，然后|把视频导出，|先别导出，|加标题“导出”，|剪到10秒导出|再导出|書き出して|\
字幕を追加して|動画を書き出して、|자막 추가하고 |영상을 내보내고 |exporta el video y |exporte la vidéo puis |baixe o vídeo e |\
exportiere das Video und |"|'a |“|《 |「a」|((((|[(“|{"|))))|" |!|*|- |, |. | |\n| \n|\u3000|,|.|，|\
, then |, to |and |https://|https://a.b/c.mp4 |a.mp4 |a.|/a.mp4|../|上传a.mp4，|a-|a'a|1|1. |\
1920x1080 |9:16 |é|e\u0301|\u0301|ＥＸＰＯＲＴ |🎬|\ue001|\u200b|click |click, |click the, |use, |\
drag the, |preview in, |点击，|在时间线|I encountered a temporary issue `.split('|');

const repeat = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const READERS = { routeMessage, translateGuiPhrases };

/** The worst of all pieces, each repeated to both lengths. */
export async function benchText({ rounds }: Contest): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, read] of Object.entries(READERS)) {
    const rows: { piece: string; shortMs: number; longMs: number; growth: number }[] = [];
    for (const piece of PIECES) {
      const measure = (length: number): Promise<number> =>
        measureHere(() => read(repeat(piece, length)), Math.min(rounds, 3));
      const [shortMs, longMs] = [await measure(SHORT), await measure(LONG)];
      // Below 5 ms the clock's own steps are seen.
      rows.push({ piece, shortMs, longMs, growth: longMs / Math.max(shortMs, 5) });
    }
    const steepest = rows.reduce((worst, row) => (row.growth > worst.growth ? row : worst));
    const slowest = rows.reduce((worst, row) => (row.shortMs > worst.shortMs ? row : worst));
    const against = (piece: string): string =>
      `the worst of ${PIECES.length}: ${JSON.stringify(piece)}`;
    figures.push(
      {
        what: `${name}, growth from ${SHORT} to ${LONG} characters`,
        value: steepest.growth,
        goal: 10,
        own: inMs(steepest.longMs),
        peer: inMs(steepest.shortMs),
        against: against(steepest.piece),
      },
      {
        what: `${name}, ${SHORT} characters`,
        value: slowest.shortMs,
        unit: 'ms',
        goal: 50,
        against: against(slowest.piece),
      },
    );
  }
  return figures;
}
