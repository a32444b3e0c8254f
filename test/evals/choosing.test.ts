/** The sentences that the bench ranks descriptions by (`npm run bench -- --only choice`), and the ranking itself. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createBm25, termsOf } from '../../scripts/dev/bench-choice.ts';

interface Sentences {
  should: string[];
  nearMisses: string[];
}
const { unseen, ...tuned } = JSON.parse(
  await readFile(new URL('choosing.json', import.meta.url), 'utf8'),
) as Sentences & { unseen: Sentences };
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

test('there are enough sentences, a third of them Chinese, and none stands twice', () => {
  expect(tuned.should.length).toBeGreaterThanOrEqual(40);
  expect(tuned.should.filter(isChinese).length).toBeGreaterThanOrEqual(tuned.should.length / 3);
  expect(tuned.nearMisses.length).toBeGreaterThanOrEqual(40);
  expect(tuned.nearMisses.filter(isChinese).length).toBeGreaterThanOrEqual(5);
  const sets = [tuned, unseen].flatMap(({ should, nearMisses }) => [...should, ...nearMisses]);
  expect(unseen.should.length + unseen.nearMisses.length).toBeGreaterThanOrEqual(20);
  expect(new Set(sets).size).toBe(sets.length);
});

test('English words lose their endings and empty words go; Chinese is read in pairs', () => {
  expect(termsOf('Trimming the clips: saved, saves and save')).toEqual([
    'trim',
    'clip',
    'sav',
    'sav',
    'sav',
  ]);
  expect(termsOf('下载视频 to MP4，剪')).toEqual(['mp4', '下载', '载视', '视频', '剪']);
});

test('a rare word counts more than a common one, a short text more than a long one', () => {
  const texts = [
    'export a video',
    'edit a video and many other things beside it, such as sound, pictures, text and slides',
    'video subtitles',
    'weather today',
  ];
  const score = createBm25(texts);
  const order = (sentence: string): number[] => {
    const scores = score(sentence);
    return texts.map((_text, index) => index).sort((a, b) => scores[b]! - scores[a]!);
  };
  expect(order('export the video')[0]).toBe(0);
  expect(order('video').slice(2)).toEqual([1, 3]);
  expect(score('nothing of it')).toEqual([0, 0, 0, 0]);
});
