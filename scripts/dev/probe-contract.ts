/**
 * What the API is known to answer, from its publisher's own documents, and how answers differ from it. Of values only types
 * are told, and of names only those that are no ids.
 */
import { asRecord, parseJsonIfAny, type JsonObject } from '../../src/system/json.ts';
import type { Exchange } from './probe-recorder.ts';

export interface Endpoint {
  /** Method and path. */
  at: RegExp;
  /** How its answers were seen wrapped: `{code, data}`, `{success, data}` or not at all. */
  envelopes: string[];
  /** Of the payload: `path:types`. `[]` is an element, `?` what only some versions send; under a type of `any` all may stand. */
  fields: string;
}

const media = (list: string): string =>
  `${list}:list|null ${'filename file_type cdn_url hash'.replaceAll(/\S+/g, `${list}[].$&?:string`)}
   ${'duration width height fps'.replaceAll(/\S+/g, `${list}[].$&?:number|null`)}`;

export const ENDPOINTS = {
  'starter token': {
    at: /^POST .*\/auth\/anonymous-token$/,
    envelopes: ['code'],
    fields: 'token:string user_id?:string expires_at?:string credits?:number',
  },
  session: {
    at: /^POST .*\/with-session\/nemo_agent$/,
    envelopes: ['code'],
    fields: 'session_id:string task_id:string user_id?:string',
  },
  'claim token': {
    at: /^POST .*\/auth\/claim-token$/,
    envelopes: ['code'],
    fields: 'claim_token:string expires_in:number',
  },
  credits: {
    at: /^GET .*\/credits\/balance\/simple$/,
    envelopes: ['code'],
    fields: 'available:number frozen:number total:number',
  },
  state: {
    at: /^GET .*\/state\/nemo_agent\/me\/[^/]+\/latest$/,
    envelopes: ['code'],
    fields: `session_id:string task_id:string task_name:string user_id?:string state:object|null state.draft:object|null
      state.draft.d?:number state.draft.m?:any state.draft.t?:list state.draft.t[].tt:number state.draft.t[].d?:number
      state.draft.t[].m?:any state.draft.t[].sg?:list state.draft.t[].sg[].d?:number state.draft.t[].sg[].m?:any
      state.canvas_config:object|null state.canvas_config.width:number state.canvas_config.height:number
      state.canvas_config.ratio:string state.video_analyses:any ${media('state.video_infos')} ${media('state.generated_media')}`,
  },
  upload: {
    at: /^POST .*\/upload-video\/nemo_agent\/me\/[^/]+$/,
    envelopes: ['code'],
    fields: `${media('files')} session_state_applied?:boolean`,
  },
  'render, submitted': {
    at: /^POST .*\/render\/proxy\/lambda$/,
    envelopes: ['success', 'bare'],
    fields: 'id?:string taskId?:string status:string progress?:number',
  },
  'render, polled': {
    at: /^GET .*\/render\/proxy\/lambda\/[^/]+$/,
    envelopes: ['success', 'bare'],
    fields: `id?:string taskId?:string status:string progress?:number output?:object|null output.url?:string
      output.duration?:number output.size?:number outputUrl?:string createdAt?:number completedAt?:number error?:string|null`,
  },
} satisfies Record<string, Endpoint>;

export const bodyOf = ({ text }: { text: string }): JsonObject =>
  asRecord(parseJsonIfAny(text)) ?? {};

/** What an answer holds beside and in its envelope. */
export function payloadOf(answer: { text: string }): JsonObject {
  const { code: _code, success: _success, data, ...beside } = bodyOf(answer);
  return { ...beside, ...asRecord(data) };
}

export const isRefusal = (answer: Exchange): boolean => {
  const { code = 0, success } = bodyOf(answer);
  return answer.status === 0 || answer.status >= 400 || Number(code) !== 0 || success === false;
};

export function envelopeOf({ text }: Exchange): string {
  const body = asRecord(parseJsonIfAny(text));
  if (!body) return 'no JSON';
  return ['code', 'success'].find((key) => key in body) ?? 'bare';
}

/** A key may be an id, or hold one. */
export const nameOf = (key: string): string =>
  /^[A-Za-z_$][\w$-]{0,39}$/.test(key) && !/\d{4}|[0-9a-f]{8}|^(?:nmv|anon|clm)_/i.test(key)
    ? key
    : '(an id)';

/** Each path of the payloads with the types seen there. */
export function fieldsOf(answers: Exchange[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const walk = (value: unknown, path: string): void => {
    found.set(path, (found.get(path) ?? new Set()).add(typeOf(value)));
    if (Array.isArray(value)) value.forEach((item) => walk(item, `${path}[]`));
    for (const [key, inner] of Object.entries(asRecord(value) ?? {}))
      walk(inner, `${path}.${nameOf(key)}`.replace(/^\./, ''));
  };
  answers.forEach((answer) => walk(payloadOf(answer), ''));
  return found;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** How the answers of one endpoint differ from what is known of it; empty where they do not. */
export function describeDifferences(
  { envelopes, fields }: Endpoint,
  answers: Exchange[],
): string[] {
  const known = new Map(
    fields.split(/\s+/).map((field) => {
      const [, path = '', may = '', types = ''] = /^(.*?)(\??):(.*)$/.exec(field) ?? [];
      return [path, { isOptional: may !== '', types: types.split('|') }];
    }),
  );
  const seen = fieldsOf(answers);
  const isUnder = (path: string): boolean =>
    path !== '' && known.get(path)?.types[0] !== 'any' && (known.has(path) || path.endsWith('[]'));
  const isTold = (path: string): boolean => {
    const parent = path.replace(/\[\]$|\.?[^.]*$/, '');
    return (
      path !== '' && !known.has(path) && !path.endsWith('[]') && (parent === '' || isUnder(parent))
    );
  };
  // A field is missing where the object is there that should hold it.
  const absent = [...known].filter(
    ([path]) => !seen.has(path) && seen.get(path.replace(/\.?[^.]*$/, ''))?.has('object'),
  );
  const names = (optional: boolean): string[] =>
    absent.filter(([, { isOptional }]) => isOptional === optional).map(([path]) => path);
  const changed = [...known].flatMap(([path, { types }]) => {
    const other = [...(seen.get(path) ?? [])].filter((type) => !types.includes(type));
    return types[0] === 'any' || other.length === 0 ? [] : [`${path} is ${other.join('|')}`];
  });
  const strange = answers.map(envelopeOf).filter((each) => !envelopes.includes(each));
  return [
    ...list('envelope', strange),
    ...list('new', [...seen.keys()].filter(isTold)),
    ...list('missing', names(false)),
    ...list('left out, as some versions do', names(true)),
    ...list('of another type', changed),
  ];
}

const list = (what: string, words: string[]): string[] =>
  words.length === 0 ? [] : [`${what}: ${[...new Set(words)].join(', ')}`];
