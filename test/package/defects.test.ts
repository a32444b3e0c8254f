/** The defects of the first version that do not concern jobs; see `defects-jobs.test.ts` for those. */
import { chmod, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { disguises, draftOf } from '../support/hostile-backend.ts';
import { hurry, refuseUnlink, shortReads } from '../support/tampered-node.ts';
import {
  TITLE,
  findRecords,
  setHostileStage,
  type Document,
  type HostileStage,
} from './hostile-stage.ts';
import { clearSamples, makeSamples, type Samples } from './support.ts';

let samples: Samples;
let video: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  video = await readFile(samples.clip);
});
afterAll(() => clearSamples(samples));

/** A project whose timeline holds a clip. Ten times as fast, so that renders need not be waited for. */
const setClip = (env: Record<string, string> = hurry(10)): Promise<HostileStage> =>
  setHostileStage({ video, draft: draftOf('The beginning'), env });

describe('defect 9: a token is printed in no form', () => {
  const TOKENS = [
    'nmv_usr_KGdwtlGw3hBDUpV-4_FJ',
    `sk-live+a/b=%7E"it's"&<me>`,
    'password\\u0041',
    'k9+/z',
  ];

  test.each(TOKENS)('%s', async (token) => {
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    const { backend } = stage;
    const forms = Object.values(disguises(token));
    const printed: string[] = [];
    const collect = async (...words: string[]): Promise<void> => {
      const { stdout, stderr } = await stage.run(...words, '--verbose');
      printed.push(stdout, stderr);
    };
    backend.on('chat', ({ session }) => {
      session.draft = draftOf(`For ${forms.join(' | ')}`);
      return { events: [{ type: 'text', content: `I was called with ${forms.join(' | ')}.` }] };
    });
    await collect('chat', TITLE);
    await collect('chat', TITLE, '--json');
    backend.on('credits', { body: { code: 9999, message: `Unknown: ${forms[1]}, ${forms[2]}` } });
    await collect('credits');
    await collect('credits', '--json');
    backend.on('chat', { events: [{ error: `Not for Bearer ${token}` }] });
    await collect('chat', 'mute it', '--json');

    expect(printed.filter((text) => text.includes('…')).length).toBeGreaterThan(4);
    for (const text of printed) expect(reveal(text), text).not.toContain(reveal(token));
  });

  test('a token that is cut off in the middle is not shown up to there', async () => {
    const token = 'sk_live_0123456789abcdefghijklmnop';
    const stage = (await setClip()).with({ env: { NEMO_TOKEN: token } });
    stage.backend.on('credits', { body: { code: 9999, message: `${'x'.repeat(280)} ${token}` } });
    const { stdout } = await stage.run('credits');

    expect(stdout).toContain('xxx');
    expect(stdout).not.toContain('sk_live_01234');
  });

  test('the record of a starter account that others may read is closed to them', async () => {
    const stage = await setClip();
    await stage.json('credits');
    const [record = ''] = await findRecords(stage, 'nmv_usr_');
    await chmod(record, 0o644);
    await stage.json('credits');

    expect((await stat(record)).mode & 0o777).toBe(0o600);
  });
});

/** A text without any of the escapes in which a token may hide. */
function reveal(text: string): string {
  let plain = text;
  for (let round = 0; round < 3; round += 1)
    plain = plain
      .replace(/\\+u00([0-9a-f]{2})/gi, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      )
      .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return plain.replaceAll('\\', '');
}

/** No two words of it are the same. */
const write = (characters: number): string =>
  Array.from({ length: characters / 10 }, (_, index) => `word${10_000 + index}`).join(' ');

describe('defect 10: an answer of thousands of characters hides nothing, and stands in a document once', () => {
  test.each([7_000, 50_000])('%d characters', async (length) => {
    const stage = await setClip();
    const answer = write(length);
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf('Paradise Found');
      return { events: [{ type: 'text', content: answer }] };
    });
    const words = ['run', `${TITLE} and export it`, '--out', `${stage.home}/`];
    const text = await stage.run(...words);
    const { stdout } = await stage.run(...words, '--json');
    const document = JSON.parse(stdout) as Document;
    const said = stdout.match(/word\d{5}/g) ?? [];

    expect(text.stdout).toMatch(/✅ Video ready: .*\n.*Saved to \S+\.mp4/);
    expect(stdout.length).toBeLessThanOrEqual(8_000);
    expect(said.length).toBeGreaterThan(200);
    expect(new Set(said).size).toBe(said.length);
    expect(document['message']).toContain('Video ready');
    expect((await stat(document['file'])).size).toBe(video.length);
    const step = document['steps'].find(({ action }: { action: string }) => action === 'chat');
    expect(step).toMatchObject({ truncated: true });
    expect((await readFile(step.text_file, 'utf8')).trim()).toBe(answer);
  });
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
    const stage = await setClip(hurry(60));
    stage.backend.on('submit', { status: 503, body: { message: 'GPU pool exhausted' } });
    stage.backend.on('poll', { status: 404, body: { detail: 'Render not found' } });
    const document = await stage.json('export');

    expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
    expect(document['error'].message).toContain('GPU pool exhausted');
  });
});

