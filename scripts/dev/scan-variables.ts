/** Environment variables: those a front matter declares and those a text reads, as registries count them. */

/** Dot and literal bracket access, which is what scanners understand. */
export const namedVariables = (text: string): string[] =>
  Array.from(
    text.matchAll(
      /process\.env\.([A-Za-z_][A-Za-z0-9_]*)|process\.env\[\s*["']([A-Za-z_][A-Za-z0-9_]*)["']\s*\]/g,
    ),
    ([, dotted, bracketed]) => dotted ?? bracketed ?? '',
  );

/** `primaryEnv`, `envVars`, `env` and `requires.env`, at the top or under `metadata.openclaw`. */
export function declaredVariables(frontMatter: Record<string, unknown>): Set<string> {
  const blocks = [frontMatter, openclawBlock(frontMatter)];
  return new Set(
    blocks
      .flatMap((block) => [
        block['primaryEnv'],
        ...asList(block['envVars']),
        ...asList(block['env']),
        ...asList(asMap(block['requires'])['env']),
      ])
      .map((entry) => (typeof entry === 'string' ? entry : asMap(entry)['name']))
      .filter((name): name is string => typeof name === 'string'),
  );
}

export const openclawBlock = (frontMatter: Record<string, unknown>): Record<string, unknown> =>
  asMap(asMap(frontMatter['metadata'])['openclaw']);

export const asMap = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
