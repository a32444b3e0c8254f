/**
 * What the skill and the studio cost, each figure beside its peer in the same run and beside its goal:
 * `npm run bench -- [--only NAME] [--json] [--rounds N] [--node PATH] [--crowd FILE]`. Ends with 1 when a goal is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judge, renderTable, type Figure } from './bench-figure.ts';
import { run } from './bench-meter.ts';
import { benchChoice } from './bench-choice.ts';
import { benchLedger } from './bench-ledger.ts';
import { benchPolls } from './bench-polls.ts';
import { benchJob, benchPackage, benchStart, type Contest } from './bench-skill.ts';
import { benchStream } from './bench-stream.ts';
import { benchStudio } from './bench-studio.ts';
import { benchText } from './bench-text.ts';
import { benchTransfers } from './bench-transfers.ts';

const CONTESTS: Record<string, (contest: Contest) => Figure[] | Promise<Figure[]>> = {
  package: benchPackage,
  choice: benchChoice,
  ledger: benchLedger,
  start: benchStart,
  job: benchJob,
  text: benchText,
  polls: benchPolls,
  stream: benchStream,
  transfers: benchTransfers,
  studio: benchStudio,
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    node: { type: 'string', default: process.execPath },
    crowd: { type: 'string' },
  },
});
const { only, node, crowd } = values;
const chosen = Object.keys(CONTESTS).filter((name) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`--only takes one of: ${Object.keys(CONTESTS).join(', ')}; not ${only}`);
  process.exit(2);
}
await run(process.execPath, ['--import', 'tsx', join(root, 'scripts/dev/build.ts'), '--quiet']);
const figures: Figure[] = [];
for (const name of chosen) {
  console.error(`${name} …`);
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const contest = {
    node,
    skill: join(root, 'dist/ai-video-download'),
    folder,
    rounds: Number(values.rounds),
    crowd,
  };
  try {
    figures.push(...((await CONTESTS[name]?.(contest)) ?? []));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
if (values.json) {
  const judged = figures.map((figure) => ({ ...figure, verdict: judge(figure) }));
  console.log(JSON.stringify({ node: (await run(node, ['-v'])).stdout.trim(), figures: judged }));
} else console.log(renderTable(figures));
if (figures.some((figure) => judge(figure) === 'missed')) process.exitCode = 1;
