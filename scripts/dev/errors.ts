/** The rows of `error-rows.tsv`; run by itself (`npm run errors`), writes the table of `references/errors.md` anew from them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Route = 'token' | 'credits' | 'state' | 'upload' | 'chat' | 'submit';

/** What the columns mean is said at the head of the file. */
function readRow(line: string) {
  const [
    code,
    meaning,
    command,
    machine,
    route,
    answer,
    exitCode,
    kind,
    requests,
    says,
    afterwards,
  ] = line.split('\t') as [string, string, string, string, Route, string, ...string[]];
  return {
    code,
    meaning,
    command: command.split(' ').map((word) => word.replace('{title}', 'add the title "Hello"')),
    machine,
    route,
    answer: JSON.parse(answer) as {
      status?: number;
      body?: unknown;
      headers?: Record<string, string>;
      times?: number;
    },
    exitCode: Number(exitCode),
    kind: kind === '-' ? null : kind,
    requests: Number(requests),
    says: says ?? '',
    afterwards,
  };
}

export const ERROR_ROWS = readFileSync(new URL('error-rows.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(readRow);

/** The table of `references/errors.md`. */
export const renderErrorTable = (): string =>
  [
    '| Answer | Meaning | Exit | The user hears | Sent afterwards |',
    '| --- | --- | --- | --- | --- |',
    ...ERROR_ROWS.map(
      ({ code, meaning, exitCode, kind, says, afterwards }) =>
        `| ${code} | ${meaning} | ${exitCode}${kind ? ` \`${kind}\`` : ''} | ${kind ? says : says && `notice: ${says}`} | ${afterwards} |`,
    ),
  ].join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../../references/errors.md', import.meta.url);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/\| Answer \|[\s\S]*?\n\n/, `${renderErrorTable()}\n\n`));
}
