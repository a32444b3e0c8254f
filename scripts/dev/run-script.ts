/** Runs the built scripts the way an agent's host does: one plain command, its own process, a minimal environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface ScriptRun {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export interface ScriptHome {
  /** The installed skill. */
  skillFolder: string;
  /** The user's home: the state folder is made in it. */
  home: string;
  env?: Record<string, string>;
  /** Where the command is run; the home when left out. */
  cwd?: string;
  /** Another Node than this one. */
  node?: string;
  /** Runs as this user, where the caller may. */
  uid?: number;
  /** A command that runs Node and its words in turn: `['strace', '-f']`. */
  wrapper?: string[];
}

/** Runs `scripts/<name>.mjs` and waits for its end; `onLine` hears stdout as it comes. */
export function runScript(
  place: ScriptHome,
  [name = '', ...words]: string[],
  onLine: (line: string) => void = () => {},
): Promise<ScriptRun> {
  return runScriptUntil(place, [name, ...words], { onLine }).ended;
}

/** As `runScript`, with the process at hand, for callers that stop it. */
export function runScriptUntil(
  { skillFolder, home, env = {}, cwd = home, node = process.execPath, ...own }: ScriptHome,
  [name = '', ...words]: string[],
  { onLine = () => {} }: { onLine?: (line: string) => void } = {},
): { ended: Promise<ScriptRun>; kill: (signal: NodeJS.Signals) => void } {
  const { uid, wrapper = [] } = own;
  const script = join(skillFolder, 'scripts', `${name}.mjs`);
  const [program = '', ...rest] = [...wrapper, node, script, ...words];
  const child = spawn(program, rest, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (stdout.slice(stdout.lastIndexOf('\n') + 1) + text).split('\n');
    stdout += text;
    lines.slice(0, -1).forEach(onLine);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<ScriptRun>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { ended, kill: (signal) => void child.kill(signal) };
}
