/**
 * The first contact with the real service, for whoever has the network: `npm run probe -- [--spend] [--out FILE] [--json]`.
 * Walks the free part of the API with the built package (starter token, session, credits, state, a small upload, a claim
 * link), with `--spend` one edit and one export as well, and writes how the answers differ from what is known, without a value
 * in it. NEMO_API_URL names another backend, NEMO_TOKEN another account. A starter token is one of ten an address gets a week.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { run } from './bench-meter.ts';
import { makeReport, writeReport } from './probe-report.ts';
import { walk } from './probe-walk.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    spend: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string', default: join(root, 'out/probe.md') },
  },
});
const { NEMO_API_URL: apiUrl = 'https://mega-api-prod.nemovideo.ai' } = process.env;
const passed = [
  'NEMO_TOKEN',
  'NEMO_CLIENT_ID',
  'HTTPS_PROXY',
  'https_proxy',
  'NODE_EXTRA_CA_CERTS',
];
const env = Object.fromEntries(
  passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
);
await run(process.execPath, ['--import', 'tsx', join(root, 'scripts/dev/build.ts'), '--quiet']);
const folder = await mkdtemp(join(tmpdir(), 'probe-clip-'));
try {
  const clip = join(folder, 'clip.mp4');
  const engine = createEngine();
  await engine
    .makeClip({ file: clip, width: 320, height: 180, durationMs: 2_000, withSound: true })
    .finally(() => engine.close());
  const report = makeReport(
    await walk({
      skillFolder: join(root, 'dist/ai-video-download'),
      apiUrl,
      clip,
      env,
      spend: values.spend,
      onStep: (step) => console.error(`${step} …`),
    }),
  );
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, writeReport(report));
  console.log(values.json ? JSON.stringify(report) : writeReport(report));
} finally {
  await rm(folder, { recursive: true, force: true });
}
