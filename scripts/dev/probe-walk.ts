/** The walk itself: the built package's own commands, each once, with a recorder between them and the API. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { asRecord, parseJsonIfAny } from '../../src/system/json.ts';
import { startRecorder, type Exchange } from './probe-recorder.ts';
import { resultAddress, type Walk } from './probe-report.ts';
import { runScript } from './run-script.ts';

export interface WalkOptions {
  skillFolder: string;
  apiUrl: string;
  /** A small video. */
  clip: string;
  /** One edit and one export as well: the edit uses credits. */
  spend: boolean;
  /** For the commands, such as a token to use in place of a starter one. */
  env: Record<string, string>;
  onStep?: (step: string) => void;
}

export async function walk({
  skillFolder,
  apiUrl,
  clip,
  spend,
  env,
  onStep,
}: WalkOptions): Promise<Walk> {
  const home = await mkdtemp(join(tmpdir(), 'probe-'));
  const recorder = await startRecorder(apiUrl);
  const { exchanges } = recorder;
  const steps: string[] = [];
  const step = async (
    words: string[],
    own: Record<string, string> = {},
    place = home,
  ): Promise<void> => {
    const shown = words.filter((word, at) => at === 0 || word.startsWith('--')).join(' ');
    onStep?.(shown);
    const given = { NEMO_API_URL: recorder.url, ...env, ...own };
    const { stdout } = await runScript({ skillFolder, home: place, env: given }, [
      ...words,
      '--json',
    ]);
    const document = asRecord(parseJsonIfAny(stdout));
    const kind = asRecord(document?.['error'])?.['kind'];
    steps.push(
      `${shown}: ${String(document?.['status'] ?? 'no document')}${kind ? ` (${String(kind)})` : ''}`,
    );
  };
  try {
    await step(['connect']);
    await step(['state']);
    await step(['credits']);
    await step(['upload', clip]);
    await step(['state']);
    if (spend) {
      await step(['chat', 'add the title "Hello" for the first second']);
      await step(['state']);
      await step(['export', '--out', 'probe.mp4']);
    }
    // Three refusals that cost nothing: a session of nobody's, a token of nobody's, a second token for one client.
    await step(['connect', '--session', '1', '--project', 'nobody']);
    await step(['credits'], { NEMO_TOKEN: 'nmv_usr_of_nobody' });
    const clientId = exchanges.find(isToken)?.sent['x-client-id'];
    if (typeof clientId === 'string')
      await step(['connect'], { NEMO_CLIENT_ID: clientId, NEMO_STATE_DIR: join(home, 'second') });
    return { exchanges, steps, resultStatus: await askForResult(exchanges) };
  } finally {
    await recorder.close();
    await rm(home, { recursive: true, force: true });
  }
}

const isToken = ({ path }: Exchange): boolean => path.endsWith('/anonymous-token');

/** Whether the result can be had without the token: one byte of it is asked for. */
async function askForResult(exchanges: Exchange[]): Promise<number | undefined> {
  const address = resultAddress(exchanges);
  if (!address) return undefined;
  try {
    const { statusCode, body } = await request(address, { headers: { Range: 'bytes=0-0' } });
    await body.dump();
    return statusCode;
  } catch {
    return undefined;
  }
}