test('defect 12: a video has one name although the part cannot be removed', async () => {
  const stage = (await setClip()).with({ env: refuseUnlink() });
  const out = join(stage.home, 'out');
  const document = await stage.json('export', '--out', `${out}/film.mp4`);

  expect(document).toMatchObject({ exitCode: 0, file: join(out, 'film.mp4') });
  expect((await readdir(out)).filter((name) => name.endsWith('.mp4'))).toEqual(['film.mp4']);
});

test('defect 14: a disk that reads little at a time makes no good video a broken one', async () => {
  const stage = (await setClip()).with({ env: shortReads(100) });
  const document = await stage.json('export', '--out', join(stage.home, 'film.mp4'));

  expect(document).toMatchObject({ exitCode: 0, video: { width: 640, height: 360 } });
  expect(await readFile(document['file'])).toEqual(video);
});

test('defect 15: a token of the own that is refused stops every command', async () => {
  const stage = (await setHostileStage()).with({ env: { NEMO_TOKEN: 'revoked-token' } });
  const { backend } = stage;
  for (const route of ['session', 'credits', 'state', 'upload', 'chat'] as const)
    backend.on(route, { body: { code: 1001, message: 'token has been revoked' } });
  for (const words of [['connect'], ['upload', samples.clip], ['chat', TITLE], ['credits']]) {
    const document = await stage.json(...words);
    expect(document, words[0]).toMatchObject({ exitCode: 3, error: { kind: 'auth', code: 1001 } });
    expect(document['error'].advice, words[0]).toContain('NEMO_TOKEN');
  }
  expect(backend.count('token')).toBe(0);
});

test('defect 16: fractions of a second are a time to wait', async () => {
  const stage = await setClip();

  expect(await stage.json('credits', '--wait', '12.3456')).toMatchObject({ exitCode: 0 });
  expect(await stage.json('chat', TITLE, '--wait', '59.99999')).toMatchObject({ status: 'done' });
  expect(await stage.json('export', '--wait', '59.00001')).toMatchObject({ status: 'done' });
});

describe('defect 17: no litter, and one line where one is meant', () => {
  test('a download that is refused leaves nothing, and quotes no page', async () => {
    const stage = await setClip();
    const page = '<html><body>Sign in to continue: secret offer</body></html>';
    for (const route of ['file', 'download'] as const) stage.backend.on(route, { body: page });
    const out = join(stage.home, 'out');
    const { exitCode, stdout, stderr } = await stage.run('export', '--out', `${out}/film.mp4`);

    expect(exitCode).toBe(10);
    expect(stdout).toMatch(/^❌ /);
    expect(stdout + stderr).not.toMatch(/Sign in|secret offer|<\w/);
    expect(await readdir(out)).toEqual([]);
  });

  test('an export of an export has a plain name', async () => {
    const segment = { d: 2000, m: { name: 'film-export.mp4' } };
    const draft = { t: [{ tt: 0, sg: [segment] }], d: 2000 };
    const stage = await setHostileStage({ video, draft, env: hurry(10) });
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

describe('defect 18: waits are bounded and told', () => {
  test('a download whose server asks for a day comes to an end', async () => {
    const stage = await setClip(hurry(120));
    const busy = { status: 503, headers: { 'Retry-After': '86400' }, body: 'busy' };
    for (const route of ['file', 'download'] as const) stage.backend.on(route, busy);
    const document = await stage.json('export');

    expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
  });

  test('every command that connects says so', async () => {
    const stage = await setClip();

    expect((await stage.run('credits')).stderr).toContain('Connecting…');
  });
});

test('defect 19: a first token whose answer was never heard does not lock a machine out for a week', async () => {
  const stage = await setHostileStage({ env: hurry(10) });
  const { backend } = stage;
  const clients = new Set<string>();
  let hold: Promise<void> | undefined = new Promise(() => {});
  backend.on('token', ({ headers }) => {
    const client = String(headers['x-client-id']);
    if (clients.has(client)) return { status: 429, body: { code: 429 } };
    clients.add(client);
    return hold && { after: hold };
  });
  const killed = runScriptUntil(stage, ['connect']);
  await expect.poll(() => backend.count('token')).toBe(1);
  killed.kill('SIGKILL');
  await killed.ended;
  hold = undefined;
  const document = await stage.json('credits', '--wait', '60');
  const later = await stage.json('credits');

  expect(document).toMatchObject({ exitCode: 0, available: 100 });
  expect(document['notices'].join()).toContain('new client id');
  expect(later).toMatchObject({ exitCode: 0, notices: [] });
  expect(clients.size).toBe(2);
});
