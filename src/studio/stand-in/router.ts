import type { Routes } from './exchange.ts';

type Handlers<Kind extends keyof Routes> = Required<Routes>[Kind];

/** What answers a request, with the named parts of its path. */
type Found = { params: Record<string, string> } & (
  | { isOpen: true; handle: Handlers<'open'>[string] }
  | { isOpen: false; handle: Handlers<'own'>[string] }
);

/** Finds what answers a method and path; `null` when nothing does. */
export type Router = (method: string, path: string) => Promise<Found | null>;

/** Those of `loadMore` are loaded with all they need when the first request is none of `routes`. */
export function createRouter(routes: Routes[], loadMore: () => Promise<Routes[]>): Router {
  let more: Promise<Routes[]> | undefined;
  return async (method, path) => {
    const request = `${method} ${path}`;
    return match(routes, request) ?? match(await (more ??= loadMore()), request);
  };
}

function match(routes: Routes[], request: string): Found | null {
  for (const { open = {}, own = {} } of routes) {
    for (const [pattern, handle] of Object.entries(open)) {
      const params = readParams(pattern, request);
      if (params) return { isOpen: true, handle, params };
    }
    for (const [pattern, handle] of Object.entries(own)) {
      const params = readParams(pattern, request);
      if (params) return { isOpen: false, handle, params };
    }
  }
  return null;
}

/** The parts of a request that the pattern names; null when it is another. */
function readParams(pattern: string, request: string): Record<string, string> | null {
  const [names, parts] = [pattern.split('/'), request.split('/')];
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const part = parts[at] ?? '';
    if (name.startsWith(':') && part !== '') params[name.slice(1)] = decode(part);
    else if (name !== part) return null;
  }
  return params;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
