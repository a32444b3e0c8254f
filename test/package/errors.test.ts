/** Every way the backend says no, by the table that is printed in `references/errors.md` too. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERROR_ROWS, renderErrorTable } from '../../scripts/dev/errors.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { hurry } from '../support/tampered-node.ts';
import { CLIP, packageFolder, setHostileStage } from './support.ts';

test.each(ERROR_ROWS)('$code: $meaning → exit $exitCode', async (row) => {
  const stage = await setHostileStage({
    draft: draftOf('Hello'),
    // Not so fast that a message could not leave within `--wait 10`.
    env: { ...hurry(4), ...(row.machine === 'own' && { NEMO_TOKEN: 'a-token-of-the-own' }) },
  });
  const { backend } = stage;
  // Only a session that was used can be lost.
  if (row.machine !== 'new') await stage.json('chat', 'place the clip');
  const { route, answer } = row;
  const { times = 1, ...reply } = answer;
  const before = backend.count(route);
  backend.on(route, reply, times);
  const words = row.command.map((word) => word.replace('{clip}', CLIP));
  const document = await stage.json(...words);

  expect(document['exitCode'], JSON.stringify(document)).toBe(row.exitCode);
  if (row.kind === null) {
    expect(document).toMatchObject({ ok: true });
    expect([...document['notices'], ''].join('\n')).toContain(row.says);
  } else {
    expect(document).toMatchObject({ ok: false, status: 'failed', error: { kind: row.kind } });
    expect(document['error'].advice).toContain(row.says);
  }
  expect(backend.count(route) - before).toBe(row.requests);
});

test('references/errors.md holds this table', async () => {
  expect(await readFile(join(packageFolder, 'references/errors.md'), 'utf8')).toContain(
    renderErrorTable(),
  );
});
