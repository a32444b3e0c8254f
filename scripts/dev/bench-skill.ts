/** The built package: what its commands cost to start, what a whole job costs in one command, and how large it is. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { startStudio } from '../../src/studio/studio.ts';
import { compare, inMs, type Figure } from './bench-figure.ts';
import { compete, type Command } from './bench-meter.ts';
import { readSkill } from './scan-skill.ts';

/** What every contest is given. */
export interface Contest {
  /** Runs the scripts and the peers. */
  node: string;
  /** The built package. */
  skill: string;
  /** Empty, and gone afterwards. */
  folder: string;
  rounds: number;
  /** Descriptions of other skills; see `bench-choice.ts`. */
  crowd: string | undefined;
}

interface Stage {
  script: (name: string, ...words: string[]) => Command;
  url: string;
  token: string;
}

/** A backend, and a home in which the skill has been used: there Node keeps what it has compiled. */
async function onStage(
  { node, skill, folder }: Contest,
  measureThere: (stage: Stage) => Promise<Figure[]>,
): Promise<Figure[]> {
  const studio = await startStudio({ stepDelayMs: 0, preset: 'ultrafast' });
  const { token } = studio.issueToken(1_000_000);
  const env = { NEMO_API_URL: studio.url, NEMO_TOKEN: token };
  const script: Stage['script'] = (name, ...words) => ({
    words: [node, join(skill, 'scripts', `${name}.mjs`), ...words],
    env,
  });
  try {
    await compete([script('connect')], { rounds: 1, folder });
    return await measureThere({ script, url: studio.url, token });
  } finally {
    await studio.close();
  }
}

/** A short command is measured eight times at once. */
const REPEATS = 8;

export const benchStart = (contest: Contest): Promise<Figure[]> =>
  onStage(contest, async ({ script, url, token }) => {
    const { node, folder, rounds } = contest;
    const credits = `${url}/api/credits/balance/simple`;
    const getFile = join(folder, 'get.mjs');
    const names = ['Source', 'Version', 'Platform'].map((name) => [`X-Skill-${name}`, 'bench']);
    const headers = { Authorization: `Bearer ${token}`, ...Object.fromEntries(names) };
    const get = `fetch('${credits}', { headers: ${JSON.stringify(headers)} })`;
    await writeFile(getFile, `await (await ${get}).json();`);
    const bare = { against: 'node -e 0', peer: { words: [node, '-e', '0'] } };
    const fetched = { against: 'the same GET by fetch', peer: { words: [node, getFile] } };
    const contests = [
      { what: 'export --help', own: script('export', '--help'), goal: 1.15, ...bare },
      { what: 'route', own: script('route', 'add a title and export it'), goal: 1.35, ...bare },
      { what: 'route --json', own: script('route', '导出视频', '--json'), goal: 1.35, ...bare },
      { what: 'credits', own: script('credits'), goal: 1.05, ...fetched },
    ];
    const figures: Figure[] = [];
    for (const { own, peer, what, ...about } of contests) {
      const rules = { rounds, folder, repeats: REPEATS, warmUp: true };
      const [mine, other] = await compete([own, peer], rules);
      const sides = { own: mine!.cpuMs, peer: other!.cpuMs, format: inMs };
      figures.push(compare(sides, { what: `${what}, processor time`, ...about }));
    }
    return figures;
  });

export const benchJob = (contest: Contest): Promise<Figure[]> =>
  onStage(contest, async ({ script }) => {
    const { folder, rounds } = contest;
    const file = join(folder, 'clip.mp4');
    const clip = { file, width: 1280, height: 720, durationMs: 2_000, withSound: true };
    const engine = createEngine();
    await engine.makeClip(clip).finally(() => engine.close());
    const title = 'add the title "Hello"';
    const place = ['--out', `${folder}/`, '--force'];
    // Each side begins without a session; what Node has compiled is kept.
    const forget = (): Promise<void> =>
      rm(join(folder, '.config/nemovideo/hosts'), { recursive: true, force: true });
    const commands = [
      { ...script('run', '--file', file, '--edit', title, '--export', ...place), before: forget },
      { ...script('connect'), before: forget },
      script('upload', file),
      script('chat', title),
      script('state'),
      script('export', ...place),
    ];
    const costs = await compete(commands, { rounds, folder, warmUp: true });
    const [own = NaN, ...parts] = costs.map(({ cpuMs }) => cpuMs);
    const peer = parts.reduce((sum, cpuMs) => sum + cpuMs, 0);
    const against = 'connect, upload, chat, state and export as commands';
    const about = { what: 'a quick edit in one run, processor time', against, goal: 0.36 };
    return [compare({ own, peer, format: inMs }, about)];
  });

export async function benchPackage({ skill }: Contest): Promise<Figure[]> {
  const { files } = await readSkill(skill);
  const sizes = files.map(({ text }) => Buffer.byteLength(text));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const against = 'interface.md, "The package"';
  return [
    { what: 'package, files', value: files.length, goal: 64, against },
    { what: 'package, bytes', value: bytes, goal: 1_000_000, against },
    { what: 'package, largest file', value: Math.max(...sizes), goal: 256_000, against },
  ];
}
