/** The defects of the first version that do not concern jobs; see `defects-jobs.test.ts` for those. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import { hurry, refuseUnlink, shortReads } from '../support/tampered-node.ts';
import { CLIP, TITLE, setClip, setHostileStage, video } from './support.ts';

describe('defect 9: a token is printed in no form', () => {
  test.each(['nmv_usr_KGdwtlGw3hBDUpV-4_FJ', `sk-live+a/b=%7E"it's"&<me>`])('%s', async (token) => {
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    const { backend } = stage;
    const [, header, encoded] = Object.values(disguises(token));
    const forms = Object.values(disguises(token)).join(' | ');
    backend.on('chat', ({ session }) => {
      session.draft = draftOf(`For ${forms}`);
      return { events: [{ type: 'text', content: `I was called with ${forms}.` }] };
    });
    backend.on('credits', { body: { code: 9999, message: `Unknown: ${header}, ${encoded}` } });
    for (const words of [['chat', TITLE, '--json'], ['credits']]) {
      const { stdout, stderr } = await stage.run(...words, '--verbose');
      if (words[0] === 'chat') expect(stdout).toContain('…');
      expect(reveal(stdout + stderr)).not.toContain(reveal(token));
    }
  });

  test.each(['.json', '.svg', '.srt', '.otio'])('nor written to a file: %s', async (ending) => {
    const token = 'sk_live_0123456789abcdefghijklmnop';
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    const content = `${'A long answer. '.repeat(400)}Bearer ${token}`;
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf(`For ${token}`);
      return { events: [{ type: 'text', content }] };
    });
    const path = join(stage.home, `timeline${ending}`);
    const document = await stage.json('chat', TITLE, '--timeline', path);

    for (const file of [document['text_file'], path]) {
      const text = await readFile(file, 'utf8');
      expect(text).not.toContain(token.slice(0, 12));
      expect(text).toContain('…');
    }
  });

  test('a token that is cut off in the middle is not shown up to there', async () => {
    const token = 'sk_live_0123456789abcdefghijklmnop';
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    stage.backend.on('credits', { body: { code: 9999, message: `${'x'.repeat(280)} ${token}` } });
    const { stdout } = await stage.run('credits');

    expect(stdout).toContain('xxx');
    expect(stdout).not.toContain('sk_live_01234');
  });
});

/** The forms in which a backend may repeat a token. */
const disguises = (token: string): Record<string, string> => ({
  'as it is': token,
  'a header line': `Authorization: Bearer ${token}`,
  'percent-encoded': encodeURIComponent(token),
  'percent-encoded in lower case': encodeURIComponent(token).replace(/%../g, (code) =>
    code.toLowerCase(),
  ),
  'percent-encoded twice': encodeURIComponent(encodeURIComponent(token)),
  'percent-encoded, all of it': Array.from(token, (sign) => `%${hex(sign)}`).join(''),
  'in a JSON string': JSON.stringify(token),
  'in a JSON string in a JSON string': JSON.stringify(JSON.stringify(token)),
  'escaped for JSON, all of it': Array.from(token, (sign) => `\\u00${hex(sign)}`).join(''),
  'escaped for HTML': Array.from(token, (sign) =>
    /\w/.test(sign) ? sign : `&#${sign.charCodeAt(0)};`,
  ).join(''),
});

const hex = (sign: string): string => sign.charCodeAt(0).toString(16).padStart(2, '0');

const decode = (_all: string, code: string): string => String.fromCharCode(parseInt(code, 16));

/** A text without any of the escapes in which a token may hide. */
function reveal(text: string): string {
  let plain = text;
  for (let round = 0; round < 3; round += 1)
    plain = plain
      .replace(/\\+u00([0-9a-f]{2})/gi, decode)
      .replace(/%([0-9a-f]{2})/gi, decode)
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return plain.replaceAll('\\', '');
}

test('defect 10: an answer of 50,000 characters hides nothing, and stands in a document once', async () => {
  const stage = await setClip();
  // No two words of it are the same, and JSON writes it longer than it is.
  const words = Array.from({ length: 5_000 }, (_, index) => `"ord${10_000 + index}"`);
  const answer = words.join(' ');
  stage.backend.on('chat', ({ session }) => {
    session.draft = draftOf('Paradise Found');
    return { events: [{ type: 'text', content: answer }] };
  });
  const command = ['run', `${TITLE} and export it`, '--out', `${stage.home}/`];
  const text = await stage.run(...command);
  const { stdout } = await stage.run(...command, '--json');
  const { message, steps, ...document } = JSON.parse(stdout);
  const said = stdout.match(/ord\d{5}/g) ?? [];

  expect(text.stdout).toMatch(/✅ Video ready: .*\n.*Saved to \S+\.mp4/);
  expect(text.stdout.length).toBeLessThan(8_000);
  expect(stdout.length).toBeLessThanOrEqual(8_000);
  expect(said.length).toBeGreaterThan(200);
  expect(new Set(said).size).toBe(said.length);
  expect(message).toContain('✅ Video ready');
  expect((await stat(document.file)).size).toBe(video.length);
  expect(steps).toMatchObject([{ action: 'chat', truncated: true }, { action: 'export' }]);
  expect((await readFile(steps[0].text_file, 'utf8')).trim()).toBe(answer);
});

