import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ERROR_ROWS, renderErrorTable } from '../../scripts/dev/error-rows.ts';
import {
  clearSamples,
  makeSamples,
  packageFolder,
  setStage,
  stageFor,
  type Samples,
} from './support.ts';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

test.each(ERROR_ROWS)('$code: $meaning → exit $exitCode', async (row) => {
  const base = await setStage({ tokenIntervalMs: 0, streamBreak: 'never' });
  const env = row.ownToken ? { NEMO_TOKEN: base.studio.issueToken().token } : {};
  const stage = stageFor(base.studio, base.home, { env });
  if (!row.isNewMachine) {
    await stage.json('upload', samples.clip);
    await stage.json('chat', 'trim to 1 second');
  }
  const { requests } = stage.studio;
  const before = requests.length;
  stage.studio.faults.add(row.fault);
  const words = row.command.map((word) => word.replace('{clip}', samples.clip));
  const document = await stage.json(...words);

  expect(document['exitCode'], JSON.stringify(document)).toBe(row.exitCode);
  if (row.kind === null) {
    expect(document).toMatchObject({ ok: true });
    expect([...document['notices'], ''].join('\n')).toContain(row.says);
  } else {
    expect(document).toMatchObject({ ok: false, status: 'failed', error: { kind: row.kind } });
    expect(document['error'].advice).toContain(row.says);
  }
  const asked = requests
    .slice(before)
    .filter(({ method, path }) => method === row.fault.method && row.fault.path.test(path));
  expect(asked).toHaveLength(row.requests);

  stage.studio.faults.clear();
  // Another project, since an instruction whose fate is open is looked for and not posted again.
  if (row.command[0] === 'chat') {
    words.push('--project', 'another');
    await stage.run('connect', '--project', 'another');
  }
  stage.studio.faults.add(row.fault);
  const text = await stage.run(...words);
  expect(text.exitCode).toBe(row.exitCode);
  if (row.kind !== null) expect(text.stdout).toMatch(/^❌ .+\n/m);
});

test('references/errors.md holds this table', async () => {
  expect(await readFile(join(packageFolder, 'references/errors.md'), 'utf8')).toContain(
    renderErrorTable(),
  );
});
