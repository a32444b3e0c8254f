import { readdirSync, readFileSync } from 'node:fs';
import { check } from 'recheck';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';
import { TOKENS } from '../../src/intent/words.ts';

const CORE = new URL('../../src/', import.meta.url);

interface Node {
  type: string;
  [key: string]: unknown;
}

interface Found {
  file: string;
  name: string;
  pattern: RegExp;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const allOf = (node: Node): Node[] => [node, ...childrenOf(node).flatMap(allOf)];

/** Texts a file puts together from its own constants. */
function createReader(nodes: Node[]): (node: unknown) => string {
  const constants = new Map(
    nodes
      .filter(({ type }) => type === 'VariableDeclarator')
      .map(({ id, init }) => [(id as { name?: string }).name, init] as const),
  );
  const read = (node: unknown): string => {
    if (!isNode(node)) throw new TypeError('No text');
    if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
    if (node.type === 'BinaryExpression') return read(node.left) + read(node.right);
    if (node.type === 'Identifier') return read(constants.get(String(node.name)));
    if (node.type !== 'TemplateLiteral') throw new TypeError(`No text: ${node.type}`);
    const texts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    const fragments = (node.expressions as Node[]).map(read);
    return texts.map((text, index) => text + (fragments[index] ?? '')).join('');
  };
  return read;
}

/** The literals of a file, and what it hands to `new RegExp`. */
function patternsIn(file: string): Found[] {
  const code = readFileSync(new URL(file, CORE), 'utf8');
  const nodes = allOf(parseAst(code, { lang: 'ts' }, file) as unknown as Node);
  const read = createReader(nodes);
  const patterns = nodes.flatMap((node): RegExp[] => {
    if (node.regex) return [node.value as RegExp];
    const callee = node.callee as { name?: string } | undefined;
    if (node.type !== 'NewExpression' || callee?.name !== 'RegExp') return [];
    const [source, flags] = node.arguments as Node[];
    // Made of another pattern: that is in the list itself.
    if (source?.type === 'Identifier' || source?.type === 'CallExpression') return [];
    try {
      return [new RegExp(read(source), flags && read(flags))];
    } catch (error) {
      // Put together at run time, of what the file does not hold.
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
  return patterns.map((pattern) => ({ file, name: pattern.source.slice(0, 60), pattern }));
}

const patterns = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap(patternsIn)
  // These are texts, so that the engine builds them once, together.
  .concat(
    TOKENS.map(([kind = 'a word', pattern]) => ({
      file: 'intent/words.ts',
      name: kind,
      pattern: new RegExp(pattern, 'u'),
    })),
  );

/** Without an unbounded repetition the cost of one position has a bound, however long the text is. */
const isUnbounded = ({ pattern }: Found): boolean =>
  /[*+]|\{\d+,\}/.test(pattern.source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gsu, 'x'));

/** Where the cube of the length is no harm. */
const SHORT_TEXTS = new Map([
  ["^Option ('.+?') argument is ambiguous\\.[^]* use ('.+')\\.?$", 'a message of parseArgs'],
]);

/** Enough for the automaton to answer; the fuzzer, which needs most of the time, gets fewer rounds than it likes. */
const LIMITS = { timeout: 240_000, maxIteration: 3, maxGenerationSize: 30, attackTimeout: 200 };

// Elsewhere the checker has no binary, and its other engines need minutes.
const hasChecker = ['linux-x64', 'darwin-x64', 'darwin-arm64', 'win32-x64'].includes(
  `${process.platform}-${process.arch}`,
);

test('the patterns are found: literals and constructed ones', () => {
  expect(patterns.filter(({ file }) => file.endsWith('gui-phrases.ts')).length).toBeGreaterThan(15);
  expect(patterns.filter(({ file }) => file.startsWith('intent/')).length).toBeGreaterThan(30);
});

test(
  'the checker tells a catastrophic pattern from a harmless one (skipped without its binary)',
  { skip: !hasChecker },
  async () => {
    const exponential = { complexity: { type: 'exponential' } };
    await expect(check('^(a+)+$', '', LIMITS)).resolves.toMatchObject(exponential);
    await expect(check('(?<!b)(?:a+)+c', '', LIMITS)).resolves.toMatchObject(exponential);
    await expect(check('^a+b$', '', LIMITS)).resolves.toMatchObject({ status: 'safe' });
  },
);

test.each(patterns.filter(isUnbounded))(
  'no text makes pattern $name of $file backtrack without end (skipped without the checker’s binary)',
  { skip: !hasChecker, timeout: 300_000 },
  async ({ pattern }) => {
    const found = await check(pattern.source, pattern.flags, LIMITS);
    if (found.status === 'unknown') throw new Error(`No answer: ${found.error.kind}`);
    const { complexity, checker } = found;
    expect(complexity.type).not.toBe('exponential');
    // The fuzzer, used for what the automaton cannot model, only guesses the degree.
    const degree =
      checker === 'automaton' && complexity.type === 'polynomial' ? complexity.degree : 1;
    expect(degree).toBeLessThanOrEqual(SHORT_TEXTS.has(pattern.source) ? 3 : 2);
  },
);

test('every exception is still one', () => {
  const sources = new Set(patterns.map(({ pattern }) => pattern.source));
  expect([...SHORT_TEXTS.keys()].filter((source) => !sources.has(source))).toEqual([]);
});
