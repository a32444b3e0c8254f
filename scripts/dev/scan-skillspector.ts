/**
 * NVIDIA SkillSpector's patterns that an API client is likely to meet (hosts.md 3.3;
 * SS:src/skillspector/nodes/analyzers). It ignores case and reads code, Markdown and legal texts alike.
 * Not here: LP3, which asks every skill for `allowed-tools`. That key approves tools beforehand (hosts.md 4), and this
 * skill wants nothing approved beforehand.
 */
import { FILES, foundWhen, searchUnless, type Finder, type ScanRule } from './scan-skill.ts';
import { asList, asMap } from './scan-variables.ts';

type Row = [name: string, find: RegExp | Finder, files?: RegExp];

const analyzer = (name: string): string => `SS:src/skillspector/nodes/analyzers/${name}.py`;

const rows = (
  { code, severity, file }: { code: string; severity: ScanRule['severity']; file: string },
  patterns: Row[],
): ScanRule[] =>
  patterns.map(([name, find, files = FILES.any]) => ({
    id: `skillspector/${code}-${name}`,
    source: analyzer(file),
    severity,
    files,
    find,
  }));

/** Licences say "including but not limited to" about warranties, and must be given word for word. */
const LEGAL_TEXT = /^(?:LICEN[CS]E|THIRD_PARTY_NOTICES)(?:\.\w+)?$/;
const findOpenScope: Finder = ({ path, text }) =>
  searchUnless(
    text,
    /not\s+limited\s+to|beyond\s+(?:the\s+)?(?:scope|stated|described|documented)/gi,
    ({ index }) =>
      LEGAL_TEXT.test(path) &&
      /\binclud(?:ing|es?),?\s+but\s+$/i.test(text.slice(Math.max(0, index - 30), index)),
  );

const DEPENDENCIES =
  /(?:^|\/)(?:package\.json|requirements[^/]*|pyproject\.toml|setup\.py|pipfile)$/i;

