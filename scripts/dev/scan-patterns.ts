/**
 * What no file of the package may hold. Each pattern is a promise of ours (SECURITY.md) that is also a reason for a host or a
 * registry to warn of a skill or to refuse it; `why` names who does. A foreign scanner's own list is not repeated here:
 * `npm run release` runs the real ones.
 */
export interface Pattern {
  name: string;
  why: string;
  files: RegExp;
  pattern: RegExp;
  /** Only when the file holds this too. */
  beside?: RegExp;
}

const CODE = /\.mjs$/;
const TEXTS = /\.md$/;
const ANY = /^/;
const SENDS = /\bfetch\s*\(|\bpost\s*\(|http\.request\s*\(|\baxios\b/i;

export const PATTERNS: Pattern[] = [
  {
    name: 'starts-a-program',
    why: 'OpenClaw and ClawHub: dangerous exec, critical',
    files: CODE,
    pattern: /child_process|\bdetached\s*:\s*true\b/,
  },
  {
    name: 'evaluates-text',
    why: 'OpenClaw and ClawHub: dynamic code execution, critical',
    files: CODE,
    pattern: /(?<![\w$.])eval\s*\(|\bnew\s+Function\s*\(/,
  },
  {
    name: 'environment-beside-network',
    why: 'OpenClaw: env-harvesting, ClawHub: env credential access, both critical',
    files: CODE,
    pattern: /process\.env/,
    beside: new RegExp(`${SENDS.source}|from '\\.{1,2}/(?:vendor/)?undici\\.mjs'`, 'i'),
  },
  {
    name: 'environment-passed-around',
    why: 'ClawHub: broad access; each variable is read by its own name (hosts.md 8.7)',
    files: CODE,
    pattern: /process\.env(?!\.[A-Za-z])|\benv\b[^;\n]*\}\s*=\s*process\b/,
  },
  {
    name: 'file-read-beside-network',
    why: 'OpenClaw and ClawHub: potential exfiltration',
    files: CODE,
    pattern: /\breadFile(?:Sync)?\b/,
    beside: SENDS,
  },
  {
    name: 'certificates-not-verified',
    why: 'ClawHub: insecure TLS verification',
    files: CODE,
    pattern: /rejectUnauthorized\s*:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED/,
  },
  {
    name: 'unreadable-code',
    why: 'OpenClaw and ClawHub: obfuscated code; no source maps (hosts.md 8.8)',
    files: CODE,
    pattern: /(?:\\x[0-9a-fA-F]{2}){6}|sourceMappingURL=|\bdata:[a-z]+\/[a-z0-9.+-]+[;,]/i,
  },
  {
    name: 'long-run-of-letters',
    why: 'ClawHub: taken for an encoded block by its judge',
    files: ANY,
    pattern: /[A-Za-z0-9+/=]{200}/,
  },
  {
    name: 'long-line',
    why: 'interface.md, "The package": no line over 1,000 characters',
    files: ANY,
    pattern: /^.{1001}/m,
  },
  {
    name: 'invisible-or-binary',
    why: 'ClawHub: control characters; every file is text that a reviewer can see',
    files: ANY,
    // eslint-disable-next-line no-control-regex -- a zero byte is what tells a binary
    pattern: /[\u0000\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd]/,
  },
  {
    name: 'secret',
    why: 'OpenClaw and ClawHub: literal secret, critical',
    files: ANY,
    pattern:
      /\b(?:sk-|gh[opsu]_|github_pat_|xox[baprs]-|AKIA|ya29\.|eyJ)[\w-]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  },
  {
    name: 'secret-by-its-name',
    why: 'ClawHub: exposed secret literal, critical',
    files: ANY,
    pattern:
      /(?<![a-z0-9])(?:(?:api|client|consumer|access|auth|secret|private|service[_\s-]?role)[_\s-]?(?:secret|key|token)|bearer|password|authorization)["']?\s*[:=]\s*(?:["'`](?:Bearer\s+)?[\w.~+/=-]{16,}["'`]|Bearer\s+[\w.~+/=-]{16})/i,
  },
  {
    name: 'token-on-the-command-line',
    why: 'ClawHub: secret argv exposure, critical (hosts.md 8.9)',
    files: ANY,
    pattern: /(?:^|[\s`'"([])--(?:api-)?token\b/m,
  },
  {
    name: 'path-of-the-builder',
    why: 'no path of the machine that built the package',
    files: ANY,
    pattern: /(?:^|[^\w./:~-])(?:\/work\/|\/Users\/[a-z]|\/home\/[a-z]\w*\/|[A-Z]:\\Users\\)/m,
  },
  {
    name: 'wording-of-an-attack',
    why: 'ClawHub judge and SkillSpector: injected instructions, acting behind the user (hosts.md 8.13)',
    files: ANY,
    pattern:
      /ignore\s+(?:all\s+)?previous\s+instructions|\bsystem[\s_-]*prompt\s*[:=]|\byou\s+are\s+now\s+an?\b|\bwithout\s+(?:asking|confirmation|approval|consent)\b|\bautomatically\s+(?:execute|run|delete|send)\b|\b(?:do\s+not|don'?t|never)\s+(?:tell|warn|inform|ask)\s+(?:the\s+)?user\b|\b(?:silently|secretly)\s+(?:send|record|log)/i,
  },
  {
    name: 'hidden-comment',
    why: 'ClawHub judge: hidden comments in Markdown',
    files: TEXTS,
    pattern: /<!--|^\s*\[[^\]\n]*\]:\s*#\s*\(/m,
  },
  {
    name: 'environment-beside-address',
    why: 'OpenClaw: secret exfiltration, critical: one line that names both',
    files: TEXTS,
    pattern: /\b(?:process\.env|env)\b.{0,80}\b(?:fetch|curl|wget|https?)\b/i,
  },
  {
    name: 'dangerous-command',
    why: 'OpenClaw and ClawHub: pipe to shell, destructive delete, unsafe permissions',
    files: TEXTS,
    pattern:
      /\b(?:curl|wget)\b[^|\n]*\|\s*(?:sudo\s+)?\w*sh\b|\brm\s+-[a-z]*r[a-z]*f|\bchmod\s+(?:-R\s+)?777\b/i,
  },
  {
    name: 'compound-command',
    why: 'OpenClaw refuses anything but a plain `node <path> <words>` (hosts.md 4, 8.2)',
    files: TEXTS,
    pattern:
      /(?:&&|;|\|)\s*node\s+\S+\.mjs|\bnode\s+\S+\.mjs\b[^\n`]*(?:&&|\||;|\$\()|\b[A-Z_]+=\S+\s+node\s+\S*scripts/,
  },
  {
    name: 'host-substitution',
    why: 'Claude Code and others replace these when they show the skill; ClawHub: template injection, critical',
    files: TEXTS,
    pattern:
      /\$\{CLAUDE_\w+\}|\$ARGUMENTS|\$\d\b|\{baseDir\}|!`[^`]+`|^```!|^\s*\w+\s*=.*["']\$\{[\w-]+\}["']/m,
  },
];
