import { expect, test } from 'vitest';
import { parseJsonDocument } from '../../src/backend/answer.ts';

const DRAFT =
  '{ "t":[{"tt":0,"sg":[{"d":1.0,"x":1e5,"y":-0.0,"z":1E+2}]}],\n\t"a":1,"a":2, "s":"\\u4f60\\/\\n\u597D","big":12345678901234567890 }';
const TEXT = `{"code":0,"data":{"session_id":5529798706024415232,"state":{"draft":${DRAFT},"n":null}}}`;

test('gives a draft back byte for byte', async () => {
  expect(await parseJsonDocument(TEXT).textAt(['data', 'state', 'draft'])).toBe(DRAFT);
});

test('gives the digits of an id that no number can hold', async () => {
  const document = parseJsonDocument(TEXT);
  expect(await document.textAt(['data', 'session_id'])).toBe('5529798706024415232');
  expect(document.value).toMatchObject({ data: { session_id: 5_529_798_706_024_415_000 } });
});

test.each([
  [['data', 'state', 'n'], 'null'],
  [['code'], '0'],
  [[], TEXT],
])('gives the text at %j', async (path, text) => {
  expect(await parseJsonDocument(TEXT).textAt(path)).toBe(text);
});

test.each([[['nothing']], [['data', 'nothing', 'deeper']], [['code', 'deeper']]])(
  'finds nothing at %j',
  async (path) => {
    expect(await parseJsonDocument(TEXT).textAt(path)).toBeUndefined();
  },
);

test('keeps the value beside the text', async () => {
  expect(parseJsonDocument('{"a":[1,"x"]}').value).toEqual({ a: [1, 'x'] });
});

test.each(['', '{"a":1,}', '// no\n{}', "{'a':1}", '<html></html>', '{"a":'])(
  'refuses %j, which is no JSON',
  (text) => {
    expect(() => parseJsonDocument(text)).toThrow(SyntaxError);
  },
);
