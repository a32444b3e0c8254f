/**
 * What the doors in `src/vendor/` leave out, and why. Each library is bundled into a file of its own, un-minified;
 * these replacements keep dead or unwanted parts of it (code evaluation, terminal colours, HTTP/2, SIMD) out of the package.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

const require = createRequire(import.meta.url);
const packageFolder = (name: string, file = `${name}/package.json`): string =>
  dirname(require.resolve(file));

const undici = packageFolder('undici');
const llhttp = join(undici, 'lib/llhttp/llhttp-wasm.js');

interface Replacement {
  /** Tested against the resolved path of a module. */
  module: RegExp;
  reason: string;
  /** The module's new text; receives the old one. */
  code: (original: string) => string;
}

/** Values that libraries read from the environment and that mean nothing in the package. */
export const DEFINITIONS: Record<string, string> = {
  'process.env.JEST_WORKER_ID': 'undefined',
  'process.env.UNDICI_NO_WASM_SIMD': 'undefined',
  // Proxies are read in one place, `src/system/settings.ts`, and handed over.
  'process.env.http_proxy': 'undefined',
  'process.env.HTTP_PROXY': 'undefined',
  'process.env.https_proxy': 'undefined',
  'process.env.HTTPS_PROXY': 'undefined',
  'process.env.no_proxy': 'undefined',
  'process.env.NO_PROXY': 'undefined',
};

/** Import names that are answered by another module. */
export const ALIASES: Record<string, string> = {
  // The published `main` is UMD, which a bundler cannot read through; the same version's ES modules can be.
  'jsonc-parser': join(packageFolder('jsonc-parser'), 'lib/esm/main.js'),
};

