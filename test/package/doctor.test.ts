/** What `doctor` finds, on the built package. */
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLOSED_URL } from '../support/backend.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { forwardTo, serveTls } from './servers.ts';
import { serveHttp } from '../support/serve.ts';
import {
  CLIP,
  makeFolder,
  packageFolder,
  padVideo,
  setHostileStage,
  video,
  type Scripts,
} from './support.ts';

interface Check {
  ok: boolean;
  detail: string;
}

/** The checks by name, of a report that could be made. */
async function examine(stage: Scripts): Promise<Record<string, Check>> {
  const { exitCode, status, checks } = await stage.json('doctor');
  expect({ exitCode, status }).toEqual({ exitCode: 0, status: 'done' });
  return Object.fromEntries(
    (checks as (Check & { name: string })[]).map(({ name, ...check }) => [name, check]),
  );
}

const failed = (checks: Record<string, Check>): string[] =>
  Object.keys(checks).filter((name) => !checks[name]?.ok);

/** The clocks here are right, but where one is meant to be wrong. */
const setRight = (): ReturnType<typeof setHostileStage> => setHostileStage({ env: {} });

test('before the first use it asks one question, for no token, and writes in its own folder alone', async () => {
  const stage = await setRight();
  const cwd = await makeFolder();
  const { stdout, exitCode } = await stage.with({ cwd }).run('doctor', '--lang', 'zh');

  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.filter((line) => !/^✅ .*\p{Script=Han}.*：/u.test(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(9);
  expect(stdout).toContain('令牌：还没有');
  expect(await readdir(cwd)).toEqual([]);
  expect(stage.backend.requests.map(({ route }) => route)).toEqual(['credits']);
});

test('it tells whose token it is, until when, where records are kept, and the settings, but no secret', async () => {
  const stage = await setRight();
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const token = { token: 'nmv_usr_secret', user_id: 'anon_1', expires_at: day };
  stage.backend.on('token', { body: { code: 0, data: token } });
  await stage.json('credits');
  const starter = await examine(stage);
  await writeFile(join(stage.home, 'file'), '');
  const places = { HOME: join(stage.home, 'file/home'), TMPDIR: stage.home };
  const env = { ...places, NEMO_TOKEN: 'nmv_own', HTTP_PROXY: 'http://u:s3cret@127.0.0.1:9' };
  const other = await examine(stage.with({ env }));

  expect(starter['token']?.detail).toContain(`a free starter token, until ${day.slice(0, 10)}`);
  expect(starter['balance']).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/100 credits/),
  });
  expect(starter['clock']).toMatchObject({ ok: true });
  expect(starter['settings']?.detail).toContain(stage.backend.url);
  expect(starter['state folder']?.detail).toBe(
    `${join(stage.home, '.config/nemovideo')}, writable and private`,
  );
  expect(failed(starter)).toEqual([]);
  expect(other['token']?.detail).toContain('NEMO_TOKEN');
  expect(other['settings']?.detail).toContain('127.0.0.1:9');
  const uid = process.getuid?.() ?? 'skill';
  expect(other['state folder']?.detail).toContain(join(stage.home, `nemovideo-${uid}`));
  expect(other['state folder']?.detail).toMatch(/private; it is temporary/);
  expect(JSON.stringify([starter, other])).not.toMatch(/nmv_|s3cret/);
});

test('it tells which version is installed and how to get a newer one, by where it lies', async () => {
  const stage = await setRight();
  const version = /^version: "(.+)"$/m.exec(
    await readFile(join(packageFolder, 'SKILL.md'), 'utf8'),
  );
  const home = await makeFolder();
  const updates: string[] = [];
  for (const place of ['skills', 'workspace', '.claude/plugins/cache/x/ai-video-download/abc']) {
    const skillFolder = join(home, place, 'ai-video-download');
    await cp(packageFolder, skillFolder, { recursive: true });
    if (place === 'workspace') {
      await mkdir(join(skillFolder, '.clawhub'));
      await writeFile(join(skillFolder, '.clawhub/origin.json'), '{}');
    }
    const checks = await examine(stage.with({ skillFolder }));
    expect(checks['skill']?.detail).toContain(`ai-video-download ${version?.[1]} (`);
    updates.push(checks['update']?.detail ?? '');
  }

  expect(updates).toEqual([
    'install it again the same way; jobs and account are kept',
    'clawhub update ai-video-download, or openclaw skills update ai-video-download',
    'claude plugin update ai-video-download@ai-video-download',
  ]);
});

