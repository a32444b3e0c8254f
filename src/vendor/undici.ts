/** Door to undici: the connection pool with `request`, proxies; nothing of its fetch, caches or WebSocket. */
export { Agent, EnvHttpProxyAgent } from 'undici';
export type { Dispatcher } from 'undici';
