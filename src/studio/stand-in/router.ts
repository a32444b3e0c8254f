import type { Route } from './exchange.ts';

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route for a method and path; `null` when there is none. */
export type Router = (method: string, path: string) => Promise<RouteMatch | null>;

/**
 * Routes name the variable parts of their path with a colon: `/api/render/proxy/:id/download`. Those of `loadMore`
 * are loaded with all they need when the first request is none of `routes`.
 */
export function createRouter(routes: Route[], loadMore: () => Promise<Route[]>): Router {
  const first = routes.map(compileRoute);
  let more: Promise<CompiledRoute[]> | undefined;
  return async (method, path) => {
    const found = match(first, method, path);
    if (found) return found;
    more ??= loadMore().then((loaded) => loaded.map(compileRoute));
    return match(await more, method, path);
  };
}

interface CompiledRoute {
  route: Route;
  pattern: RegExp;
}

function compileRoute(route: Route): CompiledRoute {
  const parts = route.path.split('/').map((part) => {
    if (!part.startsWith(':')) return part.replaceAll('.', String.raw`\.`);
    return `(?<${part.slice(1)}>[^/]+)`;
  });
  return { route, pattern: new RegExp(`^${parts.join('/')}$`) };
}

function match(routes: CompiledRoute[], method: string, path: string): RouteMatch | null {
  for (const { route, pattern } of routes) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (!found) continue;
    const params = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return { route, params: Object.fromEntries(params) as Record<string, string> };
  }
  return null;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
