/** `npm run probe` before backends that speak differently: it names what differs, and nobody's values. */
import { expect, test } from 'vitest';
import type { Exchange } from '../../scripts/dev/probe-recorder.ts';
import {
  OPEN,
  REFUSALS,
  SETTLED,
  STEPS,
  STREAMS,
  makeReport,
  writeReport,
} from '../../scripts/dev/probe-report.ts';
import { walk } from '../../scripts/dev/probe-walk.ts';
import type { StartOptions } from '../../src/studio/studio.ts';
import { hurry } from '../support/tampered-node.ts';
import { setStage } from '../package/studio-stage.ts';
import { CLIP, packageFolder } from '../package/support.ts';

async function probe(options: StartOptions, spend = true) {
  const { studio } = await setStage(options);
  const walked = await walk({
    skillFolder: packageFolder,
    apiUrl: studio.url,
    clip: CLIP,
    spend,
    env: hurry(20),
  });
  const report = makeReport(walked);
  const text = `${writeReport(report)}${JSON.stringify(report)}`;
  for (const secret of valuesOf(walked.exchanges)) expect(text).not.toContain(secret);
  return { studio, report };
}

/** What the answers and requests held of ids, names, addresses and words. */
function valuesOf(exchanges: Exchange[]): string[] {
  const found = exchanges.flatMap(({ text, sent }) => [
    ...[
      ...text.matchAll(
        /"(\w*(?:token|_id|Id|hash|url|Url|filename|message|text))":\s*"([^"]{4,})"/g,
      ),
    ].map(([, , value]) => value!),
    ...(sent['authorization'] ? [sent['authorization'].slice('Bearer '.length)] : []),
    ...[sent['x-client-id'] ?? []].flat(),
  ]);
  expect(found.length).toBeGreaterThan(10);
  return [...new Set(found)];
}

test('the usual backend: its own additions are new, nothing is missing', async () => {
  const { report } = await probe({ heartbeatMs: 2, stepDelayMs: 20 });

  for (const name of ['starter token', 'session', 'claim token', 'credits'])
    expect(report[name], name).toHaveLength(1);
  expect(report['upload']?.slice(1)).toEqual(['new: files[].media_id, files[].size']);
  expect(report['render, polled']).toContain('new: path');
  expect(report[STEPS]?.map((step) => step.replace(/.*: /, ''))).toEqual([
    ...Array.from({ length: 8 }, () => 'done'),
    'failed (backend)',
    'failed (auth)',
    'failed (rate_limit)',
  ]);
  expect(report[REFUSALS]).toContain('state: HTTP 404, no code, text in detail');
  expect(report[STREAMS]?.[0]).toMatch(/^events: \d+ × ADK$/);
  expect(report[SETTLED]).toEqual(
    expect.arrayContaining([
      '1. an upload alone makes no draft',
      '4. the text of a refusal is in detail or message',
      '10. before the first work the state is without a draft, HTTP 200',
      '11. a second token for one client id is refused, HTTP 429',
      '16. Retry-After: none',
      "20. a result's name ends with .mp4",
      '21. total is available and frozen together',
    ]),
  );
  expect(report[OPEN]).toEqual(['8, 13, 14, 15, 17, 18, 19']);
});

test('a gateway that answers 200 to everything, in an envelope of its own', async () => {
  const { report } = await probe({
    dialect: 'gateway',
    heartbeatMs: 2,
    stepDelayMs: 20,
  });

  for (const name of ['starter token', 'credits'])
    expect(report[name]?.slice(1), name).toEqual(['envelope: success']);
  expect(report['render, polled']?.[1]).toBe('envelope: code');
  expect(report['state']?.find((line) => line.startsWith('new'))).toBe(
    'new: state.video_infos[].media_id, state.video_infos[].size, state.draft.t[].sg[].s, state.draft.t[].sg[].v, state.draft.t[].sg[].src, state.draft.t[].sg[].text, state.draft.rev',
  );
  expect(report[REFUSALS]).toEqual([
    'state: HTTP 200, code 1002, text in error',
    'credits: HTTP 200, code 1001, text in error',
    'starter token: HTTP 200, code 429, text in error, with Retry-After',
  ]);
  expect(report[STREAMS]).toEqual([
    expect.stringMatching(/^events: \d+ × simple$/),
    expect.stringMatching(/^heartbeats: \d+ × \{"type":"ping"\}; longest/),
    'frames: lines end with "\\n"',
    'new: nothing',
  ]);
  expect(report[SETTLED]).toEqual(
    expect.arrayContaining(['4. the text of a refusal is in error', '16. Retry-After: 7 s']),
  );
});

test('without --spend nothing is paid for, and what only an edit shows stays open', async () => {
  const { studio, report } = await probe({}, false);

  expect(studio.messages).toEqual([]);
  expect(studio.requests.filter(({ path }) => path.includes('/render/'))).toEqual([]);
  expect(report[OPEN]).toEqual(['2, 5, 6, 7, 8, 12, 13, 14, 15, 17, 18, 19, 20']);
});

test('ids that stand where names should, and values that are echoed, are not told', () => {
  const token = 'nmv_usr_abcdefgh';
  const body = {
    token: 12,
    [token]: token,
    '5529798706024415232': { task_abcdef0123: token },
    note: { [`x ${token}`]: 1 },
  };
  const answer = { method: 'POST', path: '/api/auth/anonymous-token', status: 200 };
  const report = makeReport({
    steps: [],
    resultStatus: undefined,
    exchanges: [
      {
        ...answer,
        sent: { 'x-client-id': 'client-of-somebody', authorization: `Bearer ${token}` },
        headers: {},
        text: JSON.stringify({ code: 0, data: body }),
        arrivals: [],
      },
    ],
  });

  expect(report['starter token']?.slice(1)).toEqual([
    'new: (an id), note',
    'left out, as some versions do: user_id, expires_at, credits',
    'of another type: token is number',
  ]);
  expect(JSON.stringify(report)).not.toMatch(/abcdef|5529|somebody/);
});
