// An `import` of node:crypto takes five milliseconds, and most commands hash nothing; Node before 20.16 has only that.
const early = process.getBuiltinModule === undefined ? await import('node:crypto') : undefined;

/** The first `length` digits of a text's SHA-256: a name for what it stands for. */
export function hashText(text: string, length = 16): string {
  const { createHash } = early ?? process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
