/** Door to undici: the connection pool with `request`, nothing of its fetch, caches or WebSocket. */
export { Agent } from 'undici';
export type { Dispatcher } from 'undici';
