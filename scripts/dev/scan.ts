/** `npm run scan [FOLDER]`: holds the built package, or another skill, against what hosts and registries scan for. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCAN_RULES } from './scan-rules.ts';
import { readSkill, scan } from './scan-skill.ts';

const folder = resolve(
  process.argv[2] ?? fileURLToPath(new URL('../../dist/ai-video-download', import.meta.url)),
);
const skill = await readSkill(folder);
const findings = scan(skill, SCAN_RULES);
for (const { rule, path, line, evidence } of findings) {
  console.log(`${path}:${line}  ${rule.severity}  ${rule.id}  ${evidence}\n    ${rule.source}`);
}
console.log(
  `${skill.files.length} files, ${SCAN_RULES.length} rules: ${findings.length || 'no'} findings`,
);
if (findings.length > 0) process.exitCode = 1;
