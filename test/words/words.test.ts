/** Every sentence of the skill: there in both languages, with the same facts, and written as each language writes. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verbatim, type Text } from '../../src/words/text.ts';

type Sentence = (...given: unknown[]) => Text;

const folder = new URL('../../src/words/', import.meta.url);
/** `text.ts` and `format.ts` hold no sentences of their own. */
const files = readdirSync(folder)
  .filter((file) => !['text.ts', 'format.ts'].includes(file))
  .toSorted();

async function readCatalogues(): Promise<[name: string, sentence: Sentence][]> {
  const modules = await Promise.all(
    files.map(async (file) => {
      const exports = (await import(new URL(file, folder).href)) as Record<string, object>;
      const name = file.replace('.ts', '');
      return Object.values(exports).flatMap((catalogue) => entriesOf(name, catalogue));
    }),
  );
  return modules.flat();
}

const entriesOf = (name: string, catalogue: object): [string, Sentence][] =>
  Object.entries(catalogue).map(([key, value]) => [`${name}.${key}`, value as Sentence]);

/**
 * Stands for whatever a sentence is given: a word or a number, a text, an object or a list of them. Written out it is
 * `⟨0⟩`, `⟨1.path⟩` …, by which both languages can be searched for it.
 */
function standIn(path: string): object {
  const list = (): unknown[] => [standIn(`${path}.0`), standIn(`${path}.1`)];
  const proxy = new Proxy(
    {},
    {
      get(_target, key) {
        if (key === Symbol.toPrimitive) return () => `⟨${path}⟩`;
        if (key === 'en' || key === 'zh') return `⟨${path}⟩`;
        if (key === 'toString') return () => `⟨${path}⟩`;
        if (key in Array.prototype) {
          const own: unknown = Reflect.get(list(), key);
          return typeof own === 'function' ? own.bind(list()) : own;
        }
        return standIn(`${path}.${String(key)}`);
      },
    },
  );
  standIns.add(proxy);
  return proxy;
}

const standIns = new WeakSet<object>();
const isStandIn = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && standIns.has(value);

/** What a sentence is given where a stand-in would not do, and for its other forms. */
const SAMPLES: Record<string, unknown[][]> = {
  'backend.refusal': [
    [verbatim('⟨0⟩'), '⟨1⟩', { number: '⟨2.number⟩', said: '⟨2.said⟩' }],
    [verbatim('⟨0⟩'), '⟨1⟩', { number: 402, said: '' }],
  ],
  'credits.balance': [
    [{ available: '⟨0.available⟩', frozen: 0, total: '⟨0.total⟩' }],
    [{ available: '⟨0.available⟩', frozen: 5, total: '⟨0.total⟩' }],
  ],
  'doctor.offTime': [
    [400, true],
    [400, false],
  ],
  'picture.track': [['audio'], ['other']],
  'jobs.step': [
    ['upload', '⟨1⟩'],
    ['chat', '⟨1⟩'],
    ['export', ''],
  ],
  'jobs.notBegun': [['export']],
  'jobs.stopped': [
    [{ step: 'upload', done: [], reason: verbatim('⟨0.reason⟩') }],
    [{ step: 'export', done: ['upload', 'chat'], reason: verbatim('⟨0.reason⟩') }],
  ],
  'editing.lost': [['broken'], ['silent'], ['endless']],
  'editing.suggested': [['export'], ['state'], ['credits'], ['chat'], ['none']],
  'batch.doneBefore': [[1], ['⟨0⟩']],
  'backend.unexpected': [
    ['⟨0⟩', '⟨1⟩'],
    ['', undefined],
  ],
  'timeline.timeline': [
    [1, verbatim('⟨1⟩')],
    [12, verbatim('⟨1⟩')],
  ],
  'timeline.track': [
    ['video', [verbatim('⟨1.0⟩'), verbatim('⟨1.1⟩')]],
    ['audio', [verbatim('⟨1.0⟩')]],
    ['title', [verbatim('⟨1.0⟩')]],
    ['other', [verbatim('⟨1.0⟩')]],
  ],
  'timeline.added': [['title', verbatim('⟨1⟩')]],
  'timeline.removed': [['other', verbatim('⟨1⟩')]],
  'timeline.renamed': [['video', { from: verbatim('⟨1.from⟩'), to: verbatim('⟨1.to⟩') }]],
  'timeline.timing': [[{ kind: 'title', from: '⟨0.from⟩', to: '⟨0.to⟩' }]],
  'timeline.volume': [[{ kind: 'audio', from: '⟨0.from⟩', to: '⟨0.to⟩' }]],
  'uploads.handingOver': [[1], ['⟨0⟩']],
  'uploads.type': [['video'], ['image'], ['audio']],
  'usage.badOption': [
    ['⟨0⟩', '⟨1⟩'],
    ['⟨0⟩', "Unknown option '--⟨1⟩'"],
    ['⟨0⟩', "Option '--wait <value>' argument missing"],
    ['⟨0⟩', "Option '--wait' argument is ambiguous.\nSay it otherwise, use '--wait=-XYZ'."],
    ['⟨0⟩', "Option '--json' does not take an argument"],
  ],
  'usage.wrongWords': [
    ['⟨0⟩', '⟨1⟩', '⟨2⟩'],
    ['⟨0⟩', 'one ⟨1⟩', '⟨2⟩'],
    ['⟨0⟩', undefined, ''],
  ],
};

