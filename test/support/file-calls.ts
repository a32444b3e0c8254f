import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Puts other functions in the place of the system's, for all modules, until the test ends. */
export function replaceFileCalls(replace: (system: typeof fs) => Partial<typeof fs>): void {
  const system = { ...fs };
  setCalls(replace(system));
  onTestFinished(() => setCalls(system));
}

function setCalls(calls: Partial<typeof fs>): void {
  Object.assign(fs, calls);
  syncBuiltinESMExports();
}
