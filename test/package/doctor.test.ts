/** What `doctor` finds, on the built package. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import { findClosedUrl } from '../support/backend.ts';
import { finishRenders } from './finished.ts';
import { runNext } from './next.ts';
import { makeFolder, packageFolder, setStage, stageFor, type Stage } from './support.ts';
import { forwardTo, serveTls } from './tls-server.ts';
import { padVideo, serveVideo } from './video-server.ts';

interface Check {
  ok: boolean;
  detail: string;
}

/** The checks by name, of a report that could be made. */
async function examine(stage: Stage): Promise<Record<string, Check>> {
  const { exitCode, status, checks } = await stage.json('doctor');
  expect({ exitCode, status }).toEqual({ exitCode: 0, status: 'done' });
  return Object.fromEntries(
    (checks as (Check & { name: string })[]).map(({ name, ...check }) => [name, check]),
  );
}

const failed = (checks: Record<string, Check>): string[] =>
  Object.keys(checks).filter((name) => !checks[name]?.ok);

async function makeClip(file: string): Promise<string> {
  const engine = createEngine();
  await engine.makeClip({ file, width: 320, height: 180, durationMs: 2_000, withSound: true });
  await engine.close();
  return file;
}

test('before the first use it asks one question, for no token, and writes in its own folder alone', async () => {
  const stage = await setStage();
  const cwd = await makeFolder();
  const { stdout, exitCode } = await stageFor(stage.studio, stage.home, { cwd }).run(
    'doctor',
    '--lang',
    'zh',
  );

  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.filter((line) => !/^✅ .*\p{Script=Han}.*：/u.test(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(9);
  expect(stdout).toContain('令牌：还没有');
  expect(await readdir(cwd)).toEqual([]);
  expect(stage.studio.requests.map(({ path }) => path)).toEqual(['/api/credits/balance/simple']);
});

test('it tells whose token it is, until when, and what is left, but never its value', async () => {
  const stage = await setStage();
  await stage.json('credits');
  const own = stage.studio.issueToken(7).token;
  const starter = await examine(stage);
  const registered = await examine(
    stageFor(stage.studio, stage.home, { env: { NEMO_TOKEN: own } }),
  );

  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 8);
  expect(starter['token']?.detail).toContain(`a free starter token, until ${day}`);
  expect(starter['balance']).toMatchObject({ ok: true, detail: /100 credits/ });
  expect(registered['token']?.detail).toContain('NEMO_TOKEN');
  expect(registered['balance']?.detail).toContain('7 credits');
  expect(JSON.stringify([starter, registered])).not.toMatch(/nmv_/);
  expect(failed({ ...starter, ...registered })).toEqual([]);
});

test('an unfinished job is told with what is left of it and the command that goes on', async () => {
  const stage = await setStage();
  const clip = await makeClip(join(stage.home, 'clip.mp4'));
  const steps = ['--file', clip, '--edit', 'trim to 1 second', '--export'];
  const { job } = await stage.json('run', ...steps, '--project', 'my film', '--wait', '0');
  const checks = await examine(stage);

  expect(checks['unfinished jobs']?.detail).toBe('1');
  const { detail = '' } = checks[`job ${job}`] ?? {};
  expect(detail).toMatch(
    /^project "my film", to do: upload, chat "trim to 1 second", export\. node "/,
  );
  const done = await runNext(stage, { next: detail.slice(detail.indexOf('node "')) });
  expect(done).toMatchObject({ exitCode: 0, job, video: { duration_s: 1 } });
  expect((await examine(stage))['unfinished jobs']?.detail).toBe('none');
});

test('of many unfinished jobs the latest are told, and how many there are', async () => {
  const stage = await setStage();
  const ids: string[] = [];
  for (const project of ['a', 'b', 'c', 'a', 'b', 'c', 'd']) {
    const words = ['chat', `edit ${ids.length}`, '--project', project, '--wait', '0'];
    ids.unshift((await stage.json(...words))['job']);
  }
  const checks = await examine(stage);

  expect(checks['unfinished jobs']?.detail).toBe('7');
  expect(Object.keys(checks).filter((name) => name.startsWith('job '))).toEqual(
    ids.slice(0, 5).map((id) => `job ${id}`),
  );
});

test('records that cannot be read are named, and everything else is told all the same', async () => {
  const stage = await setStage();
  const { job } = await stage.json('chat', 'mute it', '--wait', '0');
  await stage.json('connect', '--project', 'other');
  const hosts = join(stage.home, '.config/nemovideo/hosts');
  const host = join(hosts, (await readdir(hosts))[0] ?? '');
  const other = join(host, 'projects/other');
  const [session = ''] = await readdir(other);
  await mkdir(join(other, 'jobs'));
  const newer = JSON.stringify({ version: 99, id: 'x', project: 'other' });
  const broken = {
    [join(other, 'jobs/cut.json')]: '{"version":1,"id":',
    [join(other, 'jobs/empty.json')]: '',
    [join(other, 'jobs/newer.json')]: newer,
    [join(other, session)]: 'no JSON',
    [join(host, 'account.json')]: '{}',
  };
  for (const [path, text] of Object.entries(broken)) await writeFile(path, text);
  await writeFile(join(host, 'projects/.DS_Store'), 'no project');
  const checks = await examine(stage);

  expect(failed(checks)).toEqual(['token', 'unreadable records']);
  expect(checks['token']?.detail).toContain(join(host, 'account.json'));
  for (const path of Object.keys(broken).filter((name) => name.startsWith(other)))
    expect(checks['unreadable records']?.detail).toContain(path);
  expect(checks[`job ${job}`]?.detail).toContain('mute it');
  for (const [path, text] of Object.entries(broken))
    expect(await readFile(path, 'utf8')).toBe(text);
});

test('a part that no job goes on with is told, one that a job goes on with is not', async () => {
  const stage = await setStage();
  const clip = await readFile(await makeClip(join(stage.home, 'clip.mp4')));
  const server = await serveVideo(padVideo(clip, 8_000_000), { bytesPerSecond: 500_000 });
  finishRenders(stage.studio, server.url);
  const running = runScriptUntil(stage, ['export', '--out', stage.home]);
  await expect.poll(server.sentBytes).toBeGreaterThan(1_000_000);
  running.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  await writeFile(join(stage.home, 'old.mp4.part'), 'x');
  const parts = (await readdir(stage.home)).filter((name) => name.endsWith('.part'));
  const checks = await examine(stage);

  expect(parts).toHaveLength(2);
  expect(checks['leftover downloads']?.detail).toContain(join(stage.home, 'old.mp4.part'));
  expect(checks['leftover downloads']?.detail).not.toContain('export.mp4.part');
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
    detail: expect.stringMatching(/^3[67]\d\d s ahead of the server/),
  });
  expect((await examine(right))['clock']).toMatchObject({ ok: true });
});

