/** Before a request that costs or starts something is written, the job's record is on the disk itself: file and folder. */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLIP, setHostileStage } from '../package/support.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** A system call that has returned, in the order of returning; a request's write counts from its beginning. */
interface Call {
  name: string;
  /** With paths in the place of descriptors. */
  words: string;
}

/** Joins what strace wrote of a call before and after other threads came in between. */
function readTrace(text: string): Call[] {
  const begun = new Map<string, string>();
  return text.split('\n').flatMap((line): Call[] => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(rest);
    if (rest.includes('<unfinished ...>')) {
      const [, name = '', words = ''] = /^(\w+)\((.*)<unfinished/.exec(rest) ?? [];
      begun.set(thread, words);
      return isWrite(name) ? [{ name, words }] : [];
    }
    if (resumed) {
      const [, name = '', words = ''] = resumed;
      return isWrite(name) ? [] : [{ name, words: (begun.get(thread) ?? '') + words }];
    }
    const [, name = '', words = ''] = /^(\w+)\((.*)$/.exec(rest) ?? [];
    return name === '' ? [] : [{ name, words }];
  });
}

const isWrite = (name: string): boolean => /^(?:p?write(?:v|64)?|send(?:to|msg))$/.test(name);

/** Of a file or a folder, and successful. */
const isSynced = (path: string, { name, words }: Call): boolean =>
  /^f(?:data)?sync$/.test(name) && words.includes(`<${path}>`) && words.endsWith('= 0');

test.skipIf(!hasStrace).each([
  ['POST /run_sse', 'chat'],
  ['POST /api/upload-video', 'upload'],
  ['POST /api/render/proxy/lambda', 'export'],
])('before %s (needs strace)', async (request, action) => {
  const stage = await setHostileStage({ env: {} });
  const trace = join(stage.home, 'trace');
  const calls =
    'trace=fsync,fdatasync,rename,renameat,renameat2,write,writev,pwrite64,sendto,sendmsg';
  const traced = stage.with({
    wrapper: ['strace', '-f', '-y', '-s', '100000', '-e', calls, '-o', trace],
  });
  const out = join(stage.home, 'film.mp4');
  const words = ['run', '--file', CLIP, '--edit', 'add a title', '--export', '--out', out];
  expect(await traced.json(...words)).toMatchObject({ exitCode: 0, status: 'done' });
  const all = readTrace(await readFile(trace, 'utf8'));
  const sent = all.findIndex(({ name, words: text }) => isWrite(name) && text.includes(request));
  const before = all.slice(0, sent);
  const renamed = before.findLastIndex(
    ({ name, words: text }) => name.startsWith('rename') && /\/jobs\/\w+\.json"/.test(text),
  );
  const [, draft = '', folder = ''] =
    /"(\S*?\/jobs\/\w+\.json\.\w+\.tmp)", (?:\S+, )?"(\S*?\/jobs)\/\w+\.json"/.exec(
      before[renamed]?.words ?? '',
    ) ?? [];
  const written = before.findLastIndex(
    ({ name, words: text }) => isWrite(name) && text.includes(`<${draft}>`),
  );

  expect(sent).toBeGreaterThan(0);
  expect(draft).not.toBe('');
  // The record that was written last says that the step is sent.
  const record = (before[written]?.words ?? '').replaceAll('\\n', ' ').replaceAll('\\"', '"');
  expect(record).toMatch(new RegExp(`"action": "${action}",\\s+"state": "sent"`));
  expect(before.slice(written, renamed).some((call) => isSynced(draft, call))).toBe(true);
  expect(before.slice(renamed).some((call) => isSynced(folder, call))).toBe(true);
});
