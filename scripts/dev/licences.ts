/** Collects the licences of the libraries that travel in the package: each text once, with those it covers. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Who holds the rights, and the terms that follow. */
interface Licence {
  kind: string;
  holders: string;
  terms: string;
}

/** Code that a library carries inside it, without a package or a licence file of its own. */
const EMBEDDED: Record<string, { name: string; holders: string }> = {
  // lib/llhttp is compiled from https://github.com/nodejs/llhttp, under the same terms as undici.
  undici: { name: 'llhttp, in undici', holders: 'Copyright Fedor Indutny, 2018.' },
};

const INTRODUCTION = `# Third-party notices

These libraries travel in \`lib/vendor/\`, bundled, not minified. Parts that this package does not use have been left out,
and so have comments; nothing else has been changed. Each is under its own licence.
`;

/** Returns THIRD_PARTY_NOTICES.md for the packages that the given modules come from. */
export async function listLicences(root: string, modules: string[]): Promise<string> {
  const names = new Set(
    modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []),
  );
  const groups = new Map<string, { licence: Licence; packages: string[] }>();
  for (const name of [...names].sort()) {
    const { title, licence, notice } = await readPackage(join(root, 'node_modules', name));
    const key = `${licence.kind} ${licence.terms.replaceAll("'", '"').replaceAll(/\s+/g, '')}`;
    const group = groups.get(key) ?? { licence, packages: [] };
    groups.set(key, group);
    group.packages.push(listPackage(title, licence.holders), ...notice);
    const inside = EMBEDDED[name];
    if (inside) group.packages.push(listPackage(inside.name, inside.holders));
  }
  return [INTRODUCTION, ...Array.from(groups.values(), describeGroup)].join('\n');
}

interface Package {
  title: string;
  licence: Licence;
  /** What the Apache licence wants handed on. */
  notice: string[];
}

async function readPackage(folder: string): Promise<Package> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const files = await readdir(folder);
  const read = async (pattern: RegExp): Promise<string | undefined> => {
    const file = files.find((entry) => pattern.test(entry));
    return file && (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trimEnd();
  };
  const text = await read(/^licen[cs]e/i);
  // A licence without a text is none that could be handed on.
  if (!text) throw new Error(`${name} comes without its licence: look at licences.ts`);
  const notice = await read(/^notice/i);
  return {
    title: `${name} ${version}`,
    licence: splitLicence(license, text),
    notice: notice ? [listPackage(`${name}, NOTICE`, notice)] : [],
  };
}

/** The MIT licence begins with its title and its holders; others name them elsewhere, and stay whole. */
function splitLicence(kind: string, text: string): Licence {
  const start = text.search(/^Permission is hereby granted/m);
  if (start === -1) return { kind, holders: '', terms: text };
  const lines = text.slice(0, start).split('\n');
  const holders = lines.map((line) => line.trim()).filter((line) => line && !TITLE.test(line));
  return { kind, holders: holders.join('\n'), terms: text.slice(start) };
}

const TITLE = /^\(?(?:The )?MIT License\)?(?: \((?:MIT|X11 License)\))?$/;

const listPackage = (title: string, text: string): string =>
  [`- ${title}`, ...text.split('\n').filter(Boolean)].join('\n  ');

function describeGroup({ licence, packages }: { licence: Licence; packages: string[] }): string {
  return `## ${licence.kind}\n\n${packages.join('\n')}\n\n\`\`\`text\n${licence.terms}\n\`\`\`\n`;
}
