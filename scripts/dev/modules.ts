/** Reads compiled modules: what each imports and exports, and which names it uses where. */
import { posix } from 'node:path';
import { analyze, type Scope, type ScopeManager, type Variable } from 'eslint-scope';
import { parseSync, Visitor, type ESTree } from 'rolldown/utils';

/** One name that a module imports: `local` is what the module calls it. */
export interface ImportedName {
  /** The place of a module of ours or of a door, else the name of a built-in module. */
  from: string;
  imported: string;
  local: string;
}

/** A literal in the text that points at another file and changes when the text moves. */
export interface Pointer {
  start: number;
  end: number;
  /** The place it points at, from the root of the package. */
  to: string;
}

export interface Module {
  /** From the root of the package, as compiled: `src/words/usage.js`. */
  place: string;
  text: string;
  program: ESTree.Program;
  comments: string[];
  /** The names that are declared at the top level, in order. */
  declared: string[];
  /** Those of them that are exported, and the statement that does it. */
  exports: Map<string, ESTree.ExportNamedDeclaration>;
  /** What it hands on by `export { … } from`, by the name it has for importers. */
  handsOn: Map<string, Pick<ImportedName, 'from' | 'imported'>>;
  imports: ImportedName[];
  /** Modules of ours and doors that it imports statically. */
  needs: string[];
  /** Modules of ours and doors that it imports by `import()`. */
  loads: Pointer[];
  /** Whether a module imports this one by `import()`, and so finds all its exports under their own names. */
  isLoaded: boolean;
  /** `new URL('…', import.meta.url)`. */
  urls: Pointer[];
  scope: Scope;
  /** Names it takes from outside every module: `process`, `URL` … */
  globals: string[];
  /** Names that are declared anywhere inside a function or a block. */
  inner: Set<string>;
}

/** Reads the text of one compiled module. */
export function readModule(place: string, text: string): Module {
  const { program, comments, errors } = parseSync(place, text, { range: true });
  if (errors.length > 0) throw new Error(`${place}: ${errors[0]?.message}`);
  const { scope, globals, inner } = readScopes(program);
  const imports = program.body
    .filter((statement) => statement.type === 'ImportDeclaration')
    .flatMap((statement) => readImport(place, statement));
  return {
    place,
    text,
    program,
    comments: comments.map(({ value }) => value),
    declared: scope.variables
      .filter(({ defs }) => defs[0]?.type !== 'ImportBinding')
      .map(({ name }) => name),
    ...readExports(place, program, scope),
    imports,
    needs: [],
    isLoaded: false,
    ...readPointers(place, program),
    scope,
    globals,
    inner,
  };
}

/** Lets every import name the module that declares what is imported, and tells each module what it needs. */
export function linkModules(modules: ReadonlyMap<string, Module>): void {
  const find = <Name extends Pick<ImportedName, 'from' | 'imported'>>(name: Name): Name => {
    const further = modules.get(name.from)?.handsOn.get(name.imported);
    return further ? find({ ...name, ...further }) : name;
  };
  const loaded = new Set([...modules.values()].flatMap(({ loads }) => loads.map(({ to }) => to)));
  for (const module of modules.values()) {
    module.imports = module.imports.map(find);
    for (const [name, origin] of module.handsOn) module.handsOn.set(name, find(origin));
    module.isLoaded = loaded.has(module.place);
  }
  for (const module of modules.values()) {
    // Every import goes to the origin by now; only `import()` finds a name where it is handed on.
    if (!module.isLoaded) module.handsOn.clear();
    const sources = [...module.imports, ...module.handsOn.values()].map(({ from }) => from);
    module.needs = [...new Set(sources)].filter(isOurs);
  }
}

const isOurs = (from: string): boolean => /^(?:src|scripts)\//.test(from);

const resolve = (place: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(place), specifier) : specifier;

function readImport(place: string, statement: ESTree.ImportDeclaration): ImportedName[] {
  const from = resolve(place, statement.source.value);
  if (statement.specifiers.length === 0)
    throw new Error(`${place} imports ${from} for its side effects: such an order is not kept`);
  return statement.specifiers.map((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier')
      throw new Error(`${place}: import ${from} by names, not as a namespace`);
    const { local } = specifier;
    const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : undefined;
    if (imported?.type === 'Literal') throw new Error(`${place}: an import that is not a name`);
    return { from, imported: imported?.name ?? 'default', local: local.name };
  });
}

function readExports(
  place: string,
  program: ESTree.Program,
  scope: Scope,
): Pick<Module, 'exports' | 'handsOn'> {
  const exports: Module['exports'] = new Map();
  const handsOn: Module['handsOn'] = new Map();
  const refuse = (): never => {
    throw new Error(`${place}: export by name, and what is declared where it is declared`);
  };
  for (const statement of program.body) {
    if (/^Export(?:All|Default)/.test(statement.type)) refuse();
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { start, end, declaration, source, specifiers } = statement;
    const isInside = ({ identifiers }: Variable): boolean =>
      identifiers.some(({ range: [from] = [-1] }) => from >= start && from < end);
    if (declaration)
      for (const { name } of scope.variables.filter(isInside)) exports.set(name, statement);
    for (const { local, exported } of specifiers) {
      if (!source || local.type === 'Literal' || exported.type === 'Literal') return refuse();
      const from = resolve(place, source.value);
      handsOn.set(exported.name, { from, imported: local.name });
    }
  }
  return { exports, handsOn };
}

function readPointers(place: string, program: ESTree.Program): Pick<Module, 'loads' | 'urls'> {
  const loads: Pointer[] = [];
  const urls: Pointer[] = [];
  let metas = 0;
  const point = (literal: ESTree.Node | undefined, what: string): Pointer => {
    if (literal?.type !== 'Literal' || typeof literal.value !== 'string')
      throw new Error(`${place}: ${what} must be written out as a text`);
    return { start: literal.start, end: literal.end, to: resolve(place, literal.value) };
  };
  new Visitor({
    ImportExpression({ source }) {
      const pointer = point(source, 'what import() loads');
      if (isOurs(pointer.to)) loads.push(pointer);
    },
    MetaProperty() {
      metas += 1;
    },
    NewExpression({ callee, arguments: [path, base] }) {
      const isUrl = callee.type === 'Identifier' && callee.name === 'URL';
      if (isUrl && base?.type === 'MemberExpression' && base.object.type === 'MetaProperty')
        urls.push(point(path, 'the path of a URL beside the module'));
    },
  }).visit(program);
  if (metas > urls.length)
    throw new Error(`${place}: import.meta only as new URL('…', import.meta.url)`);
  return { loads, urls };
}

function readScopes(program: ESTree.Program): Pick<Module, 'scope' | 'globals' | 'inner'> {
  const manager: ScopeManager = analyze(program as Parameters<typeof analyze>[0], {
    ecmaVersion: 2023,
    sourceType: 'module',
  });
  const scope = manager.scopes.find(({ type }) => type === 'module');
  if (!scope) throw new Error('a module without a scope');
  const inside = manager.scopes.filter(({ type }) => type !== 'module' && type !== 'global');
  return {
    scope,
    globals: scope.through.map(({ identifier }) => identifier.name),
    inner: new Set(inside.flatMap(({ variables }) => variables.map(({ name }) => name))),
  };
}