const CAPABILITIES: [tools: RegExp, seen: RegExp][] = [
  [/^(?:bash|execute|terminal)$/i, /subprocess|Popen|os\.system|\bcurl\b|\bwget\b|\bchmod\b/i],
  [/^(?:webfetch|websearch|fetch)$/i, /fetch\(|\brequests\b|\bhttpx\b|XMLHttpRequest/i],
  [/^env$/i, /process\.env|os\.environ|os\.getenv|\bdotenv\b/i],
];

/** Once tools are declared, everything the code does has to be among them. */
const findUncovered: Finder = ({ text }, { frontMatter }) => {
  const declared = frontMatter['allowed-tools'];
  if (declared === undefined) return -1;
  const tools = (typeof declared === 'string' ? declared.split(',') : asList(declared)).map(
    (tool) => String(tool).trim(),
  );
  const uncovered = CAPABILITIES.filter(([names]) => !tools.some((tool) => names.test(tool)));
  const places = uncovered.map(([, seen]) => text.search(seen));
  return places.find((place) => place !== -1) ?? -1;
};

const findWildcard: Finder = (_, { frontMatter }) =>
  foundWhen(
    [
      ...asList(frontMatter['permissions']),
      ...asList(asMap(frontMatter['metadata'])['permissions']),
    ]
      .map(String)
      .some((permission) => /^\s*(?:\*|all|full|any)\s*$/i.test(permission)),
  );

export const SKILLSPECTOR_RULES: ScanRule[] = [
  ...rows({ code: 'E1', severity: 'medium', file: 'static_patterns_data_exfiltration' }, [
    ['service-host', /https?:\/\/(?:api\.|data\.|collect\.|telemetry\.|analytics\.)[\w.-]+\//i],
    ['literal-post', /fetch\s*\(\s*['"]https?:\/\/[^'"]+['"][^)]*method\s*:\s*['"]POST['"]/i],
    [
      'send-data-to',
      /(?:send|transmit|post|upload)\s+(?:user\s+)?(?:data|information|context|files?)\s+to\s+(?:https?:\/\/|external)/i,
    ],
    ['curl-data', /curl\s+[^|]*(?:-d|--data|--data-raw|--data-binary)\s+/i],
  ]),
  ...rows({ code: 'E2', severity: 'high', file: 'static_patterns_data_exfiltration' }, [
    [
      'bracketed-secret-variable',
      /process\.env\s*\[\s*['"][^'"]*(?:KEY|SECRET|TOKEN|PASSWORD)[^'"]*['"]\s*\]/i,
    ],
    ['all-variables', /Object\.keys\s*\(\s*process\.env\s*\)/i],
  ]),
  ...rows({ code: 'E4', severity: 'high', file: 'static_patterns_data_exfiltration' }, [
    [
      'send-session',
      /(?:send|upload|transmit)\s+(?:the\s+)?(?:session|memory|state)\s+(?:data\s+)?to/i,
    ],
    [
      'log-conversation',
      /(?:send|transmit|upload|log|record)\s+(?:the\s+)?(?:full\s+)?(?:conversation|chat|dialog|session)\s+(?:history|context|log)?/i,
    ],
  ]),
  ...rows({ code: 'EA1', severity: 'medium', file: 'static_patterns_excessive_agency' }, [
    ['any-command', /(?:execute|run)\s+(?:arbitrary|any)\s+(?:commands?|code|scripts?)/i],
  ]),
  ...rows({ code: 'EA2', severity: 'medium', file: 'static_patterns_excessive_agency' }, [
    [
      'without-asking',
      /(?:without|no)\s+(?:asking|confirmation|approval|consent|verification|checking)/i,
    ],
    [
      'automatically',
      /(?:auto(?:matically)?|autonomously)\s+(?:execute|run|perform|delete|remove|modify|send|deploy)/i,
    ],
    [
      'never-ask',
      /(?:do\s+not|don't|never)\s+(?:ask|prompt|confirm|verify|check)\s+(?:the\s+)?(?:user|before)/i,
    ],
    ['approving-flag', /(?:--auto-?approve|--no-?confirm)\b/i],
    [
      'skip-confirmation',
      /(?:skip|bypass|disable)\s+(?:user\s+)?(?:confirmation|approval|consent)/i,
    ],
  ]),
  ...rows({ code: 'EA3', severity: 'low', file: 'static_patterns_excessive_agency' }, [
    ['not-limited', findOpenScope],
    [
      'extend-scope',
      /(?:extend|expand|broaden)\s+(?:your|the\s+)?(?:scope|functionality|capabilities|responsibilities)/i,
    ],
    ['everything', /(?:handle|manage)\s+(?:everything|anything|all\s+tasks?)/i],
  ]),
  ...rows({ code: 'EA4', severity: 'medium', file: 'static_patterns_excessive_agency' }, [
    [
      'forever',
      /(?:loop|iterate|repeat|retry|attempt)\s+(?:indefinitely|forever|infinitely|endlessly)/i,
    ],
    ['retries-unlimited', /max[_-]?retries?\s*=\s*(?:None|0|math\.inf|infinity)/i],
    ['timeout-off', /timeout\s*=\s*(?:None|0|math\.inf)/i],
  ]),
  ...rows({ code: 'P1', severity: 'high', file: 'static_patterns_prompt_injection' }, [
    ['ignore-instructions', /ignore\s+(?:all\s+)?previous\s+instructions?/i],
  ]),
  ...rows({ code: 'P2', severity: 'high', file: 'static_patterns_prompt_injection' }, [
    ['hidden-comment', /<!--.*?(?:system|instructions?|ignore|POST|GET|send|transmit).*?-->/is],
    ['data-address', /data:text\/plain;base64,[A-Za-z0-9+/=]{50,}/i],
    ['direction-marks', /[\u202a-\u202e\u2066-\u2069]/],
  ]),
  ...rows({ code: 'P3', severity: 'high', file: 'static_patterns_prompt_injection' }, [
    ['silently', /(?:silently|quietly|secretly|covertly)\s+(?:send|transmit|log|record)/i],
  ]),
  ...rows({ code: 'P4', severity: 'medium', file: 'static_patterns_prompt_injection' }, [
    [
      'never-tell',
      /never\s+(?:recommend|suggest|mention|tell|warn|inform)\s+(?:the\s+)?(?:user|them)/i,
    ],
    [
      'always-prefer',
      /always\s+(?:recommend|suggest|prefer|choose|use)\s+(?:\w+\s+){0,3}(?:over|instead\s+of|rather\s+than)/i,
    ],
    [
      'in-every-response',
      /(?:always|never)\s+include\s+(?:this|the\s+following)\s+in\s+(?:every|all)\s+(?:response|output|reply)/i,
    ],
  ]),
  ...rows({ code: 'P9', severity: 'medium', file: 'whitespace_padding' }, [
    ['repeated-line', /^(.*\S.*)\n(?:\1\n){63}/m],
    ['blank-lines', /\n(?:[ \t]*\n){20}/],
  ]),
  ...rows({ code: 'P6', severity: 'high', file: 'static_patterns_system_prompt_leakage' }, [
    [
      'print-rules',
      /(?:print|output|show|display|reveal|expose|return|echo)\s+(?:your\s+)?(?:full\s+)?(?:system\s+)?(?:prompt|instructions?|rules?|guidelines?|directives?)/i,
    ],
  ]),
  ...rows({ code: 'AR1', severity: 'high', file: 'static_patterns_anti_refusal' }, [
    ['always-comply', /\balways\s+(?:comply|obey|answer|respond)\b/i],
    ['never-say-no', /\bnever\s+say\s+(?:that\s+)?(?:you\s+)?(?:can'?t|cannot|won'?t|no)\b/i],
  ]),
  ...rows({ code: 'AR2', severity: 'medium', file: 'static_patterns_anti_refusal' }, [
    [
      'no-warnings',
      /\b(?:do\s+not|don'?t|never|no)\s+(?:include|add|give|provide|use|append)?\s*(?:any\s+)?(?:warnings?|disclaimers?|caveats?)\b/i,
    ],
    ['no-apology', /\b(?:do\s+not|don'?t)\s+(?:apologize|apologise|say\s+sorry)\b/i],
  ]),
  ...rows({ code: 'MP1', severity: 'medium', file: 'static_patterns_memory_poisoning' }, [
    [
      'into-memory',
      /(?:store|save|persist|retain|keep)\s+(?:this|the\s+following)\s+(?:in|to|across)\s+(?:your\s+)?(?:memory|context|state|knowledge)/i,
    ],
    [
      'from-now-on',
      /(?:from\s+now\s+on|henceforth|going\s+forward|permanently)\s*[,:]?\s*(?:always|you\s+must|you\s+should|you\s+will)/i,
    ],
  ]),
  ...rows({ code: 'MP3', severity: 'high', file: 'static_patterns_memory_poisoning' }, [
    [
      'reset-state',
      /(?:clear|reset|wipe|erase|delete|purge)\s+(?:your\s+)?(?:memory|context|state|history|conversation)/i,
    ],
  ]),
  ...rows({ code: 'RA1', severity: 'high', file: 'static_patterns_rogue_agent' }, [
    [
      'write-skill',
      /(?:write|modify|edit|update|overwrite|patch)\s+(?:this\s+)?(?:skill(?:'s)?|SKILL\.md)/i,
    ],
    ['self-update', /self[_-]?(?:modify|update|rewrite|patch|evolve)/i],
  ]),
  ...rows({ code: 'RA2', severity: 'medium', file: 'static_patterns_rogue_agent' }, [
    [
      'state-to-file',
      /(?:save|write|persist|store|dump)\s+(?:the\s+)?(?:state|session|context|data)\s+(?:to|in)\s+(?:a\s+)?(?:file|disk|database|storage)/i,
    ],
    [
      'restore-state',
      /(?:restore|load|read|resume)\s+(?:the\s+)?(?:previous|saved|persisted|stored)\s+(?:state|session|context|data)/i,
    ],
    [
      'across-sessions',
      /(?:persist|maintain|keep|preserve)\s+(?:state|data|context|session)\s+(?:across|between|through)\s+(?:sessions?|restarts?|reboots?|invocations?)/i,
    ],
    ['detach', /(?:nohup|disown|setsid)\s+/i],
    [
      'background-worker',
      /(?:start|launch|spawn|fork)\s+(?:a\s+)?(?:background|daemon|detached)\s+(?:process|service|worker|task)/i,
    ],
    [
      'write-hidden-folder',
      /(?:create|write|mkdir)\s+[^|]*(?:~\/|\/home\/|\/tmp\/)\.(?!git|ssh|aws)[a-z_-]+/i,
    ],
  ]),
  ...rows({ code: 'PE3', severity: 'high', file: 'static_patterns_privilege_escalation' }, [
    ['access-token', /access\s+(?:the\s+)?(?:credentials?|secrets?|tokens?)/i],
    ['env-file', /\.env(?:\.local|\.production|\.development)?(?:\s|$|['"])/im],
    ['keys-from', /(?:extract|copy|get)\s+(?:api\s+)?keys?\s+from/i],
    ['credential-file', /(?:password|credentials?|secrets?)\.(?:txt|json|yaml|yml|env)/i],
    ['npmrc', /~?\/?\.npmrc/i],
  ]),
  ...rows({ code: 'SC1', severity: 'low', file: 'static_patterns_supply_chain' }, [
    ['any-version', /"[^"]+"\s*:\s*"(?:\*|latest)"/, DEPENDENCIES],
    ['caret-version', /"[^"]+"\s*:\s*"\^[\d.]+"/, DEPENDENCIES],
  ]),
  ...rows({ code: 'SC2', severity: 'high', file: 'static_patterns_supply_chain' }, [
    ['pipe-to-shell', /(?:curl|wget)\s+[^|]*\|\s*(?:sudo\s+)?(?:ba)?sh/i],
    ['pipe-to-program', /(?:curl|wget)\s+[^|]*\|\s*(?:sudo\s+)?(?:python3?|node|ruby|perl)/i],
    ['download-and-run', /download\s+and\s+(?:run|execute)\s+(?:the\s+)?script/i],
  ]),
  ...rows({ code: 'SC3', severity: 'high', file: 'static_patterns_supply_chain' }, [
    ['mangled-name', /_0x[a-f0-9]{4,}\s*\(/i],
    ['hex-text', /['"][A-Fa-f0-9]{200,}['"]/],
    ['base64-text', /['"][A-Za-z0-9+/=]{200,}['"]/],
    ['eval-atob', /eval\s*\(\s*atob\s*\(/i],
  ]),
  ...rows({ code: 'SSRF', severity: 'medium', file: 'static_patterns_ssrf' }, [
    ['metadata-address', /169\.254\.169\.254/],
    [
      'loopback-fetch',
      /(?:fetch|axios(?:\.\w+)?)\s*\(\s*['"]https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/i,
    ],
    ['dynamic-host', /fetch\s*\(\s*`https?:\/\/\$\{/i],
  ]),
  ...rows({ code: 'TM1', severity: 'high', file: 'static_patterns_tool_misuse' }, [
    ['no-check-flag', /--no-?(?:check|validate|confirm|protect|safe)\b/i],
    ['skip-check-flag', /--skip-?(?:validation|verification|checks?|auth|tests?)/i],
    ['curl-insecure', /curl\s+[^|]*(?:-k|--insecure)\b/i],
    ['delete-path', /\b(?:delete|remove)\s+['"]?\/[^\s'"]{1,100}/i],
  ]),
  ...rows({ code: 'TM2', severity: 'medium', file: 'static_patterns_tool_misuse' }, [
    ['pipe-into-program', /\|\s*(?:sh|bash|zsh|python|node|ruby|perl)\s*$/im],
  ]),
  ...rows({ code: 'TM3', severity: 'medium', file: 'static_patterns_tool_misuse' }, [
    [
      'development-mode',
      /(?:FLASK_ENV|NODE_ENV|RAILS_ENV|DJANGO_DEBUG)\s*=\s*['"]?(?:development|debug|true|1)['"]?/i,
    ],
    ['debug-mode', /(?:debug|dev|development)[_-]?mode\s*=\s*(?:true|1|on|yes|enable)/i],
  ]),
  ...rows({ code: 'AS1', severity: 'high', file: 'static_patterns_agent_snooping' }, [
    [
      'agent-folder',
      /(?:cat|less|head|tail|grep|find)\s+[^|&;\n]*~?\/?\.(?:claude|codex|gemini)\//i,
    ],
    [
      'agent-config',
      /~?\/\.(?:claude|codex|gemini|continue)\/(?:config|settings?|preferences?|credentials?)/i,
    ],
  ]),
  ...rows({ code: 'AS3', severity: 'medium', file: 'static_patterns_agent_snooping' }, [
    ['list-skills', /(?:ls|find|dir)\s+[^|&;\n]*\.(?:claude|codex|gemini)\/skills?/i],
    [
      'other-skills',
      /(?:read|access|inspect|enumerate)\s+(?:all\s+)?(?:installed|available|other)\s+skills?/i,
    ],
  ]),
  ...rows({ code: 'LP', severity: 'medium', file: 'mcp_least_privilege' }, [
    ['1-uncovered', findUncovered, FILES.code],
    ['2-wildcard', findWildcard, FILES.skill],
  ]),
];
