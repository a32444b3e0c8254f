/** What registries and loaders take, folder and files (hosts.md 1.1, 1.2, 2.7, 6). */
import { FILES, foundWhen, type Finder, type ScanRule } from './scan-skill.ts';

const publishing = 'CH:packages/clawhub/src/cli/commands/publish.ts (hosts.md 1.1)';
const limits = 'CH:convex/lib/publishLimits.ts (hosts.md 1.2)';
const KIB = 1024;

const longer =
  (bytes: number): Finder =>
  ({ text }) =>
    foundWhen(Buffer.byteLength(text) > bytes);

const pathIs =
  (pattern: RegExp): Finder =>
  ({ path }) =>
    foundWhen(pattern.test(path));

export const FOLDER_RULES: ScanRule[] = [
  {
    id: 'folder/hidden-file-is-dropped',
    source: publishing,
    severity: 'medium',
    files: FILES.any,
    find: pathIs(/(?:^|\/)\./),
  },
  {
    id: 'folder/dropped-by-an-installer',
    source: 'VS:src/installer.ts (hosts.md 6)',
    severity: 'medium',
    files: FILES.any,
    find: pathIs(
      /(?:^|\/)(?:node_modules|__pycache__|_[^/]*)(?:\/|$)|^(?:metadata\.json|skill-card\.md|README\.md)$/i,
    ),
  },
  {
    id: 'folder/not-a-publishable-path',
    source: 'CH:convex/lib/skillZip.ts (hosts.md 1.1)',
    severity: 'high',
    files: FILES.any,
    find: pathIs(/\\|^\/|(?:^|\/)\.\.(?:\/|$)|^\s|\s$|.{501}/),
  },
  {
    id: 'folder/looks-like-a-plugin',
    source: publishing,
    severity: 'high',
    files: FILES.any,
    find: ({ path, text }) =>
      foundWhen(
        /(?:^|\/)(?:openclaw\.plugin|plugin)\.json$/.test(path) ||
          (/(?:^|\/)package\.json$/.test(path) && /"openclaw"\s*:/.test(text)),
      ),
  },
  {
    id: 'folder/development-file',
    source: 'hosts.md 8.15',
    severity: 'medium',
    files: FILES.any,
    find: pathIs(
      /\.(?:map|tsx?|lock|test\.\w+|tsbuildinfo|log|tmp|part)$|(?:^|\/)(?:tests?|package-lock\.json)(?:\/|$)/i,
    ),
  },
  {
    id: 'folder/child-process',
    source: 'hosts.md 8.8',
    severity: 'critical',
    files: FILES.code,
    find: /child_process/,
  },
  {
    id: 'folder/detached-worker',
    source: 'hosts.md 8.10',
    severity: 'high',
    files: FILES.code,
    find: /\bdetached\s*:\s*true\b/,
  },
  {
    id: 'folder/environment-passed-around',
    source: 'hosts.md 8.7',
    severity: 'critical',
    files: FILES.code,
    find: /process\.env(?!\.[A-Za-z])|\benv\b[^;\n]*\}\s*=\s*process\b/,
  },
  {
    id: 'folder/token-option',
    source: 'hosts.md 8.9',
    severity: 'critical',
    files: FILES.any,
    find: /(?:^|[\s`'"([])--(?:api-)?token\b/m,
  },
  {
    id: 'folder/data-address',
    source: 'hosts.md 8.8',
    severity: 'medium',
    files: FILES.any,
    find: /\bdata:[a-z]+\/[a-z0-9.+-]+[;,]/i,
  },
  {
    id: 'folder/inline-source-map',
    source: 'hosts.md 8.8',
    severity: 'medium',
    files: FILES.code,
    find: /[#@]\s*sourceMappingURL=/,
  },
  {
    id: 'folder/absolute-path-of-the-builder',
    source: 'issue 6: no absolute paths',
    severity: 'medium',
    files: FILES.any,
    find: /(?:^|[^\w./:~-])(?:\/work\/|\/Users\/[a-z]|\/home\/[a-z]\w*\/|[A-Z]:\\Users\\)/m,
  },
  {
    id: 'folder/over-256-files',
    source: 'OC:docs/tools/skills.md (hosts.md 1.2)',
    severity: 'medium',
    files: FILES.skill,
    find: (_, { files }) => foundWhen(files.length > 256),
  },
  {
    id: 'folder/binary-file',
    source: limits,
    severity: 'high',
    files: FILES.any,
    // eslint-disable-next-line no-control-regex -- a zero byte is what tells a binary
    find: /\u0000|\ufffd/,
  },
  {
    id: 'folder/file-too-long-to-be-analysed',
    source: 'CH:convex/lib/skillPublish.ts (hosts.md 1.2); in the stricter reading of "256 KB"',
    severity: 'medium',
    files: FILES.any,
    find: longer(256_000),
  },
  {
    id: 'folder/openai-card-over-64-kb',
    source: 'CH:convex/lib/skillPresentation.ts (hosts.md 1.2)',
    severity: 'medium',
    files: /^agents\/openai\.ya?ml$/,
    find: longer(64 * KIB),
  },
];