test('a failure stands where it happened: name, connection, certificate, token, balance', async () => {
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
  // The one that takes 5 s goes on meanwhile.
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  await once(silent, 'listening');
  const waiting = examine(at(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`));
  const unknown = await examine(
    at('https://no-such-host.invalid', { NODE_OPTIONS: `--require=${noName}` }),
  );
  expect(failed(unknown)).toEqual(['dns', 'api']);
  expect(unknown['dns']?.detail).toContain('no-such-host.invalid');

  const closed = await examine(at(await findClosedUrl()));
  expect(failed(closed)).toEqual(['api']);
  expect(closed['api']?.detail).toContain('ECONNREFUSED');

  const port = await serveTls(forwardTo(stage.studio.url));
  const untrusted = await examine(at(`https://127.0.0.1:${port}`));
  expect(failed(untrusted)).toEqual(['certificate', 'api']);
  expect(untrusted['certificate']?.detail).toContain('NODE_EXTRA_CA_CERTS');

  const refusing = await setAnswer({});
  const env = { NEMO_TOKEN: 'nmv_x' };
  const refused = await examine(stageFor(refusing.studio, refusing.home, { env }));
  expect(failed(refused)).toEqual(['token']);

  stage.studio.faults.add({ path: /balance/, after: 1, status: 503, body: 'down' });
  const ownToken = stage.studio.issueToken().token;
  const noBalance = await examine(at(stage.studio.url, { NEMO_TOKEN: ownToken }));
  expect(failed(noBalance)).toEqual(['balance']);

  const unanswered = await waiting;
  expect(failed(unanswered)).toEqual(['api']);
  expect(unanswered['api']?.detail).toContain('did not answer in time');
});

test('settings are told, and a password in them is not', async () => {
  const stage = await setStage();
  const env = { HTTP_PROXY: 'http://u:s3cret@127.0.0.1:9' };
  const checks = await examine(stageFor(stage.studio, stage.home, { env }));

  expect(checks['settings']?.detail).toContain(stage.studio.url);
  expect(checks['settings']?.detail).toContain('127.0.0.1:9');
  expect(JSON.stringify(checks)).not.toContain('s3cret');
});

test('it says where records are kept, and that a temporary folder may not last', async () => {
  const stage = await setStage();
  await writeFile(join(stage.home, 'file'), '');
  const env = { HOME: join(stage.home, 'file/home'), TMPDIR: stage.home, NO_COLOR: '1' };
  const temporary = await examine(stageFor(stage.studio, stage.home, { env }));
  const usual = await examine(stage);

  const { uid } = process.getuid ? { uid: process.getuid() } : { uid: 'skill' };
  expect(temporary['state folder']?.detail).toMatch(/private; it is temporary/);
  expect(temporary['state folder']?.detail).toContain(join(stage.home, `nemovideo-${uid}`));
  expect(usual['state folder']?.detail).toBe(
    `${join(stage.home, '.config/nemovideo')}, writable and private`,
  );
});

test('a current folder that was deleted is a finding, not the end', async () => {
  const stage = await setStage();
  const doctor = join(packageFolder, 'scripts/doctor.mjs');
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', 'sh', process.execPath, doctor],
    { cwd: stage.home, env: { PATH: process.env['PATH'] ?? '', HOME: stage.home, ...stage.env } },
  );
  expect(stdout).toContain('❌ current folder: ');
  expect(stdout).toContain('✅ api: ');
});
