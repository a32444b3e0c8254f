/** ClawHub's static moderation, engine v2.4.26 (hosts.md 3.2; CH:convex/lib/moderationEngine.ts). */
import { findSecret } from './scan-secrets.ts';
import { declaredVariables, namedVariables } from './scan-variables.ts';
import {
  FILES,
  linesAround,
  searchUnless,
  together,
  type Finder,
  type ScanRule,
  type ScannedFile,
} from './scan-skill.ts';

const source = 'CH:convex/lib/moderationEngine.ts';
const NETWORK = /\bfetch\s*\(|http\.request\s*\(|\baxios\b/;
const STANDARD_PORTS = new Set(['80', '443', '8080', '8443', '3000']);
const SHORT_LINK = /https?:\/\/(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd)\//i;
const RAW_ADDRESS = /https?:\/\/\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/|["'])/i;

/** A program named in full with its words as a list runs what is written there; anything else may run anything. */
const findExec: Finder = ({ text }) =>
  /child_process/.test(text)
    ? searchUnless(
        text,
        /\b(?:exec|execSync|spawn|spawnSync|execFile|execFileSync)\s*\([^)]*/g,
        ([call]) =>
          /^(?:execFile|spawn)(?:Sync)?\s*\(\s*(["'])(?!(?:\S*[\\/])?(?:sh|bash|zsh|fish|cmd|powershell|pwsh)\1)[^"']+\1\s*,\s*\[/.test(
            call,
          ) && !/\bshell\s*:\s*true\b/.test(call),
      )
    : -1;

const BROAD =
  /Object\.(?:keys|values|entries)\s*\(\s*process\.env\s*\)|process\.env(?!\s*(?:\.|\[))|process\.env\[\s*[^"'`\]]/;
const CREDENTIAL_NAME =
  /(?:^|_)(?:API_)?(?:KEY|TOKEN|SECRET|PASSWORD|PASS|PAT|PRIVATE_KEY|ACCESS_TOKEN|AUTH_TOKEN|SERVICE_ROLE)(?:_|$)/i;

/** Declared names alone are fine; one undeclared name beside a credential's is enough. */
const findCredentialAccess: Finder = ({ text }, { frontMatter }) => {
  if (!/process\.env/.test(text) || !NETWORK.test(text)) return -1;
  const names = namedVariables(text);
  const declared = declaredVariables(frontMatter);
  const broad = BROAD.test(text);
  if (names.length > 0 && names.every((name) => declared.has(name)) && !broad) return -1;
  if (!broad && !names.some((name) => CREDENTIAL_NAME.test(name))) return -1;
  return text.search(/process\.env/);
};

const SECRET_FILE =
  /(?:readFileSync|readFile)\s*\([^)]*(?:secret|token|credential|password|passwd|private[-_]?key|\.env\b|\.ssh\/|\.aws\/|\.config\/|keychain|cookies?|session|auth|\/etc\/|\/Library\/|\/Users\/[^/\s"'`]+\/Library\/Application Support)/i;
const SECRET_NAME =
  /secret|token|credential|password|passwd|privateKey|private_key|apiKey|api_key|session|cookie|auth/i;
const READ =
  /\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:await\s+)?(?:[A-Za-z_$][\w$]*\.)?readFile(?:Sync)?\s*\(([^)]*)\)/g;

/** A file whose name or whose content's name speaks of a secret, in a module that also sends. */
const findSecretRead: Finder = ({ text }) => {
  if (!/\breadFile(?:Sync)?\s*\(/.test(text) || !NETWORK.test(text)) return -1;
  const direct = text.search(SECRET_FILE);
  if (direct !== -1) return direct;
  return searchUnless(text, READ, (match) => {
    const [read, name = '', argument = ''] = match;
    if (!SECRET_NAME.test(`${name} ${argument}`)) return true;
    const rest = text.slice(match.index + read.length);
    const used = new RegExp(
      String.raw`(?:\bfetch\s*\(|http\.request\s*\(|\baxios\b)[\s\S]{0,1600}\b${name.replaceAll('$', String.raw`\$`)}\b`,
    );
    return !used.test(rest);
  });
};

/** Somebody is asked within the eight lines before. */
const CONFIRMED =
  /\bask\s+(?:the\s+)?user\b.{0,120}\b(?:confirm|approve|approval|continue|yes)|\b(?:require|request|obtain|prompt\s+for)\s+(?:explicit\s+)?(?:user\s+)?(?:confirmation|approval)\b|\buser\s+(?:confirmation|approval)\b|\bcontinue\?\s*\(?(?:yes\/no|y\/n)/is;
const unconfirmed =
  (pattern: RegExp): Finder =>
  ({ text }) =>
    searchUnless(text, pattern, ({ index }) =>
      CONFIRMED.test(linesAround(text, index, { before: 8 })),
    );

const lineUnless =
  (pattern: RegExp, spared: RegExp): Finder =>
  ({ text }) =>
    searchUnless(text, pattern, ({ index }) => spared.test(linesAround(text, index, {})));

const where =
  (applies: (file: ScannedFile) => boolean, find: Finder): Finder =>
  (file, skill) =>
    applies(file) ? find(file, skill) : -1;

/** Only together with a program that the text would generate. */
const GENERATES = /```(?:python|py|javascript|js|typescript|ts|shell|bash|sh)\b|python3?\b|node\b/i;

const TERMINAL =
  /(?:copy|paste).{0,80}(?:command|snippet).{0,120}(?:terminal|shell)|run\s+it\s+in\s+terminal|open\s+terminal|for\s+macos\s*:/is;
const findTerminalPayload: Finder = ({ text }) => {
  if (!TERMINAL.test(text)) return -1;
  const decoded = text.search(
    /(?:echo|printf)\s+["'][A-Za-z0-9+/=\s]{40,}["']\s*\|\s*base64\s+-?d\b[^\n|]{0,120}\|\s*(?:\/bin\/)?(?:ba)?sh\b/i,
  );
  if (decoded !== -1) return decoded;
  const fromNowhere = RAW_ADDRESS.test(text) || /installer-package\s*:\s*https?:/i.test(text);
  return fromNowhere
    ? text.search(/(?:curl|wget)\b[^\n|]{0,240}\|\s*(?:\/bin\/)?(?:ba)?sh\b/i)
    : -1;
};

/** Looks at the package as a whole, and speaks where the last of the patterns is. */
const acrossFiles =
  (here: RegExp, ...elsewhere: RegExp[]): Finder =>
  ({ text }: ScannedFile, { files }) =>
    elsewhere.every((pattern) => files.some((file) => pattern.test(file.text)))
      ? text.search(here)
      : -1;

export const CLAWHUB_RULES: ScanRule[] = [
  {
    id: 'clawhub/suspicious.dangerous_exec',
    source,
    severity: 'critical',
    files: FILES.code,
    find: findExec,
  },
  {
    id: 'clawhub/suspicious.dynamic_code_execution',
    source,
    severity: 'critical',
    files: FILES.code,
    find: /(?<![\w$.])eval\s*\(|new\s+Function\s*\(|\b(?:[A-Za-z_][A-Za-z0-9_]*\.)?loader\.exec_module\s*\(/,
  },
  {
    id: 'clawhub/suspicious.env_credential_access',
    source,
    severity: 'critical',
    files: FILES.code,
    find: findCredentialAccess,
  },
  {
    id: 'clawhub/suspicious.potential_exfiltration',
    source,
    severity: 'medium',
    files: FILES.code,
    find: findSecretRead,
  },
  {
    id: 'clawhub/suspicious.obfuscated_code',
    source,
    severity: 'medium',
    files: FILES.code,
    find: /(?:\\x[0-9a-fA-F]{2}){6,}|(?:atob|Buffer\.from)\s*\(\s*["'][A-Za-z0-9+/=]{200,}["']/,
  },
  {
    id: 'clawhub/suspicious.insecure_tls_verification',
    source,
    severity: 'medium',
    files: FILES.code,
    find: /ssl\.CERT_NONE\b|verify\s*=\s*False\b|rejectUnauthorized\s*:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED\s*=\s*["']?0["']?/i,
  },
  {
    id: 'clawhub/suspicious.nonstandard_network',
    source,
    severity: 'medium',
    files: FILES.code,
    find: ({ text }) =>
      searchUnless(text, /new\s+WebSocket\s*\(\s*["']wss?:\/\/[^"']*:(\d+)/g, ([, port = '']) =>
        STANDARD_PORTS.has(port),
      ),
  },
  {
    id: 'clawhub/malicious.crypto_mining',
    source,
    severity: 'critical',
    files: FILES.code,
    find: /stratum\+tcp|stratum\+ssl|coinhive|cryptonight|xmrig/i,
  },
  {
    id: 'clawhub/suspicious.exposed_secret_literal',
    source,
    severity: 'critical',
    files: FILES.any,
    find: findSecret,
  },
  {
    id: 'clawhub/suspicious.secret_argv_exposure',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: lineUnless(
      /\b(?:npx|bunx|pnpm\s+dlx|npm\s+exec|node|python3?|uvx|docker\s+run)\b[^\n]{0,240}--(?:private-key|seed|seed-phrase|mnemonic|password|token)\s+(?:"[^"\n]{8,}"|'[^'\n]{8,}'|<[^>\n]{4,}>|\$[A-Z_][A-Z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|MNEMONIC|SEED|PHRASE)[A-Z0-9_]*)/gi,
      /\b(?:do\s+not|don't|avoid|never|reject)\b[^\n]{0,120}\b(?:argv|argument|private[-_\s]?key|seed[-\s]?phrase|mnemonic)\b/i,
    ),
  },
  {
    id: 'clawhub/suspicious.credential_exposure_instructions-remote',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: /\bgit\s+remote\s+set-url\b[^\n]*https?:\/\/[^\s"'`]*\$\{?[A-Z_][A-Z0-9_]*(?:TOKEN|PAT|SECRET|KEY)[A-Z0-9_]*\}?[^\s"'`]*@/i,
  },
  {
    id: 'clawhub/suspicious.credential_exposure_instructions-memory',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: together(
      /\bsave\s+(?:it|the\s+(?:token|secret|credential|key|pat))\s+to\s+(?:your\s+)?(?:memory|conversation|chat)\b/i,
      /\$\{?[A-Z_][A-Z0-9_]*(?:TOKEN|PAT|SECRET|KEY)/,
    ),
  },
  {
    id: 'clawhub/suspicious.generated_source_template_injection',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: together(
      /^\s*[A-Za-z_][A-Za-z0-9_]*\s*=.*["']\$\{[A-Za-z_][A-Za-z0-9_-]*\}["']/m,
      GENERATES,
    ),
  },
  {
    id: 'clawhub/suspicious.prompt_injection_instructions',
    source,
    severity: 'medium',
    files: FILES.markdown,
    find: /ignore\s+(?:all\s+)?previous\s+instructions|system\s*prompt\s*[:=]/i,
  },
  {
    id: 'clawhub/suspicious.exposed_resource_identifier-connection',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: /["']connection_id["']\s*:\s*["'][0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}["']/i,
  },
  {
    id: 'clawhub/suspicious.exposed_resource_identifier-sheet',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: ({ text }) =>
      searchUnless(
        text,
        /https?:\/\/[^\s"'`]*\/spreadsheets\/(?:d\/)?([A-Za-z0-9_-]{20,})/gi,
        ([, name = '']) => /^[A-Z0-9_]+$/.test(name) || /your|example|placeholder/i.test(name),
      ),
  },
  {
    id: 'clawhub/suspicious.exposed_resource_identifier-address',
    source,
    severity: 'critical',
    files: FILES.any,
    find: /http:\/\/100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}\.\d{1,3}/i,
  },
  {
    id: 'clawhub/suspicious.destructive_delete_command',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: unconfirmed(
      /\brm\s+-[A-Za-z]*r[A-Za-z]*f[A-Za-z]*\s+["']?(?:(?:\/root|\/home\/[^/\s]+|\/Users\/[^/\s]+|~|\$HOME|\$\{HOME\})\/\.openclaw\/|\/etc\/|\/usr\/|\/opt\/|\/Library\/|\/Applications\/)/gi,
    ),
  },
  {
    id: 'clawhub/suspicious.install_untrusted_source',
    source,
    severity: 'medium',
    files: /\.(?:json|yaml|yml|toml)$|^SKILL\.md$/i,
    find: new RegExp(`${SHORT_LINK.source}|${RAW_ADDRESS.source}`, 'i'),
  },
  {
    id: 'clawhub/malicious.install_terminal_payload',
    source,
    severity: 'critical',
    files: FILES.markdown,
    find: findTerminalPayload,
  },
  {
    id: 'clawhub/suspicious.privileged_always',
    source,
    severity: 'medium',
    files: FILES.skill,
    find: /^\s*["']?always["']?\s*:\s*["']?true\b/im,
  },
  {
    id: 'clawhub/suspicious.host_platform_source_patch',
    source,
    severity: 'critical',
    files: FILES.code,
    find: where(
      ({ text }) =>
        /\$\{?OPENCLAW_DIR\}?.{0,200}\/src\/|\/src\/(?:agents|tools)\//is.test(text) &&
        /\b(?:pnpm\s+build|npm\s+run\s+build|bun\s+run\s+build)\b/i.test(text),
      unconfirmed(/\bsed\s+-i|\bperl\s+-0?pi|\bcp\s+|\bcat\s+>/gi),
    ),
  },
  {
    id: 'clawhub/suspicious.unsafe_file_write',
    source,
    severity: 'critical',
    files: FILES.code,
    find: where(
      ({ text }) => !/TemporaryDirectory|mkdtemp|tempfile\.|is_relative_to\s*\(/.test(text),
      together(
        /subprocess\.run\s*\(\s*\[[\s\S]{0,1000}["']-y["']/,
        /["']--outdir["']|args\.outdir/,
      ),
    ),
  },
  {
    id: 'clawhub/suspicious.autonomous_credential_egress',
    source,
    severity: 'critical',
    files: FILES.any,
    find: acrossFiles(
      /\b(?:requests|session|client)\.post\s*\([\s\S]{0,1000}(?:submit-answer|messages\/agent)|\b(?:submit_answer|answer_question)\b/i,
      /\bAUTO_ANSWER\s*=|while\s+True\s*:|"kind"\s*:\s*"cron"/i,
      /\b(?:X-API-Key|api_key|AGENT_ID)\b/i,
    ),
  },
  {
    id: 'clawhub/suspicious.remote_recipe_execution',
    source,
    severity: 'critical',
    files: FILES.any,
    find: acrossFiles(
      /\bsubstitute_params\s*\([\s\S]{0,500}\b(?:shlex\.split|subprocess\.run)\b/i,
      /\b(?:curl|requests\.get|fetch)\b[\s\S]{0,600}(?:error-codes|recipes?|patterns)\.json/i,
      /\b(?:error-patterns\.json|recipes?\.json|safe_auto|fix_recipe_id)\b/i,
    ),
  },
  {
    id: 'clawhub/suspicious.confirmation_bypass',
    source,
    severity: 'critical',
    files: FILES.code,
    find: together(
      /\beval\s+["']?\$command\b/i,
      /\b(?:OPENCLAW_AGENT_CALL|SAFE_EXEC_AUTO_CONFIRM|SAFEXEC_CONTEXT|I understand the risk)\b/i,
      /\b(?:critical|high|medium|risk|approval|confirm)\b/i,
    ),
  },
  {
    id: 'clawhub/suspicious.hardcoded_operator_billing',
    source,
    severity: 'critical',
    files: /\.(?:js|ts|mjs|cjs|mts|cts|jsx|tsx|py|sh|bash|zsh|rb|go|md|markdown|mdx)$/i,
    find: together(
      /\bBASE_URL\s*=\s*["']https:\/\/(?!your-|example\.)[A-Za-z0-9.-]+\.[A-Za-z]{2,}/i,
      /\b(?:oauth\/(?:register|token)|client_secret|Authorization:\s*Bearer|ACCESS_TOKEN)\b/i,
      /\b(?:create-invoice|check-invoice|amount_sats|LNURL|Lightning|PAYG)\b/i,
      /\b(?:curl\s+-X\s+POST|requests\.post\s*\(|fetch\s*\()/i,
    ),
  },
];
