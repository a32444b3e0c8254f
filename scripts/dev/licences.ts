/** Collects the licences of the libraries that travel in the package. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns THIRD_PARTY_NOTICES.md for the packages that the given modules come from. */
export async function listLicences(root: string, modules: string[]): Promise<string> {
  const names = new Set(
    modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []),
  );
  const sections = await Promise.all([...names].sort().map((name) => describePackage(root, name)));
  return `# Third-party notices\n\nThese libraries travel in \`lib/vendor/\`, each under its own licence.\n\n${sections.join('\n')}`;
}

async function describePackage(root: string, name: string): Promise<string> {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? (await readFile(join(folder, file), 'utf8')).trim() : `Licence: ${license}`;
  return `## ${name} ${version} (${license})\n\n\`\`\`text\n${text}\n\`\`\`\n`;
}
