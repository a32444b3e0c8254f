/** OpenClaw's own scanner, which warns at install time (hosts.md 2.7; OC:src/skills/security/scanner.ts). */
import {
  FILES,
  foundWhen,
  linesAround,
  searchUnless,
  together,
  type ScanRule,
} from './scan-skill.ts';

const source = 'OC:src/skills/security/scanner.ts';
const CODE = /\.(?:js|ts|mjs|cjs|mts|cts|jsx|tsx)$/i;
const NETWORK = /\bfetch\s*\(|\bpost\s*\(|\.\s*post\s*\(|http\.request\s*\(/i;
const STANDARD_PORTS = new Set(['80', '443', '8080', '8443', '3000']);

export const OPENCLAW_RULES: ScanRule[] = [
  {
    id: 'openclaw/dangerous-exec',
    source,
    severity: 'critical',
    files: CODE,
    find: together(
      /\b(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)\s*\(/,
      /child_process/,
    ),
  },
  {
    id: 'openclaw/dynamic-code-execution',
    source,
    severity: 'critical',
    files: CODE,
    find: /\beval\s*\(|new\s+Function\s*\(/,
  },
  {
    id: 'openclaw/env-harvesting',
    source,
    severity: 'critical',
    files: CODE,
    find: ({ text }) =>
      searchUnless(
        text,
        /process\.env/g,
        ({ index }) => !NETWORK.test(linesAround(text, index, { before: 8, after: 8 })),
      ),
  },
  {
    id: 'openclaw/potential-exfiltration',
    source,
    severity: 'medium',
    files: CODE,
    find: together(/readFileSync|readFile/, NETWORK),
  },
  {
    id: 'openclaw/obfuscated-code-hex',
    source,
    severity: 'medium',
    files: CODE,
    find: /(?:\\x[0-9a-fA-F]{2}){6,}/,
  },
  {
    id: 'openclaw/obfuscated-code-base64',
    source,
    severity: 'medium',
    files: CODE,
    find: /(?:atob|Buffer\.from)\s*\(\s*["'][A-Za-z0-9+/=]{200,}["']/,
  },
  {
    id: 'openclaw/crypto-mining',
    source,
    severity: 'critical',
    files: CODE,
    find: /stratum\+tcp|stratum\+ssl|coinhive|cryptonight|xmrig/i,
  },
  {
    id: 'openclaw/suspicious-network',
    source,
    severity: 'medium',
    files: CODE,
    find: ({ text }) =>
      searchUnless(text, /new\s+WebSocket\s*\(\s*["']wss?:\/\/[^"']*:(\d+)/g, ([, port = '']) =>
        STANDARD_PORTS.has(port),
      ),
  },
  {
    id: 'openclaw/shell-pipe-to-shell',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: /\b(?:curl|wget)\b[^|\n]{0,120}\|\s*(?:sh|bash|zsh)\b/i,
  },
  {
    id: 'openclaw/secret-exfiltration',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: /\b(?:process\.env|env)\b.{0,80}\b(?:fetch|curl|wget|http|https)\b/i,
  },
  {
    id: 'openclaw/destructive-delete',
    source,
    severity: 'medium',
    files: FILES.markdown,
    find: /\brm\s+-rf\s+(?:\/|\$HOME|~|\.)/i,
  },
  {
    id: 'openclaw/unsafe-permissions',
    source,
    severity: 'medium',
    files: FILES.markdown,
    find: /\bchmod\s+(?:-R\s+)?777\b/i,
  },
  {
    id: 'openclaw/literal-secret',
    source: 'OC:src/skills/security/scan-evidence.ts',
    severity: 'critical',
    files: FILES.markdown,
    find: /\b(?:sk-|gh[opsu]_|github_pat_|xox[baprs]-|AKIA|ya29\.|eyJ)[A-Za-z0-9_-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  },
  {
    id: 'openclaw/file-too-large-to-scan',
    source,
    severity: 'medium',
    files: CODE,
    find: ({ text }) => foundWhen(Buffer.byteLength(text) > 1024 * 1024),
  },
  {
    id: 'openclaw/too-many-files-to-scan',
    source,
    severity: 'medium',
    files: FILES.skill,
    find: (_, { files }) => foundWhen(files.filter(({ path }) => CODE.test(path)).length > 500),
  },
];
