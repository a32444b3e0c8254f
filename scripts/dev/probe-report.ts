/** From what was recorded to a report without a secret in it: shapes, names and types, and what is settled by them. */
import { asRecord } from '../../src/system/json.ts';
import {
  ENDPOINTS,
  bodyOf,
  describeDifferences,
  envelopeOf,
  fieldsOf,
  isRefusal,
  nameOf,
  payloadOf,
  type Endpoint,
} from './probe-contract.ts';
import type { Exchange } from './probe-recorder.ts';
import { countWords, readTurn, type TurnReading } from './probe-turn.ts';

export interface Walk {
  exchanges: Exchange[];
  /** Each command with how it ended. */
  steps: string[];
  /** Of the result's address, asked for without the token. */
  resultStatus: number | undefined;
}

/** The lines under each heading. */
export type ProbeReport = Record<string, string[]>;
export const [STEPS, REFUSALS, STREAMS, SETTLED, OPEN] = [
  'Commands',
  'Refusals',
  'Event streams',
  'Settled, by the numbers of section 9',
  'Still open',
] as const;

type Name = keyof typeof ENDPOINTS;
const isAt = ({ at }: Endpoint, { method, path }: Exchange): boolean =>
  at.test(`${method} ${path}`);
const find = (exchanges: Exchange[], name: Name): Exchange[] =>
  exchanges.filter((each) => isAt(ENDPOINTS[name], each));

/** Of each endpoint that was asked: what it answered, then how that differs from what is known. */
export function makeReport(walk: Walk): ProbeReport {
  const { exchanges, steps } = walk;
  const report: ProbeReport = { [STEPS]: steps };
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    const all = exchanges.filter((each) => isAt(endpoint, each));
    const kinds = all.map(
      (each) => `${each.status || each.text} ${isRefusal(each) ? 'refused' : envelopeOf(each)}`,
    );
    const answers = all.filter((each) => !isRefusal(each));
    if (all.length > 0)
      report[name] = [countWords(kinds), ...describeDifferences(endpoint, answers)];
  }
  const turns = exchanges.filter(({ path }) => path === '/run_sse').map(readTurn);
  const refused = exchanges.filter((each) => isRefusal(each) && each.path !== '/run_sse');
  const refusals = [...new Set(refused.map(describeRefusal))];
  const settled = [...settleFreePart(exchanges, refusals), ...settlePaidPart(walk, turns)]
    .filter((line): line is string => typeof line === 'string')
    .sort((a, b) => parseInt(a) - parseInt(b));
  const numbers = Array.from({ length: 21 }, (_, index) => index + 1);
  const open = numbers.filter((number) => !settled.some((line) => line.startsWith(`${number}. `)));
  report[REFUSALS] = refusals;
  report[STREAMS] = turns.flatMap((turn) =>
    Object.entries(turn).map(([what, found]) => `${what}: ${found}`),
  );
  report[SETTLED] = settled;
  report[OPEN] = [open.join(', ')];
  return hide(report, exchanges);
}

/** A second look, should a value have come where only names should be. */
function hide(report: ProbeReport, exchanges: Exchange[]): ProbeReport {
  const ids = ['token', 'claim_token', 'user_id', 'session_id', 'task_id'];
  const secrets = exchanges.flatMap((each) => [
    ...ids.map((key) => payloadOf(each)[key]),
    each.sent['authorization']?.replace('Bearer ', ''),
    each.sent['x-client-id'],
  ]);
  const values = secrets.filter((it): it is string => typeof it === 'string' && it.length >= 8);
  const text = values.reduce((shown, it) => shown.replaceAll(it, '…'), JSON.stringify(report));
  return JSON.parse(text) as ProbeReport;
}

/** The field that holds the text is named, never the text. */
function describeRefusal(refusal: Exchange): string {
  const { status, headers } = refusal;
  const { code, ...beside } = bodyOf(refusal);
  const fields = Object.keys(beside).filter((key) =>
    /^(?:string|object)$/.test(typeof beside[key]),
  );
  const [name = 'another'] = Object.entries(ENDPOINTS).find(([, it]) => isAt(it, refusal)) ?? [];
  const told = code === undefined ? 'no code' : `code ${Number(code)}`;
  const retry = headers['retry-after'] === undefined ? '' : ', with Retry-After';
  return `${name}: HTTP ${status}, ${told}, text in ${fields.map(nameOf).join(', ') || 'nothing'}${retry}`;
}

const stateOf = (answer: Exchange | undefined) => asRecord(answer && payloadOf(answer)['state']);
const isDraft = (answer: Exchange): boolean => asRecord(stateOf(answer)?.['draft']) !== undefined;

/** A line of what was settled, or nothing where the walk did not see it. */
type Line = string | false | undefined;