describe('defect 11: advice fits what happened', () => {
  test('429 says nothing of free tokens to who has a token of the own', async () => {
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: 'own-token-of-the-user' } });
    stage.backend.on('credits', { status: 429, headers: { 'Retry-After': '0' }, body: {} });
    const document = await stage.json('credits');

    expect(document).toMatchObject({ exitCode: 7, error: { kind: 'rate_limit' } });
    expect(document['error'].advice).not.toMatch(/free|token|week|7 days/i);
  });

  test('503 to a render stays what it was', async () => {
    const stage = await setClip(hurry(100));
    stage.backend.on('submit', { status: 503, body: { message: 'GPU pool exhausted' } });
    stage.backend.on('poll', { status: 404, body: { detail: 'Render not found' } });
    const document = await stage.json('export');

    expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
    expect(document['error'].message).toContain('GPU pool exhausted');
  });
});

test.each([
  ['12: a video has one name although the part cannot be removed', refuseUnlink()],
  ['14: a disk that reads little at a time makes no good video a broken one', shortReads(100)],
])('defect %s', async (_what, env) => {
  const stage = (await setClip()).with({ env });
  const out = join(stage.home, 'out');
  const document = await stage.json('export', '--out', `${out}/film.mp4`);

  expect(document).toMatchObject({ exitCode: 0, video: { width: 320, height: 180 } });
  expect(document['file']).toBe(join(out, 'film.mp4'));
  expect((await readdir(out)).filter((name) => name.endsWith('.mp4'))).toEqual(['film.mp4']);
  expect(await readFile(document['file'])).toEqual(video);
});

test('defect 15: a token of the own that is refused stops every command', async () => {
  const stage = (await setHostileStage()).with({ env: { NEMO_TOKEN: 'revoked-token' } });
  const { backend } = stage;
  for (const route of ['session', 'credits', 'state', 'upload', 'chat'] as const)
    backend.on(route, { body: { code: 1001, message: 'token has been revoked' } });
  for (const words of [['connect'], ['upload', CLIP], ['credits']]) {
    const document = await stage.json(...words);
    expect(document, words[0]).toMatchObject({ exitCode: 3, error: { kind: 'auth', code: 1001 } });
    expect(document['error'].advice, words[0]).toContain('NEMO_TOKEN');
  }
  expect([backend.count('token'), backend.count('chat')]).toEqual([0, 0]);
});

test('defects 16 and 18: fractions of a second are a time to wait; who connects says so', async () => {
  const stage = await setClip();
  const words = ['export', '--wait', '599.99999', '--out', `${stage.home}/`];
  const { exitCode, stdout, stderr } = await stage.run(...words);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('✅ Video ready');
  expect(stderr).toContain('Connecting…');
});

describe('defect 17: no litter, and one line where one is meant', () => {
  test('an export of an export has a plain name', async () => {
    const segment = { d: 2000, m: { name: 'film-export.mp4' } };
    const stage = await setHostileStage({ draft: { t: [{ tt: 0, sg: [segment] }], d: 2000 } });
    const document = await stage.json('export', '--out', `${stage.home}/`);

    expect(document['file']).toBe(join(stage.home, 'film-export.mp4'));
  });

  test('names with line breaks make no lines', async () => {
    const draft = draftOf('Two\nlines\r\nor three', { music: 'Lo\u2028fi' });
    const stage = await setHostileStage({ draft });
    const document = await stage.json('state');
    const { stdout } = await stage.run('state');

    expect(document['timeline']).not.toMatch(/[\n\r\u2028]/);
    expect(stdout).toMatch(/^Timeline \(3 tracks\):.*Two.*lines.*or three.*\n$/);
  });
});

test('defect 18: a download whose server asks for a day comes to an end', async () => {
  const stage = await setClip(hurry(1_000));
  const busy = { status: 503, headers: { 'Retry-After': '86400' }, body: 'busy' };
  for (const route of ['file', 'download'] as const) stage.backend.on(route, busy);

  expect(await stage.json('export')).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
});

test('defect 19: a first token whose answer was never heard does not lock a machine out for a week', async () => {
  const stage = await setHostileStage();
  const { backend } = stage;
  const clients = new Set<string>();
  backend.on('token', ({ headers }) => {
    const client = String(headers['x-client-id']);
    if (clients.has(client)) return { status: 429, body: { code: 429 } };
    clients.add(client);
    return clients.size === 1 ? { afterBytes: 0 } : undefined;
  });
  const killed = stage.start('connect');
  await expect.poll(() => backend.count('token')).toBe(1);
  killed.kill('SIGKILL');
  await killed.ended;
  const document = await stage.json('credits');
  const later = await stage.json('credits');

  expect(document).toMatchObject({ exitCode: 0, available: 100 });
  expect(document['notices'].join()).toContain('new client id');
  expect(later).toMatchObject({ exitCode: 0, notices: [] });
  expect(clients.size).toBe(2);
});
