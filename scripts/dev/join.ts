/**
 * Joins modules into one readable file. Their text stays as the compiler wrote it, comments and all, module after module, each
 * after those it uses; only imports, exports and names that would collide are changed.
 */
import { posix } from 'node:path';
import type { Reference, Scope, Variable } from 'eslint-scope';
import { Visitor } from 'rolldown/utils';
import type { ImportedName, Module } from './modules.ts';
import { isScript, sortByNeed, type Files, type Modules } from './rooms.ts';

/** For each module, what its top-level names are called in the file that it is joined into. */
type Names = ReadonlyMap<string, Map<string, string>>;

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Returns the text of every file of ours, by its place. */
export function joinFiles(modules: Modules, files: Files): Map<string, string> {
  const groups = new Map<string, Module[]>();
  for (const place of sortByNeed(modules, [...modules.keys()])) {
    const module = modules.get(place);
    const file = files.get(place);
    if (module && file) groups.set(file, [...(groups.get(file) ?? []), module]);
  }
  const names: Names = new Map(
    [...groups.values()].flatMap((group) => [...nameDeclarations(group)]),
  );
  const wanted = listWanted(modules, files);
  return new Map(
    [...groups].map(([file, group]) => [file, joinFile(group, { file, files, names, wanted })]),
  );
}

/** The names that must stay exported, as `<place> <name>`: what other files import, and all of what `import()` loads. */
function listWanted(modules: Modules, files: Files): Set<string> {
  const wanted = [...modules.values()].flatMap(({ place, imports, exports, handsOn, isLoaded }) => [
    ...imports.filter(({ from }) => files.get(from) !== files.get(place)),
    ...handsOn.values(),
    ...(isLoaded ? [...exports.keys()].map((imported) => ({ from: place, imported })) : []),
  ]);
  return new Set(wanted.map(({ from, imported }) => `${from} ${imported}`));
}

/** Names in use in a file. `outer` are those of its top level and of the language, `inner` those inside functions. */
interface Taken {
  outer: Set<string>;
  inner: Set<string>;
}

const listTaken = (group: Module[]): Taken => ({
  outer: new Set(group.flatMap(({ globals }) => globals)),
  inner: new Set(group.flatMap(({ inner }) => [...inner])),
});

/** `refuse`, or `refuse_mediaFile` where another module of the file has a `refuse`. */
function takeName(name: string, owner: string, { outer, inner }: Taken): string {
  const suffix = posix
    .basename(owner, '.js')
    .replace('node:', '')
    .replace(/[^a-zA-Z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());
  let free = name;
  for (let count = 1; outer.has(free) || (free !== name && inner.has(free)); count += 1)
    free = `${name}_${suffix}${count === 1 ? '' : count}`;
  outer.add(free);
  return free;
}

/** The lower, the earlier a name is given out. */
function rankName({ exports, isLoaded }: Module, name: string): number {
  if (!exports.has(name)) return 2;
  return isLoaded ? 0 : 1;
}

/** Names the declarations of a file. Those that are known outside their module are the first to keep their names. */
function nameDeclarations(group: Module[]): Names {
  const taken = listTaken(group);
  const names: Names = new Map(group.map(({ place }) => [place, new Map()]));
  const wishes = group
    .flatMap((module) =>
      module.declared.map((name) => ({ module, name, rank: rankName(module, name) })),
    )
    .toSorted((a, b) => a.rank - b.rank);
  for (const { module, name, rank: reason } of wishes) {
    const free = takeName(name, module.place, taken);
    if (reason === 0 && free !== name)
      throw new Error(`${module.place} is loaded by import(): its ${name} needs a name of its own`);
    names.get(module.place)?.set(name, free);
  }
  return names;
}

interface Surroundings {
  file: string;
  files: Files;
  names: Names;
  wanted: Set<string>;
}

function joinFile(group: Module[], { file, files, names, wanted }: Surroundings): string {
  const taken = listTaken(group);
  for (const { place } of group)
    for (const name of names.get(place)?.values() ?? []) taken.outer.add(name);
  const header = new Map<string, Map<string, string>>();

  /** What an imported name is called in this file; what comes from another one is added to the header. */
  const bind = ({ from, imported, local }: ImportedName): string => {
    const origin = files.get(from);
    const name = names.get(from)?.get(imported) ?? imported;
    if (origin === file) return name;
    const specifier = origin === undefined ? from : pointAt(file, origin);
    const bound = header.get(specifier) ?? new Map<string, string>();
    header.set(specifier, bound);
    const known = bound.get(name) ?? takeName(name === imported ? local : name, from, taken);
    bound.set(name, known);
    return known;
  };

  const texts = group.map((module) => {
    const renames = new Map(names.get(module.place));
    for (const name of module.imports) renames.set(name.local, bind(name));
    const text = applyEdits(module.text, [
      ...dropImportsAndExports(module, wanted),
      ...renameReferences(module, renames),
      ...movePointers(module, { file, files }),
      ...separateDeclarations(module),
    ]);
    const heading = `// ---- ${module.place.replace(/\.js$/, '.ts')} ----\n\n`;
    return (isScript(file) ? '' : heading) + text.trim();
  });
  const handedOn = group.flatMap((module) => handOn(module, { file, files, names }));
  return [writeHeader(header), handedOn.join('\n'), ...texts].filter(Boolean).join('\n\n');
}

/** What a module that `import()` loads hands on from other files. */
function handOn(
  { place, handsOn }: Module,
  { file, files, names }: Omit<Surroundings, 'wanted'>,
): string[] {
  return [...handsOn].flatMap(([exported, { from, imported }]) => {
    const origin = files.get(from);
    const name = names.get(from)?.get(imported) ?? imported;
    if (origin !== file)
      return `export { ${name} as ${exported} } from '${origin === undefined ? from : pointAt(file, origin)}';`;
    if (name === exported) return [];
    throw new Error(`${place} is loaded by import(): its ${exported} needs a name of its own`);
  });
}

/** From one file of the package to another, as an import names it. */
function pointAt(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to) + (to.endsWith('/') ? '/' : '');
  return path.startsWith('.') ? path : `./${path}`;
}

