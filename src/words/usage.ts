import type { Text } from './text.ts';

/** What is said of a command line. */
export const usageWords = {
  /** `reason` is Node's own sentence. */
  badOption: (script: string, reason: string): Text => ({ en: `${script}: ${reason}`, zh: `${script}：${translateReason(reason)}` }),
  itTakes: (options: string): Text => ({ en: `It takes ${options}.`, zh: `可用的选项：${options}。` }),
  /** `given` is empty where nothing was; both are words as they are. */
  wrongWords: (script: string, expected: string | undefined, given: string): Text => ({
    en: `${script} ${expected ? `expects ${expected}` : 'takes no words'}; ${given ? `given: ${given}` : 'none was given'}`,
    zh: `${script} ${expected ? `需要${countWords(expected)}` : '不需要参数'}，${given ? `给出的是：${given}` : '但没有给出'}`,
  }),
  quoteText: (script: string): Text => ({
    en: `Put a text with spaces in quotes. Run "node scripts/${script}.mjs --help" for examples.`,
    zh: `含空格的文字请加引号。运行“node scripts/${script}.mjs --help”可查看示例。`,
  }),
  bothWays: (): Text => ({
    en: "run takes the user's words, or steps with --edit and --export, not both",
    zh: 'run 只能二选一：用户原话，或用 --edit 和 --export 给出的步骤',
  }),
  neitherWay: (): Text => ({
    en: "run expects the user's words, or steps with --file, --edit and --export",
    zh: 'run 需要用户原话，或用 --file、--edit、--export 给出步骤',
  }),
  /** `given` are options. */
  resumeAlone: (given: string): Text => ({
    en: `run --resume goes on with a job as it was begun, and takes no ${given}`,
    zh: `run --resume 会按任务开始时的要求继续，不接受 ${given}`,
  }),
  resumeOrBegin: (): Text => ({
    en: 'Give --resume a job id or nothing; leave it out to begin something else.',
    zh: '--resume 后面只能给出任务 ID 或什么都不给；要开始新的任务，请去掉 --resume。',
  }),
  oneOfConnect: (): Text => ({
    en: 'connect opens a new session, takes one that exists, or lists projects: give one of --new, --session and --list',
    zh: 'connect 只能三选一：--new 新建会话，--session 使用已有会话，--list 列出项目',
  }),
  mediaAsTheyAre: (): Text => ({
    en: 'export --media saves files as they are, and takes no --resolution or --format',
    zh: 'export --media 按原样保存文件，不接受 --resolution 和 --format',
  }),
  noSession: (id: string): Text => ({ en: `--session ${id} is not a session id`, zh: `--session ${id} 不是会话 ID` }),
  exampleSession: (): Text => ({
    en: 'Use the id as "connect --list --json" or the project\'s address shows it.',
    zh: '请使用“connect --list --json”或项目网址中的会话 ID。',
  }),
  noFormat: (format: string): Text => ({ en: `--format ${format} is not available`, zh: `不支持 --format ${format}` }),
  onlyMp4: (): Text => ({ en: 'Videos are exported as mp4.', zh: '视频以 mp4 格式导出。' }),
  isEmpty: (option: string): Text => ({ en: `--${option} is empty`, zh: `--${option} 的值为空` }),
  giveValue: (option: string): Text => ({ en: `Give a value after --${option}.`, zh: `请在 --${option} 后面给出值。` }),
  noSize: (size: string): Text => ({ en: `--resolution ${size} is not a size`, zh: `--resolution ${size} 不是有效的尺寸` }),
  exampleSizes: (): Text => ({ en: 'Use 1080p, 720p or WIDTHxHEIGHT, e.g. 1080x1920.', zh: '请使用 1080p、720p 或 WIDTHxHEIGHT（宽×高），例如 1080x1920。' }),
  noCount: (given: string, most: number): Text => ({
    en: `--parallel ${given} is not a number from 1 to ${most}`,
    zh: `--parallel ${given} 不是 1 到 ${most} 之间的数字`,
  }),
  exampleCounts: (most: number): Text => ({ en: `Use 1, 2 or ${most}.`, zh: `请使用 1、2 或 ${most}。` }),
  noName: (name: string): Text => ({ en: `--project ${name} is not a name`, zh: `--project ${name} 不是有效的名称` }),
  exampleNames: (): Text => ({ en: 'Use 1 to 100 letters, digits or spaces.', zh: '请使用 1 到 100 个文字、数字或空格。' }),
  noLanguage: (code: string): Text => ({ en: `--lang ${code} is not a language code`, zh: `--lang ${code} 不是语言代码` }),
  exampleLanguages: (): Text => ({ en: 'Use a code such as en, zh, zh-CN, ja or es.', zh: '请使用 en、zh、zh-CN、ja 或 es 这样的代码。' }),
  noSeconds: (given: string): Text => ({ en: `--wait ${given} is not a number of seconds`, zh: `--wait ${given} 不是秒数` }),
  exampleSeconds: (): Text => ({ en: 'Use a number from 0 to 86400, e.g. --wait 90.', zh: '请使用 0 到 86400 之间的数字，例如 --wait 90。' }),
};

/** The sentences in which `parseArgs` refuses an option; another stays as it is. */
const REASONS: [pattern: RegExp, zh: string][] = [
  [/^Unknown option ('.+')$/, '未知选项 $1'],
  [/^Option ('.+') argument missing$/, '选项 $1 缺少值'],
  [/^Option ('.+?') argument is ambiguous\.[^]* use ('.+')\.?$/, '选项 $1 的值有歧义：以短横线开头的值请写成 $2'],
  [/^Option ('.+') does not take an argument$/, '选项 $1 不需要值'],
];

function translateReason(reason: string): string {
  const [pattern, zh] = REASONS.find(([sentence]) => sentence.test(reason)) ?? [];
  return pattern && zh ? reason.replace(pattern, zh) : reason;
}

/** `one TEXT` or `FILE|URL…`, as the scripts name them. */
const countWords = (expected: string): string => (expected.startsWith('one ') ? `一个 ${expected.slice(4)}` : ` ${expected}`);
