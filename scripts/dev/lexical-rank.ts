/**
 * How near texts are to a sentence by their words alone: Okapi BM25 (Robertson and Zaragoza, 2009), and the cosine of TF-IDF
 * vectors (Salton and Buckley, 1988). A model reads more than words, and a host's search often no more than these.
 */

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

export type Score = (sentence: string) => number[];

const count = (terms: string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** In how many texts each term is. */
const spread = (texts: Map<string, number>[]): Map<string, number> =>
  count(texts.flatMap((counts) => [...counts.keys()]));

const [K1, B] = [1.2, 0.75];

export function createBm25(texts: string[]): Score {
  const counted = texts.map((text) => count(termsOf(text)));
  const lengths = counted.map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0));
  const usual = lengths.reduce((sum, length) => sum + length, 0) / texts.length;
  const found = spread(counted);
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

/** Of a text without a term too, which is like no other. */
const lengthOf = (vector: Map<string, number>): number =>
  Math.hypot(...vector.values()) || Infinity;

export function createCosine(texts: string[]): Score {
  const counted = texts.map((text) => count(termsOf(text)));
  const found = spread(counted);
  const weigh = (counts: Map<string, number>): Map<string, number> =>
    new Map(
      [...counts].map(([term, n]) => {
        const rarity = Math.log((1 + texts.length) / (1 + (found.get(term) ?? 0))) + 1;
        return [term, (1 + Math.log(n)) * rarity];
      }),
    );
  const vectors = counted.map(weigh);
  return (sentence) => {
    const wanted = weigh(count(termsOf(sentence)));
    return vectors.map((vector) => {
      const product = [...wanted].reduce((sum, [term, w]) => sum + w * (vector.get(term) ?? 0), 0);
      return product / lengthOf(vector) / lengthOf(wanted);
    });
  };
}