function writeHeader(header: Map<string, Map<string, string>>): string {
  const lines = [...header].map(([specifier, bound]) => {
    const { default: whole, ...rest } = Object.fromEntries(bound);
    const list = Object.entries(rest).map(([name, local]) =>
      name === local ? name : `${name} as ${local}`,
    );
    const parts = [whole, list.length > 0 && `{ ${list.join(', ')} }`].filter(Boolean);
    return `import ${parts.join(', ')} from '${specifier}';`;
  });
  const own = lines.filter((line) => line.includes(" from '."));
  return [...lines.filter((line) => !own.includes(line)), ...own].join('\n');
}

/** Imports are at the top of the file, and what no other file imports is not exported. */
function dropImportsAndExports({ place, program, exports }: Module, wanted: Set<string>): Edit[] {
  const kept = new Set(
    [...exports]
      .filter(([name]) => wanted.has(`${place} ${name}`))
      .map(([, statement]) => statement),
  );
  return program.body.flatMap((statement): Edit[] => {
    const { start, end, type } = statement;
    if (type === 'ImportDeclaration') return [{ start, end, text: '' }];
    if (type !== 'ExportNamedDeclaration' || kept.has(statement)) return [];
    return [{ start, end: statement.declaration?.start ?? end, text: '' }];
  });
}

function renameReferences({ place, program, scope }: Module, renames: Map<string, string>): Edit[] {
  const shorthands = findShorthands(program);
  const edits = new Map<number, Edit>();
  for (const variable of scope.variables) {
    const { name } = variable;
    const text = renames.get(name) ?? name;
    if (text === name) continue;
    for (const { identifier, from } of listReferences(variable)) {
      const [start, end] = identifier.range ?? [0, 0];
      if (isHidden(text, from, scope))
        throw new Error(`${place}: ${name} is ${text} in its home; a local ${text} hides it`);
      edits.set(start, { start, end, text: shorthands.has(start) ? `${name}: ${text}` : text });
    }
  }
  return [...edits.values()];
}

/** Every place where a variable is named: declared, used, and, for a class, used inside of itself. */
function listReferences(variable: Variable): Pick<Reference, 'identifier' | 'from'>[] {
  const { scope, identifiers, references, name } = variable;
  const isDeclared = identifiers.filter((identifier) => 'range' in identifier);
  const within = scope.childScopes
    .filter(({ type }) => type === 'class')
    .flatMap((inside) => inside.set.get(name) ?? [])
    .filter((inside) => inside.identifiers[0] === identifiers[0]);
  return [
    ...isDeclared
      .filter(() => variable.defs[0]?.type !== 'ImportBinding')
      .map((identifier) => ({ identifier, from: scope })),
    ...references,
    ...within.flatMap((inside) => inside.references),
  ];
}

/** Whether something of that name is declared between a reference and the top level of its module. */
function isHidden(name: string, from: Scope, top: Scope): boolean {
  for (let scope: Scope | null = from; scope && scope !== top; scope = scope.upper)
    if (scope.set.has(name)) return true;
  return false;
}

/** Where `{ name }` stands for `{ name: name }`, in objects and in patterns. */
function findShorthands(program: Module['program']): Set<number> {
  const starts = new Set<number>();
  new Visitor({
    Property({ shorthand, value }) {
      if (shorthand) starts.add(value.start);
    },
  }).visit(program);
  return starts;
}

function movePointers(
  { loads, urls }: Module,
  { file, files }: Pick<Surroundings, 'file' | 'files'>,
): Edit[] {
  return [...loads, ...urls].map(({ start, end, to }) => ({
    start,
    end,
    text: `'${pointAt(file, files.get(to) ?? to)}'`,
  }));
}

/** The compiler drops the blank lines between declarations: they come back, except between short ones. */
function separateDeclarations({ program, text }: Module): Edit[] {
  return program.body.slice(1).flatMap((statement, index): Edit[] => {
    const previous = program.body[index];
    if (!previous) return [];
    const both = text.slice(previous.start, statement.end);
    const lineEnd = text.indexOf('\n', previous.end);
    const isTogether = both.split('\n').length === 2 || lineEnd === -1;
    return isTogether ? [] : [{ start: lineEnd, end: lineEnd, text: '\n' }];
  });
}

function applyEdits(text: string, edits: Edit[]): string {
  let result = text;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + replacement + result.slice(end);
  return result;
}
