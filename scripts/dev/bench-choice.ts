/**
 * Whether the skill's description is found among those of others, by words alone: for sentences that should choose it, and for
 * near misses, which speak of videos and want something else. The others' descriptions are not ours to publish: the file is
 * named by `--crowd FILE`, a list of `{ name, description, sibling? }`; siblings, on the same backend, do not count.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import type { Figure } from './bench-figure.ts';
import type { Contest } from './bench-skill.ts';

interface Sentences {
  should: string[];
  nearMisses: string[];
}
interface Other {
  description: string;
  sibling?: boolean;
}

const SENTENCES = new URL('../../test/evals/choosing.json', import.meta.url);
/** As far as many hosts show a description. */
const CUT = 160;

/** Words that say nothing of a task. */
const STOP = new Set(
  `a about all an and any are as at be by can could do does for from have how i i'd if in into is it its just let me my now of on
  or our out so some that the their them then these this to up us use user was we what when where which who why will with would you
  your`.split(/\s+/),
);

/** English words without their usual endings, and Chinese in pairs of signs, since it is written without spaces. */
export function termsOf(text: string): string[] {
  const words = (text.toLowerCase().match(/[a-z0-9]+(?:['’][a-z]+)?/g) ?? []).filter(
    (word) => !STOP.has(word),
  );
  const runs = text.match(/\p{Script=Han}+/gu) ?? [];
  const pairs = runs.flatMap((run) =>
    Array.from({ length: Math.max(1, run.length - 1) }, (_, at) => run.slice(at, at + 2)),
  );
  return [...words.map(stem), ...pairs];
}

/** `trimming`, `trimmed` and `trims` are `trim`; `saved` is `sav`, as `save` is. */
function stem(word: string): string {
  const bare = word.replace(/['’]\w+$/, '').replace(/(?<=\w{3})(?:ing|ed|es|e|s)$/, '');
  return bare.replace(/([b-df-hj-np-rtv-z])\1$/, '$1');
}

type Score = (sentence: string) => number[];

const count = (terms: string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** Okapi BM25 (Robertson and Zaragoza, 2009). A model reads more than words, and a host's search often no more than these. */
const [K1, B] = [1.2, 0.75];

export function createBm25(texts: string[]): Score {
  const counted = texts.map((text) => count(termsOf(text)));
  const lengths = counted.map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0));
  const usual = lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  /** In how many texts each term is. */
  const found = count(counted.flatMap((counts) => [...counts.keys()]));
  const rarity = (term: string): number => {
    const n = found.get(term) ?? 0;
    return Math.log(1 + (texts.length - n + 0.5) / (n + 0.5));
  };
  return (sentence) => {
    const terms = [...new Set(termsOf(sentence))];
    return counted.map((counts, index) => {
      const norm = K1 * (1 - B + (B * lengths[index]!) / usual);
      return terms.reduce((sum, term) => {
        const n = counts.get(term) ?? 0;
        return sum + (rarity(term) * n * (K1 + 1)) / (n + norm);
      }, 0);
    });
  };
}

/** Sentences for which ours, the first of the texts, comes before all others. */
const countFirst = (score: Score, sentences: string[]): number =>
  sentences.filter((sentence) => {
    const [own = 0, ...others] = score(sentence);
    return own > Math.max(...others);
  }).length;

export async function benchChoice({ skill, crowd }: Contest): Promise<Figure[]> {
  if (crowd === undefined) {
    const against = 'no descriptions to compare with: give --crowd FILE';
    return [{ what: 'chosen first', value: NaN, unit: '%', least: 80, against }];
  }
  const { description } = matter(await readFile(join(skill, 'SKILL.md'), 'utf8')).data as Other;
  const all = JSON.parse(await readFile(crowd, 'utf8')) as Other[];
  const texts = [description, ...all.filter(({ sibling }) => !sibling).map((it) => it.description)];
  const cut = texts.map((text) => text.slice(0, CUT));
  const { unseen, ...tuned } = JSON.parse(await readFile(SENTENCES, 'utf8')) as Sentences & {
    unseen: Sentences;
  };
  const against = `${texts.length - 1} other skills`;
  const judgeBy = (what: string, score: Score, { should, nearMisses }: Sentences): Figure => {
    const own = `${countFirst(score, should)} of ${should.length} first`;
    const value = (100 * countFirst(score, should)) / should.length;
    const peer = `${countFirst(score, nearMisses)} of ${nearMisses.length} near misses`;
    return { what: `chosen first, ${what}`, value, unit: '%', own, peer, against };
  };
  const missed = Math.max(
    ...[texts, cut].map((it) => countFirst(createBm25(it), tuned.nearMisses)),
  );
  return [
    { ...judgeBy('BM25', createBm25(texts), tuned), least: 80 },
    { ...judgeBy(`BM25, first ${CUT} characters`, createBm25(cut), tuned), least: 60 },
    { what: 'near misses won, BM25', value: missed, goal: 2, against },
    judgeBy('BM25, sentences not tuned on', createBm25(texts), unseen),
    judgeBy(`BM25, first ${CUT} characters, not tuned on`, createBm25(cut), unseen),
  ];
}
