/**
 * Joins compiled modules into one readable file. Their text stays as the compiler wrote it, comments and all, module after
 * module, each after those it uses; only imports and exports are changed. Nothing is renamed: modules of one file that give
 * the same top-level name to different things are an error, to be mended in the sources.
 */
import { posix } from 'node:path';
import type { Import, Module } from './modules.ts';
import { isScript, sortByNeed, type Files, type Modules } from './rooms.ts';

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Returns the text of every file of ours, by its place. */
export function joinFiles(modules: Modules, files: Files): Map<string, string> {
  const groups = new Map<string, Module[]>();
  for (const place of sortByNeed(modules, [...modules.keys()])) {
    const file = files.get(place) ?? '';
    const module = modules.get(place);
    if (module) groups.set(file, [...(groups.get(file) ?? []), module]);
  }
  const wanted = listWanted(modules, files);
  return new Map(
    [...groups].map(([file, group]) => [file, joinFile(group, { file, files, wanted })]),
  );
}

/** The names that must stay exported, as `<file> <name>`: what other files import, and all of what `import()` loads. */
function listWanted(modules: Modules, files: Files): Set<string> {
  const wanted = new Set<string>();
  for (const module of modules.values()) {
    const file = files.get(module.place);
    for (const { from, names } of [...module.imports, ...module.handsOn])
      if (files.get(from) !== file)
        for (const { imported } of names) wanted.add(`${files.get(from)} ${imported}`);
    for (const { to } of module.loads) {
      const { exports = [], handsOn = [] } = modules.get(to) ?? {};
      const names = handsOn.flatMap((one) => one.names.map(({ imported }) => imported));
      for (const name of [...exports.flatMap((one) => one.names), ...names])
        wanted.add(`${files.get(to)} ${name}`);
    }
  }
  return wanted;
}

interface Surroundings {
  file: string;
  files: Files;
  wanted: Set<string>;
}

function joinFile(group: Module[], { file, files, wanted }: Surroundings): string {
  const header = new Map<string, Map<string, string>>();
  const owners = new Map<string, string>();
  const claim = (name: string, owner: string): void => {
    const other = owners.get(name) ?? (name in globalThis ? 'the language' : owner);
    if (other !== owner)
      throw new Error(`${file}: ${name} is a name of ${other} and of ${owner}; rename one`);
    owners.set(name, owner);
  };
  for (const { place, declared } of group) for (const name of declared) claim(name, place);
  for (const { from, names } of group.flatMap(({ imports }) => imports)) {
    for (const { imported, local } of names) {
      const isHere = files.get(from) === file;
      claim(local, isHere && local === imported ? from : `${from} (as ${imported})`);
      if (isHere) continue;
      const specifier = files.has(from) ? pointAt(file, files.get(from) ?? '') : from;
      header.set(specifier, (header.get(specifier) ?? new Map()).set(local, imported));
    }
  }
  const texts = group.map((module) => {
    const text = applyEdits(module.text, [
      ...module.imports.map(({ start, end }) => ({ start, end, text: '' })),
      ...module.exports
        .filter(({ names }) => !names.some((name) => wanted.has(`${file} ${name}`)))
        .map(({ start }) => ({ start, end: start + 'export '.length, text: '' })),
      ...module.handsOn.map((one) => handOn(one, file, files)),
      ...[...module.loads, ...module.urls].map(({ start, end, to }) => ({
        start,
        end,
        text: `'${pointAt(file, files.get(to) ?? to)}'`,
      })),
      ...separateStatements(module),
    ]);
    const heading = `// ---- ${module.place.replace(/\.js$/, '.ts')} ----\n\n`;
    return (isScript(file) ? '' : heading) + text.trim();
  });
  return [writeHeader(header), ...texts].filter(Boolean).join('\n\n');
}

/** `export … from` of another file stays; what is declared in this one is exported there. */
function handOn({ start, end, from, names }: Import, file: string, files: Files): Edit {
  const origin = files.get(from) ?? '';
  const list = names.map(({ imported }) => imported).join(', ');
  const text = origin === file ? '' : `export { ${list} } from '${pointAt(file, origin)}';`;
  return { start, end, text };
}

/** From one file of the package to another, as an import names it. */
function pointAt(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to) + (to.endsWith('/') ? '/' : '');
  return path.startsWith('.') ? path : `./${path}`;
}

/** One import for each source, those of our own files last. */
function writeHeader(header: Map<string, Map<string, string>>): string {
  const lines = [...header].map(([specifier, names]) => {
    const list = [...names].map(([local, imported]) =>
      local === imported ? local : `${imported} as ${local}`,
    );
    return `import { ${list.join(', ')} } from '${specifier}';`;
  });
  return lines.toSorted((a, b) => Number(a.includes(" '.")) - Number(b.includes(" '."))).join('\n');
}

/** The compiler drops the blank lines between declarations: they come back, except between short ones. */
function separateStatements({ statements, text }: Module): Edit[] {
  return statements.slice(1).flatMap(({ end }, index): Edit[] => {
    const previous = statements[index] ?? { start: 0, end: 0 };
    const lineEnd = text.indexOf('\n', previous.end);
    const isTogether = text.slice(previous.start, end).split('\n').length === 2;
    return isTogether || lineEnd === -1 ? [] : [{ start: lineEnd, end: lineEnd, text: '\n' }];
  });
}

function applyEdits(text: string, edits: Edit[]): string {
  let result = text;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + replacement + result.slice(end);
  return result;
}
