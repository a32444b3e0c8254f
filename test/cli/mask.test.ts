/** No token is printed, whatever it looks like and however it is echoed. */
import { expect, test } from 'vitest';
import { createMask } from '../../src/cli/mask.ts';

const masking = (token: string): ((text: string) => string) => {
  const mask = createMask();
  mask.hide(token);
  return mask.apply;
};

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const hexed = (text: string): string =>
  Array.from(text, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');

const inPage = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const TOKENS = [
  'nmv_usr_KGdwtlGw3hBDUpV-4_FJfEgYq',
  'plain-secret',
  'a"quote\\and\\\\slashes',
  '%41percent+plus/slash=',
  "it's(a)[b]{c}^$.*|?#&",
];

/** Ways in which a backend, a proxy or a log repeats what it was sent. */
const ECHOES: [how: string, echo: (token: string) => string][] = [
  ['as it is', (token) => token],
  ['in a JSON string', escaped],
  ['in a JSON string inside another', (token) => escaped(escaped(token))],
  ['in a web page', inPage],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded twice', (token) => encodeURIComponent(encodeURIComponent(token))],
  [
    'percent-encoded to the last letter, in either case',
    (token) => `${hexed(token)} ${hexed(token).toUpperCase()}`,
  ],
  [
    'by its numbers',
    (token) =>
      Array.from(
        token,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ).join(''),
  ],
];

test.each(TOKENS.flatMap((token) => ECHOES.map(([how, echo]) => [token, how, echo] as const)))(
  'masks %s %s',
  (token, _how, echo) => {
    const text = masking(token)(`before <${echo(token)}> after`);
    expect(text).toMatch(/^before <…( …)?> after$/);
  },
);

test('masks what begins like a token: a text that was shortened may end in the middle of it', () => {
  expect(masking('plain-secret-of-mine')('the token plain-secre… is')).toBe('the token …… is');
});

test('compares letter by letter: another case is another text', () => {
  expect(masking('Secret-Token')('secret-token')).toBe('secret-token');
});

test('masks a short token where it stands alone, and no ordinary word that holds it', () => {
  const apply = masking('run');
  expect(apply('token=run; "run" run/ overrun running')).toBe('token=…; "…" …/ overrun running');
});

test('masks what looks like a token, although nobody hid it', () => {
  const { apply } = createMask();
  expect(apply('token nmv_usr_KGdwtlGw3h! and nmv_x_1')).toBe('token nmv_usr_…! and nmv_x_1');
  expect(apply('> Authorization: Bearer eyJhbGciOi.J9-_~+/=\n> Accept: *')).toBe(
    '> Authorization: Bearer …\n> Accept: *',
  );
  expect(apply('bearer%20abcdefgh, BEARER  abcdefgh')).toBe('bearer%20…, BEARER  …');
  expect(apply('{\\"Authorization\\":\\"Bearer abcdefgh\\"}')).toBe(
    '{\\"Authorization\\":\\"Bearer …\\"}',
  );
  expect(apply('the bearer of news')).toBe('the bearer of news');
});

test('an empty token hides nothing, and one that is hidden twice is masked once', () => {
  const mask = createMask();
  for (const token of ['', 'secret-1', 'secret-1', 'secret-2']) mask.hide(token);
  expect(mask.apply('secret-1 secret-2')).toBe('… …');
});
