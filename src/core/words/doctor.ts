import type { Text } from '../text.ts';

/** What `doctor` finds out. */
export const doctorWords = {
  works: (name: Text, detail: Text): Text => ({
    en: `✅ ${name.en}: ${detail.en}`,
    zh: `✅ ${name.zh}：${detail.zh}`,
  }),
  fails: (name: Text, detail: Text): Text => ({
    en: `❌ ${name.en}: ${detail.en}`,
    zh: `❌ ${name.zh}：${detail.zh}`,
  }),
  node: (): Text => ({
    en: 'node',
    zh: 'Node 版本',
  }),
  skill: (): Text => ({
    en: 'skill',
    zh: '技能',
  }),
  stateFolder: (): Text => ({
    en: 'state folder',
    zh: '状态文件夹',
  }),
  currentFolder: (): Text => ({
    en: 'current folder',
    zh: '当前文件夹',
  }),
  token: (): Text => ({
    en: 'token',
    zh: '令牌',
  }),
  api: (): Text => ({
    en: 'api',
    zh: 'API 连接',
  }),
  tooOld: (version: string, oldest: number): Text => ({
    en: `${version} is too old: ${oldest} or newer is needed`,
    zh: `${version} 太旧，需要 ${oldest} 或更高版本`,
  }),
  /** Name, version and platform, and where it lies. */
  installed: (skill: string, folder: string): Text => ({
    en: `${skill} in ${folder}`,
    zh: `${skill}，位于 ${folder}`,
  }),
  writable: (folder: string): Text => ({
    en: `${folder} is writable`,
    zh: `${folder} 可以写入`,
  }),
  notWritable: (folder: string, code: string | undefined): Text => ({
    en: `${folder} cannot be written to (${code ?? 'unknown reason'})`,
    zh: `无法写入 ${folder}（${code ?? '原因不明'}）`,
  }),
  noToken: (): Text => ({
    en: 'no; a free starter token is requested at the first use',
    zh: '没有；首次使用时会自动申请免费试用令牌',
  }),
  ownToken: (): Text => ({
    en: 'yes, from NEMO_TOKEN',
    zh: '有，来自 NEMO_TOKEN',
  }),
  starterToken: (daysLeft: string): Text => ({
    en: `yes, a free starter token for ${daysLeft} more days`,
    zh: `有，免费试用令牌，还剩 ${daysLeft} 天`,
  }),
  answers: (host: string, tookMs: number): Text => ({
    en: `${host} answers (${tookMs} ms)`,
    zh: `${host} 响应正常（${tookMs} 毫秒）`,
  }),
};
