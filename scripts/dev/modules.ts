/** Reads compiled modules: what each declares, imports and exports. What the build could not join correctly is refused. */
import { posix } from 'node:path';
import { parseSync, type ESTree } from 'rolldown/utils';

interface Span {
  start: number;
  end: number;
}

/** One `import … from` or `export … from`. */
export interface Import extends Span {
  /** The place of a module of ours or of a door, else the name of a built-in module. */
  from: string;
  names: { imported: string; local: string }[];
}

/** A literal in the text that points at another file and changes when the text moves. */
interface Pointer extends Span {
  /** The place it points at, from the root of the package. */
  to: string;
}

export interface Module {
  /** From the root of the package, as compiled: `src/words/usage.js`. */
  place: string;
  text: string;
  comments: string[];
  statements: Span[];
  /** Names declared at the top level. */
  declared: string[];
  imports: Import[];
  /** `export … from`. */
  handsOn: Import[];
  /** Exported declarations. */
  exports: { start: number; names: string[] }[];
  /** `import('…')` of modules of ours and doors. */
  loads: Pointer[];
  /** `new URL('…', import.meta.url)`. */
  urls: Pointer[];
}

export function readModule(place: string, text: string): Module {
  const { program, module, comments, errors } = parseSync(place, text);
  const refuse = (what: string): never => {
    throw new Error(`${place}: ${what}`);
  };
  if (errors[0]) refuse(errors[0].message);
  const resolve = (specifier: string): string =>
    specifier.startsWith('.') ? posix.join(posix.dirname(place), specifier) : specifier;
  const point = ({ start, end }: Span): Pointer => {
    const [, path] = /^'([^']*)'$/.exec(text.slice(start, end)) ?? [];
    return { start, end, to: resolve(path ?? refuse('write out the path of what is loaded')) };
  };

  const imports = module.staticImports.map(({ start, end, moduleRequest, entries }): Import => {
    if (entries.length === 0) refuse('an import for its side effects: such an order is not kept');
    const names = entries.map(({ importName, localName }) => {
      if (importName.kind === 'NamespaceObject') refuse('import by names, not as a namespace');
      return { imported: importName.name ?? 'default', local: localName.value };
    });
    return { start, end, from: resolve(moduleRequest.value), names };
  });
  const handsOn: Import[] = [];
  const exports: Module['exports'] = [];
  for (const { start, end, entries } of module.staticExports) {
    const from = entries[0]?.moduleRequest?.value;
    const names = entries.map(({ exportName }) => exportName.name ?? refuse('export by name'));
    if (from === undefined) {
      if (text.startsWith('export {', start))
        refuse('export what is declared where it is declared');
      exports.push({ start, names });
      continue;
    }
    if (entries.some(({ importName, exportName }) => importName.name !== exportName.name))
      refuse('hand a name on as it is');
    const same = names.map((name) => ({ imported: name, local: name }));
    handsOn.push({ start, end, from: resolve(from), names: same });
  }
  const urls = Array.from(
    text.matchAll(/(?<=new URL\()'[^']*'(?=, import\.meta\.url\))/g),
    (match) => point({ start: match.index, end: match.index + match[0].length }),
  );
  if (module.importMetas.length > urls.length)
    refuse(`import.meta only as new URL('…', import.meta.url)`);
  return {
    place,
    text,
    comments: comments.map(({ value }) => value),
    statements: program.body.map(({ start, end }) => ({ start, end })),
    declared: program.body.flatMap(listDeclared),
    imports,
    handsOn,
    exports,
    loads: module.dynamicImports
      .map(({ moduleRequest }) => point(moduleRequest))
      .filter(({ to }) => isOurs(to)),
    urls,
  };
}

export const isOurs = (place: string): boolean => /^(?:src|scripts)\//.test(place);

function listDeclared(statement: ESTree.Node | null): string[] {
  switch (statement?.type) {
    case 'ExportNamedDeclaration':
      return listDeclared(statement.declaration);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return listDeclared(statement.id);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => listDeclared(id));
    case 'ObjectPattern':
      return statement.properties.flatMap((one) => listDeclared('value' in one ? one.value : one));
    case 'ArrayPattern':
      return statement.elements.flatMap(listDeclared);
    case 'AssignmentPattern':
      return listDeclared(statement.left);
    case 'RestElement':
      return listDeclared(statement.argument);
    case 'Identifier':
      return [statement.name];
    default:
      return [];
  }
}
