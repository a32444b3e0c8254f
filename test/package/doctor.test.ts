/** What `doctor` finds, on the built package. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { findClosedUrl } from '../client/support.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  packageFolder,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

interface Check {
  ok: boolean;
  detail: string;
}

/** The checks by name. */
async function examine(stage: Stage, ...words: string[]): Promise<Record<string, Check>> {
  const { checks } = await stage.json('doctor', ...words);
  return Object.fromEntries(
    (checks as (Check & { name: string })[]).map(({ name, ...check }) => [name, check]),
  );
}

const DOCTOR = join(packageFolder, 'scripts/doctor.mjs');

const stateFolder = (stage: Stage): string => join(stage.home, '.config/nemovideo');

test('files that others can read, or nobody, are told of, and repaired on demand', async () => {
  const stage = await setStage();
  await stage.json('connect');
  const state = stateFolder(stage);
  const [host = ''] = await readdir(join(state, 'hosts'));
  const open = join(state, 'hosts', host, 'account.json');
  const broken = join(state, 'hosts', host, 'renders', 'x.json');
  await mkdir(join(broken, '..'), { recursive: true, mode: 0o700 });
  await writeFile(broken, '{"render_id":', { mode: 0o600 });
  await chmod(open, 0o644);

  const before = await examine(stage);
  expect(before['state folder']).toMatchObject({ ok: false });
  expect(before['state folder']?.detail).toMatch(
    /1 file can be read by other users and 1 file cannot be read; "node scripts\/doctor\.mjs --fix"/,
  );
  expect((await stat(open)).mode & 0o777).toBe(0o644);

  const repaired = await examine(stage, '--fix');
  expect(repaired['state folder']).toMatchObject({ ok: true });
  expect((await stat(open)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(broken, '..'))).toEqual(['x.json.broken']);
  expect((await examine(stage))['state folder']).toMatchObject({ ok: true });
});

test('what was left over is told, with the command that finishes it', async () => {
  const stage = await setStage({ renderDelayMs: 2_000 });
  await stage.json('run', 'trim to 1 second', '--file', samples.clip, '--project', 'my film');
  const { render_id: id } = await stage.json('export', '--project', 'my film', '--wait', '0');
  await writeFile(join(stage.home, 'old.mp4.part'), 'x');
  const { renders, downloads, messages } = await examine(stage);

  expect(renders?.detail).toContain(`node scripts/export.mjs --resume ${id} --project 'my film'`);
  expect(downloads?.detail).toContain('old.mp4.part');
  expect(messages?.detail).toBe('nothing is left over');
  const command = /"node scripts\/(\w+)\.mjs ([^"]*)"/.exec(renders?.detail ?? '');
  expect(command?.[1]).toBe('export');
  const done = await stage.json('export', '--resume', id, '--project', 'my film');
  expect(done).toMatchObject({ exitCode: 0, status: 'done' });
  expect((await examine(stage))['renders']?.detail).toBe('nothing is left over');
});

test('a message whose outcome was not told is named', async () => {
  const stage = await setStage({ stepDelayMs: 20_000 });
  await stage.json('upload', samples.clip);
  await stage.json('chat', 'trim to 1 second', '--wait', '5');

  expect((await examine(stage))['messages']?.detail).toMatch(
    /^1 whose outcome was not told, the latest "trim to 1 second"; "node scripts\/state\.mjs --json" looks/,
  );
});

/** A stage whose API answers everything with this, instead of a studio. */
async function setAnswer(headers: Record<string, string>): Promise<Stage> {
  const stage = await setStage();
  const server = createServer((_request, response) => {
    response.writeHead(401, headers);
    response.end('{"code":1001}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stageFor({ ...stage.studio, url }, stage.home);
}

test('a clock that is wrong is told by how much', async () => {
  const off = await setAnswer({ date: new Date(Date.now() - 3_600_000).toUTCString() });
  const right = await setAnswer({ date: new Date().toUTCString() });

  expect((await examine(off))['clock']).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^36\d\d s ahead of the server/),
  });
  expect((await examine(right))['clock']).toMatchObject({ ok: true });
});

test('a failure stands where it happened: name, connection, certificate, token', async () => {
  const stage = await setStage();
  const at = (url: string, env = {}): Stage =>
    stageFor({ ...stage.studio, url }, stage.home, { env });

  // Said by Node itself, as no test asks a name server.
  const noName = join(stage.home, 'no-name.cjs');
  await writeFile(
    noName,
    `require('node:dns').lookup = (name, _options, done) =>
      done(Object.assign(new Error('getaddrinfo ENOTFOUND ' + name), { code: 'ENOTFOUND' }));`,
  );
  const unknown = await examine(
    at('https://no-such-host.invalid', { NODE_OPTIONS: `--require=${noName}` }),
  );
  expect(unknown['dns']).toMatchObject({ ok: false });
  expect(unknown['dns']?.detail).toContain('no-such-host.invalid');
  expect(unknown['api']).toMatchObject({ ok: false });

  const closed = await examine(at(await findClosedUrl()));
  expect(closed['dns']).toMatchObject({ ok: true });
  expect(closed['api']).toMatchObject({ ok: false });
  expect(closed['api']?.detail).toContain('ECONNREFUSED');

  const refused = await setAnswer({});
  const own = await examine(
    stageFor(refused.studio, refused.home, { env: { NEMO_TOKEN: 'nmv_x' } }),
  );
  expect(own['api']).toMatchObject({ ok: true });
  expect(own['token']).toMatchObject({ ok: false });

  const proxied = await examine(at(stage.studio.url, { HTTP_PROXY: 'http://u:p@127.0.0.1:9' }));
  expect(proxied['proxy']?.detail).toContain('127.0.0.1:9');
  expect(JSON.stringify(proxied)).not.toContain('u:p');
});

test('a current folder that was deleted is a finding, not the end', async () => {
  const stage = await setStage();
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', 'sh', process.execPath, DOCTOR],
    { cwd: stage.home, env: { PATH: process.env['PATH'] ?? '', HOME: stage.home, ...stage.env } },
  );
  expect(stdout).toContain('❌ current folder: it was deleted');
  expect(stdout).toContain('✅ api: ');
});

test('says it in Chinese as well, and writes nothing but its own folder', async () => {
  const stage = await setStage();
  const cwd = await makeFolder();
  const { stdout, exitCode } = await stageFor(stage.studio, stage.home, { cwd }).run(
    'doctor',
    '--lang',
    'zh',
  );

  expect(exitCode).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .filter((line) => !/^✅ .*\p{Script=Han}/u.test(line)),
  ).toEqual([]);
  expect(await readdir(cwd)).toEqual([]);
  expect(stage.studio.requests.map(({ path }) => path)).toEqual(['/api/credits/balance/simple']);
});