/** What the free part tells of section 9 of the wire contract. */
function settleFreePart(exchanges: Exchange[], refusals: string[]): Line[] {
  const [opened] = find(exchanges, 'session');
  const states = find(exchanges, 'state').filter(
    ({ path }) => opened && path.includes(`/${String(payloadOf(opened)['session_id'])}/`),
  );
  const positionOf = (path: RegExp): number => exchanges.findIndex((each) => path.test(each.path));
  const [uploadAt, turnAt] = [positionOf(/upload-video/), positionOf(/run_sse/)];
  const between = states.find((each) => {
    const at = exchanges.indexOf(each);
    return at > uploadAt && (turnAt < 0 || at < turnAt);
  });
  const keys = (place: string): string =>
    [...fieldsOf(states).keys()]
      .filter((path) => path.startsWith(place) && !path.endsWith('[]'))
      .map((path) => path.slice(place.length))
      .join(', ');
  const kinds = states
    .flatMap((each) => asRecord(stateOf(each)?.['draft'])?.['t'])
    .map((track) => Number(asRecord(track)?.['tt']))
    .filter((kind) => Number.isInteger(kind));
  const elements = ['video_infos[].', 'generated_media[].', 'canvas_config.']
    .map((place) => [place.replace(/\.$/, ''), keys(`state.${place}`)] as const)
    .filter(([, found]) => found !== '');
  const texts = refusals.map((line) => /text in (.*?)(?:, with|$)/.exec(line)?.[1]);
  const [first] = states;
  const shown = first && isDraft(first) ? 'with a draft' : 'without a draft';
  const [, second] = find(exchanges, 'starter token');
  const retryAfter = second?.headers['retry-after'];
  const [balance] = find(exchanges, 'credits').map(payloadOf);
  const isSum = balance?.['total'] === Number(balance?.['available']) + Number(balance?.['frozen']);
  return [
    between && `1. an upload alone makes ${isDraft(between) ? 'a' : 'no'} draft`,
    kinds.length > 0 &&
      `2. a segment has ${keys('state.draft.t[].sg[].')}; track kinds ${[...new Set(kinds)].join(', ')}`,
    refusals.length > 0 &&
      `3. refusals: ${refusals.map((line) => line.replace(/, text.*/, '')).join('; ')}`,
    refusals.length > 0 && `4. the text of a refusal is in ${[...new Set(texts)].join(' or ')}`,
    elements.length > 0 && `9. ${elements.map((each) => each.join(': ')).join('; ')}`,
    first &&
      `10. before the first work the state is ${isRefusal(first) ? 'refused' : shown}, HTTP ${first.status}`,
    second &&
      `11. a second token for one client id is ${isRefusal(second) ? 'refused' : 'given'}, HTTP ${second.status}`,
    second &&
      isRefusal(second) &&
      `16. Retry-After: ${retryAfter === undefined ? 'none' : `${Number(retryAfter)} s`}`,
    balance && `21. total is ${isSum ? '' : 'not '}available and frozen together`,
  ];
}

/** What an edit and an export tell of it. */
function settlePaidPart({ exchanges, resultStatus }: Walk, [turn]: TurnReading[]): Line[] {
  const submitted = find(exchanges, 'render, submitted').find((each) => !isRefusal(each));
  const address = resultAddress(exchanges);
  const query = [...(address?.searchParams.keys() ?? [])].map(nameOf).join(', ') || 'no query';
  return [
    submitted && `5. a submission answers ${[...fieldsOf([submitted]).keys()].slice(1).join(', ')}`,
    turn && `6. heartbeats: ${turn.heartbeats}`,
    turn && `7. events: ${turn.events}`,
    address &&
      `12. a result lies at ${address.hostname}, with ${query}; without the token: ${resultStatus ? `HTTP ${resultStatus}` : 'no answer'}`,
    address &&
      `20. a result's name ends with ${/\.\w{2,4}$/.exec(address.pathname)?.[0] ?? 'no extension'}`,
  ];
}

/** The address of a finished video, in any of the known places. */
export function resultAddress(exchanges: Exchange[]): URL | undefined {
  const found = find(exchanges, 'render, polled')
    .map(payloadOf)
    .map(({ output, outputUrl }) => asRecord(output)?.['url'] ?? outputUrl)
    .find((each) => typeof each === 'string' && URL.canParse(each));
  return found === undefined ? undefined : new URL(String(found));
}

/** For a person, and for an issue: nothing in it is a value of anybody's. */
export const writeReport = (report: ProbeReport): string =>
  Object.entries(report).reduce(
    (text, [heading, lines]) =>
      `${text}\n## ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n') || '- nothing'}\n`,
    '# What the API answered\n',
  );
