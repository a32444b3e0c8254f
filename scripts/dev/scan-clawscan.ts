/** The two quick looks ClawHub's judge is given: its pre-scan signals and `clawscan-static` (hosts.md 3.2). */
import { FILES, type ScanRule } from './scan-skill.ts';

const signals = 'CH:convex/lib/securityPrompt.ts';
const clawscan = 'CS:internal/runner/static_scanner.go';

export const CLAWSCAN_RULES: ScanRule[] = [
  {
    id: 'judge/ignore-previous-instructions',
    source: signals,
    severity: 'high',
    files: FILES.any,
    find: /ignore\s+(?:all\s+)?previous\s+instructions/i,
  },
  {
    id: 'judge/you-are-now',
    source: signals,
    severity: 'high',
    files: FILES.any,
    find: /you\s+are\s+now\s+(?:a|an)\b/i,
  },
  {
    id: 'judge/system-prompt-override',
    source: signals,
    severity: 'high',
    files: FILES.any,
    find: /(?:^|[^A-Za-z0-9_])system[\s_-]+prompt\s*[:=]/i,
  },
  {
    id: 'judge/base64-block',
    source: signals,
    severity: 'high',
    files: FILES.any,
    find: /[A-Za-z0-9+/=]{200,}/,
  },
  {
    id: 'judge/unicode-control-chars',
    source: signals,
    severity: 'high',
    files: FILES.any,
    find: /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/,
  },
  {
    id: 'judge/hidden-html-comment',
    source: signals,
    severity: 'medium',
    files: FILES.markdown,
    find: /<!--/,
  },
  {
    id: 'judge/hidden-markdown-comment',
    source: signals,
    severity: 'medium',
    files: FILES.markdown,
    find: /^\s*\[[^\]\n]*\]:\s*#\s*\([^)]*\)\s*$/im,
  },
  {
    id: 'clawscan/static.prompt_injection',
    source: clawscan,
    severity: 'medium',
    files: FILES.any,
    find: /\b(?:ignore|disregard)\s+(?:all\s+)?(?:previous|prior|earlier)\s+instructions?\b/i,
  },
  {
    id: 'clawscan/static.credential_exfiltration',
    source: clawscan,
    severity: 'high',
    files: FILES.any,
    find: /\b(?:exfiltrate|steal|leak)\s+(?:credentials?|secrets?|tokens?|api\s*keys?)\b/i,
  },
  {
    id: 'clawscan/static.pipe_to_shell',
    source: clawscan,
    severity: 'medium',
    files: FILES.any,
    find: /\b(?:curl|wget)\b[^\n|]*\|\s*(?:sh|bash)\b/i,
  },
  {
    id: 'clawscan/static.destructive_shell',
    source: clawscan,
    severity: 'high',
    files: FILES.any,
    find: /\brm\s+-(?:[a-z]*r[a-z]*f|[a-z]*f[a-z]*r)[a-z]*\s+\/(?:\s|$)|\brm\s+-r\s+-f\s+\/(?:\s|$)|\brm\s+-f\s+-r\s+\/(?:\s|$)/im,
  },
];