test('unfinished jobs are told, the latest first, with what is left of them and the command that goes on', async () => {
  const stage = await setHostileStage();
  const ids: string[] = [];
  for (const project of ['a', 'b', 'a', 'b', 'a', 'my film']) {
    const words = ['run', '--file', CLIP, '--edit', `edit ${ids.length}`, '--export'];
    const { job } = await stage.json(...words, '--project', project, '--wait', '0');
    ids.unshift(job);
  }
  const checks = await examine(stage);
  expect(checks['unfinished jobs']?.detail).toBe('6');
  expect(Object.keys(checks).filter((name) => name.startsWith('job '))).toEqual(
    ids.slice(0, 5).map((id) => `job ${id}`),
  );

  const [job = ''] = ids;
  const { detail = '' } = checks[`job ${job}`] ?? {};
  expect(detail).toMatch(/^project "my film", to do: upload, chat "edit 5", export\. node "/);
  const done = await stage.goOn({ next: `${detail.slice(detail.indexOf('node "'))} --json` });
  expect(done).toMatchObject({ exitCode: 0, status: 'done', job });
  expect((await examine(stage))['unfinished jobs']?.detail).toBe('5');
});

test('records that cannot be read are named, and everything else is told all the same', async () => {
  const stage = await setRight();
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
  const film = padVideo(video, 2_000_000);
  const stage = await setHostileStage({ video: film, draft: draftOf('The beginning') });
  const { backend, home } = stage;
  backend.on('file', (request) => ({ ...backend.usual(request), end: 'stall', afterBytes: 1e6 }));
  const running = stage.start('export', '--out', home);
  await expect.poll(async () => (await readdir(home)).join()).toContain('.mp4.part');
  running.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  await writeFile(join(home, 'old.mp4.part'), 'x');
  const parts = (await readdir(home)).filter((name) => name.endsWith('.part'));
  const checks = await examine(stage);

  expect(parts).toHaveLength(2);
  expect(checks['leftover downloads']?.detail).toContain(join(home, 'old.mp4.part'));
  expect(checks['leftover downloads']?.detail).not.toContain('export.mp4.part');
});

test('a failure stands where it happened: name, connection, certificate, clock, token, balance', async () => {
  const stage = await setRight();
  const { backend } = stage;
  const at = (NEMO_API_URL: string, env = {}): Scripts =>
    stage.with({ env: { NEMO_API_URL, ...env } });

  // The one that takes 5 s goes on meanwhile.
  const waiting = examine(at(await serveHttp(() => {})));
  // Said by Node itself, as no test asks a name server.
  const noName = join(stage.home, 'no-name.cjs');
  await writeFile(
    noName,
    `require('node:dns').lookup = (name, _options, done) =>
      done(Object.assign(new Error('getaddrinfo ENOTFOUND ' + name), { code: 'ENOTFOUND' }));`,
  );
  const NODE_OPTIONS = `--require=${noName}`;
  const unknown = await examine(at('https://no-such-host.invalid', { NODE_OPTIONS }));
  expect(failed(unknown)).toEqual(['dns', 'api']);
  expect(unknown['dns']?.detail).toContain('no-such-host.invalid');

  const closed = await examine(at(CLOSED_URL));
  expect(failed(closed)).toEqual(['api']);
  expect(closed['api']?.detail).toContain('ECONNREFUSED');

  const port = await serveTls(forwardTo(backend.url));
  const untrusted = await examine(at(`https://127.0.0.1:${port}`));
  expect(failed(untrusted)).toEqual(['certificate', 'api']);
  expect(untrusted['certificate']?.detail).toContain('NODE_EXTRA_CA_CERTS');

  const own = { NEMO_TOKEN: 'nmv_x' };
  const date = new Date(Date.now() - 3_600_000).toUTCString();
  backend.on('credits', { status: 401, headers: { date }, body: { code: 1001 } }, 2);
  const refused = await examine(at(backend.url, own));
  expect(failed(refused)).toEqual(['clock', 'token']);
  expect(refused['clock']?.detail).toMatch(/^3[67]\d\d s ahead of the server/);

  backend.on('credits', { status: 503, body: 'down' });
  expect(failed(await examine(at(backend.url, own)))).toContain('balance');

  const unanswered = await waiting;
  expect(failed(unanswered)).toEqual(['api']);
  expect(unanswered['api']?.detail).toContain('did not answer in time');
});
