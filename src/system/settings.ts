/** The only place that reads environment variables, each by its own name (interface.md, "Environment"). */
import { resolve } from 'node:path';
import { SkillError } from './errors.ts';
import { isLoopbackHost } from './loopback.ts';
import { settingWords } from '../words/settings.ts';
import { usualStateFolder } from './state-folder.ts';

export interface Settings {
  /** The user's own token; undefined asks for a free starter token. */
  token: string | undefined;
  /** Without a trailing slash. */
  apiUrl: string;
  webUrl: string;
  clientId: string | undefined;
  skillSource: string | undefined;
  proxies: Proxies;
  /** How long a call may take where nobody says so (`--wait`); undefined for as long as the work takes. */
  longestCallMs: number | undefined;
  /** Tells whose shell reads the commands that are printed. */
  system: NodeJS.Platform;
  /** `NEMO_STATE_DIR`, made absolute. */
  stateDir: string | undefined;
  /** Where records are kept if that can be written to; see `openStateFolder`. */
  stateFolder: string;
  /** The part of the state folder that belongs to this API: empty, or a subfolder ending in `/`. */
  apiFolder: string;
}

/** As the usual variables name them; undefined goes without. */
export interface Proxies {
  http: string | undefined;
  https: string | undefined;
  /** Hosts that are reached without: names with optional ports, separated by commas; `*` for all. */
  none: string;
}

const DEFAULT_API_URL = 'https://mega-api-prod.nemovideo.ai';
const DEFAULT_WEB_URL = 'https://nemovideo.com';

/** Throws a `usage` error for a variable whose value cannot be used. */
export function readSettings(): Settings {
  const stateDir = readStateDir();
  const apiUrl = readUrl('NEMO_API_URL', trimmed(process.env.NEMO_API_URL) ?? DEFAULT_API_URL);
  return {
    token: readToken(trimmed(process.env.NEMO_TOKEN)),
    apiUrl,
    webUrl: readUrl('NEMO_WEB_URL', trimmed(process.env.NEMO_WEB_URL) ?? DEFAULT_WEB_URL),
    clientId: readClientId(trimmed(process.env.NEMO_CLIENT_ID)),
    skillSource: readSkillSource(trimmed(process.env.SKILL_SOURCE)),
    proxies: readProxies(),
    // Claude Code ends a command after two minutes, older ones without mercy (hosts.md, section 4).
    longestCallMs: trimmed(process.env.CLAUDECODE) === undefined ? undefined : 100_000,
    system: process.platform,
    stateDir,
    stateFolder: stateDir ?? usualStateFolder(),
    apiFolder: apiFolderFor(apiUrl),
  };
}

const readStateDir = (): string | undefined => {
  const folder = trimmed(process.env.NEMO_STATE_DIR);
  return folder === undefined ? undefined : resolve(folder);
};

/** The folder of records as far as it can be told without looking at the disk. */
export const expectStateFolder = (): string => readStateDir() ?? usualStateFolder();

/** The lower-case names win, as with curl. */
function readProxies(): Proxies {
  return {
    http: readProxy(
      'HTTP_PROXY',
      trimmed(process.env.http_proxy) ?? trimmed(process.env.HTTP_PROXY),
    ),
    https: readProxy(
      'HTTPS_PROXY',
      trimmed(process.env.https_proxy) ?? trimmed(process.env.HTTPS_PROXY),
    ),
    none: trimmed(process.env.no_proxy) ?? trimmed(process.env.NO_PROXY) ?? '',
  };
}

/** An http or https address; `host:port` stands for http. Its password is never repeated. */
function readProxy(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new SkillError('usage', settingWords.noProxy(name), {
    advice: settingWords.exampleProxy(),
  });
}

const trimmed = (value: string | undefined): string | undefined => value?.trim() || undefined;

/** https anywhere, http on this machine only: a token must not travel in the clear. */
function readUrl(name: 'NEMO_API_URL' | 'NEMO_WEB_URL', text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.protocol === 'http:' && isLoopbackHost(url.hostname);
  const bare = url && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!bare || (url.protocol !== 'https:' && !plain)) {
    throw new SkillError('usage', settingWords.notHttps(name, hideCredentials(text)), {
      advice: settingWords.useHttps(),
    });
  }
  return url.href.replace(/\/+$/, '');
}

const hideCredentials = (text: string): string => text.replace(/\/\/[^/@\s]*@/, '//…@');

/** Whatever else is in it, it must fit into a header; its value is never repeated in a message. */
function readToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
  throw new SkillError('auth', settingWords.badToken(), {
    advice: settingWords.copyToken(),
  });
}

/** Any unique, stable text of at most 64 characters (wire-contract.md 2.1). */
function readClientId(clientId: string | undefined): string | undefined {
  if (clientId === undefined || isClientId(clientId)) return clientId;
  throw new SkillError('usage', settingWords.badClientId(), { advice: settingWords.useUuid() });
}

export const isClientId = (text: string): boolean => /^[\w.:-]{1,64}$/.test(text);

function readSkillSource(source: string | undefined): string | undefined {
  if (source === undefined || /^[\x20-\x7e]{1,64}$/.test(source)) return source;
  throw new SkillError('usage', settingWords.badSource(), { advice: settingWords.unset() });
}

/** Another API has other tokens and sessions: each keeps its own, so that none is sent to the wrong host. */
const apiFolderFor = (apiUrl: string): string =>
  apiUrl === DEFAULT_API_URL
    ? ''
    : `hosts/${apiUrl.replace(/^https?:\/\//, '').replaceAll(/[^\w.-]+/g, '_')}/`;
