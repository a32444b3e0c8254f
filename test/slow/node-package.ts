/** Node itself as npm has it, for the machine at hand. */
import { join } from 'node:path';

const system = process.platform === 'win32' ? 'win' : process.platform;
/** The one without `bin` in its name is another's. */
const prefix = system === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';

export const NODE_PACKAGE = `${prefix}-${system}-${process.arch}`;

/** The program, once the package is installed in a folder. */
export const nodeIn = (folder: string): string =>
  join(folder, 'node_modules', NODE_PACKAGE, 'bin', system === 'win' ? 'node.exe' : 'node');