const REPLACEMENTS: Replacement[] = [
  {
    module: /undici\/index\.js$/,
    reason: 'only the pool, proxies and `request`: no fetch, mocks, caches, cookies, WebSocket',
    code: () => `
      import Agent from ${JSON.stringify(join(undici, 'lib/dispatcher/agent.js'))};
      import EnvHttpProxyAgent from ${JSON.stringify(join(undici, 'lib/dispatcher/env-http-proxy-agent.js'))};
      import Dispatcher from ${JSON.stringify(join(undici, 'lib/dispatcher/dispatcher.js'))};
      import request from ${JSON.stringify(join(undici, 'lib/api/api-request.js'))};
      Dispatcher.prototype.request = request;
      import connect from ${JSON.stringify(join(undici, 'lib/api/api-connect.js'))};
      Dispatcher.prototype.connect = connect;
      export { Agent, EnvHttpProxyAgent };`,
  },
  {
    module: /undici\/lib\/dispatcher\/(client-h2|h2c-client)\.js$/,
    reason: 'HTTP/2 is never negotiated (allowH2 is off)',
    code: () =>
      `module.exports = () => { throw new Error('HTTP/2 is not part of this package'); };`,
  },
  {
    module: /undici\/lib\/dispatcher\/socks5-proxy-agent\.js$/,
    reason: 'settings take http proxies only',
    code: () =>
      `module.exports = class { constructor() { throw new Error('SOCKS is not part of this package'); } };`,
  },
  {
    module: /undici\/lib\/web\/fetch\/body\.js$/,
    reason: 'bodies are text or streams, never FormData or Blob',
    code: () =>
      `module.exports = { extractBody() { throw new Error('fetch bodies are not part of this package'); } };`,
  },
  {
    module: /undici\/lib\/core\/diagnostics\.js$/,
    reason: 'nobody listens to its diagnostics channels, and its debug log reads the environment',
    code: () => `module.exports = { channels: {} };`,
  },
  {
    module: /undici\/lib\/(core\/request|dispatcher\/(client|client-h1|proxy-agent))\.js$/,
    reason: 'what it would announce on those channels',
    code: (original) => original.replaceAll(/\bchannels\.\w+\.hasSubscribers\b/g, 'false'),
  },
  {
    module: /undici\/lib\/llhttp\/constants\.js$/,
    reason: 'its tables of methods, statuses and characters; only these two are read',
    code: () => {
      const { ERROR, TYPE } = require('undici/lib/llhttp/constants.js');
      return `module.exports = ${JSON.stringify({ ERROR, TYPE }, null, 2)};`;
    },
  },
  {
    module: /undici\/lib\/llhttp\/llhttp_simd-wasm\.js$/,
    reason: 'one build of the HTTP parser is enough',
    code: () => `module.exports = require(${JSON.stringify(llhttp)});`,
  },
  {
    module: /undici\/lib\/llhttp\/llhttp-wasm\.js$/,
    reason: 'the same bytes in lines of 152: a run of 200 letters is taken for hidden code (scan)',
    code: wrapBase64,
  },
  {
    module: /jsonc-parser\/lib\/esm\/main\.js$/,
    reason: 'JSON is only read: no formatting, no editing',
    code: () => `export { findNodeAtLocation, parseTree } from './impl/parser';`,
  },
  {
    module: /gray-matter\/lib\/engines\.js$/,
    reason: 'its JavaScript engine evaluates code; only YAML is read here',
    code: () => `
      const { load } = require('js-yaml/lib/js-yaml/loader');
      const schema = require('js-yaml/lib/js-yaml/schema/core');
      const refuse = () => { throw new Error('front matter is only read here'); };
      module.exports = { yaml: { parse: (text) => load(text, { schema }), stringify: refuse } };`,
  },
  {
    module: /js-yaml\/lib\/js-yaml\/schema\/default_(safe|full)\.js$/,
    reason:
      'functions from text, dates, binaries, merges; YAML 1.2 has only the core schema (10.3)',
    code: () => `module.exports = require('./core');`,
  },
  {
    module: /file-type\/supported\.js$/,
    reason: 'what it can tell, as lists to be printed; telling does not use them',
    code: () => `export const extensions = [], mimeTypes = [];`,
  },
  {
    module: /strtok3\/lib\/stream\/index\.js$/,
    reason: 'readers of streams: media is recognised in files and buffers',
    code: () => `
      export { AbortError, EndOfStreamError } from './Errors.js';
      export class StreamReader { constructor() { throw new Error('streams are not part of this package'); } }
      export const makeWebStreamReader = () => new StreamReader();`,
  },
  {
    module: /strtok3\/lib\/ReadStreamTokenizer\.js$/,
    reason: 'the same',
    code: () => `export class ReadStreamTokenizer {}`,
  },
  {
    module: /strtok3\/lib\/BlobTokenizer\.js$/,
    reason: 'the same, of blobs',
    code: () => `export class BlobTokenizer {}`,
  },
  {
    module: /@tokenizer\/inflate\/lib\/(?:index|ZipHandler|GzipHandler)\.js$/,
    reason: 'what is inside archives: no media is in one, and none can be uploaded',
    code: () => `export class ZipHandler {}\nexport class GzipHandler {}`,
  },
  {
    module: /@borewit\/text-codec\/lib\/index\.js$/,
    reason: 'encodings for systems without TextDecoder; Node has it',
    code: () => `
      export const textDecode = (bytes, encoding = 'utf-8') => new TextDecoder(encoding).decode(bytes);
      export const textEncode = () => { throw new Error('nothing is encoded here'); };`,
  },
  {
    module: /gray-matter\/lib\/(?:stringify|excerpt)\.js$|section-matter\/index\.js$/,
    reason: 'front matter is read, never written; no excerpts, no sections',
    code: () => `module.exports = () => {};`,
  },
  {
    module: /kind-of\/index\.js$/,
    reason: 'tells some thirty kinds of values; gray-matter asks for these',
    code: () => `
      module.exports = (value) =>
        Buffer.isBuffer(value) ? 'buffer' : Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;`,
  },
  {
    module: /\/debug\/src\/index\.js$/,
    reason: 'debug output of a dependency of file-type; it reads the whole environment',
    code: () => `module.exports = () => () => {};`,
  },
];

function wrapBase64(original: string): string {
  const base64 = /'([A-Za-z0-9+/=]{1000,})'/.exec(original)?.[1];
  if (!base64)
    throw new Error('undici no longer holds llhttp as one base64 text: look at vendor.ts');
  const lines = base64.match(/.{1,152}/g) ?? [];
  const text = lines.map((line) => `  '${line}',`).join('\n');
  return `// llhttp (https://github.com/nodejs/llhttp), Node's own HTTP parser, as WebAssembly.\nmodule.exports = Buffer.from([\n${text}\n].join(''), 'base64');`;
}

/** Applies the replacements; a module none of them names is bundled as its authors wrote it. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  async load(id) {
    const replacement = REPLACEMENTS.find(({ module }) => module.test(id));
    if (!replacement) return null;
    return replacement.code(await readFile(id, 'utf8'));
  },
};
