/** `npm run scan [FOLDER]`: holds the built package, or a copy of it, against our rules of what a package may be. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULE_NAMES, scan } from './scan-rules.ts';
import { readSkill } from './scan-skill.ts';

const built = fileURLToPath(new URL('../../dist/ai-video-download', import.meta.url));
const skill = await readSkill(resolve(process.argv[2] ?? built));
const problems = scan(skill);
for (const problem of problems) console.log(problem);
const outcome = problems.length === 0 ? 'nothing found' : `${problems.length} found`;
console.log(`${skill.files.length} files, ${RULE_NAMES.length} rules: ${outcome}`);
if (problems.length > 0) process.exitCode = 1;
