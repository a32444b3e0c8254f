import type { Route } from './exchange.ts';

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route for a method and path; `null` when there is none. */
export type Router = (method: string, path: string) => RouteMatch | null;

/** Routes name the variable parts of their path with a colon: `/api/render/proxy/:id/download`. */
export function createRouter(routes: Route[]): Router {
  const compiled = routes.map((route) => ({ route, pattern: compilePath(route.path) }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { route, params: decodeParams(match.groups ?? {}) };
    }
    return null;
  };
}

function compilePath(path: string): RegExp {
  const parts = path.split('/').map((part) => {
    if (!part.startsWith(':')) return part.replaceAll('.', String.raw`\.`);
    return `(?<${part.slice(1)}>[^/]+)`;
  });
  return new RegExp(`^${parts.join('/')}$`);
}

function decodeParams(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, decodePart(value)]),
  );
}

function decodePart(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