const catalogues = await readCatalogues();
const cases = catalogues.flatMap(([name, sentence]) => {
  const usual = Array.from({ length: sentence.length }, (_, index) => standIn(String(index)));
  const samples = SAMPLES[name] ?? [usual];
  return samples.map((given): [string, Text, unknown[]] => [name, sentence(...given), given]);
});

const namesIn = (words: string): string[] => [...new Set(words.match(/⟨[^⟩]*⟩/g) ?? [])].toSorted();
const withoutNames = (words: string): string => words.replace(/⟨[^⟩]*⟩/g, '');
const numbersIn = (words: string): string[] => (withoutNames(words).match(/\d+/g) ?? []).toSorted();

test('knows every catalogue, and no sentence that there is not', () => {
  const modules = new Set(catalogues.map(([name]) => `${name.split('.')[0]}.ts`));
  expect([...modules]).toEqual(files);
  const names = new Set(catalogues.map(([name]) => name));
  expect(Object.keys(SAMPLES).filter((name) => !names.has(name))).toEqual([]);
});

test.each(cases)('%s is said in English and in Chinese', (_name, { en, zh }) => {
  expect(en.trim()).not.toBe('');
  expect(en).not.toMatch(/\p{Script=Han}/u);
  // Some only put marks around what they are given.
  const hasWords = /\p{L}/u.test(withoutNames(en));
  expect(/\p{Script=Han}/u.test(zh)).toBe(hasWords);
  for (const words of [en, zh]) expect(words).not.toMatch(/undefined|NaN|\[object|=>/);
});

test.each(cases)('%s gives the same facts in both languages', (_name, { en, zh }) => {
  expect(namesIn(zh)).toEqual(namesIn(en));
  expect(numbersIn(zh)).toEqual(numbersIn(en));
});

test.each(cases)('%s leaves out nothing that it is given', (_name, { en }, given) => {
  for (const [index, value] of given.entries()) {
    const names = isStandIn(value) ? [`⟨${index}`] : namesIn(JSON.stringify(value ?? ''));
    for (const name of names) expect(en).toContain(name);
  }
});

test.each(cases)('%s is written as Chinese is', (_name, { zh }) => {
  // Full-width marks behind Chinese words, and a space between them and Latin ones.
  expect(zh).not.toMatch(/\p{Script=Han}[,.;:?!()]/u);
  expect(withoutNames(zh)).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
});
