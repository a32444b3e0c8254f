import type { Text } from './text.ts';

/** What is said of the backend's refusals, and of answers that cannot be read. */
export const backendWords = {
  /** The sentence of a refusal, and what it was said about. */
  refusal: (summary: Text, where: string, { number, said }: Refusal): Text => ({
    en: `${summary.en} (${where}: ${number}${said && `: ${said}`})`,
    zh: `${summary.zh}（${where}：${number}${said && `，${said}`}）`,
  }),
  tokenRefused: (): Text => ({ en: 'The token was refused: it is wrong or has expired', zh: '令牌无效或已过期' }),
  checkToken: (): Text => ({
    en: 'Check NEMO_TOKEN, or unset it to go on with a free starter token.',
    zh: '请检查 NEMO_TOKEN，或取消设置它，改用免费试用令牌。',
  }),
  sessionGone: (): Text => ({ en: 'The editing session no longer exists', zh: '编辑会话已不存在' }),
  startOver: (): Text => ({
    en: 'Start over with "node scripts/connect.mjs --new", then upload and edit again.',
    zh: '请运行“node scripts/connect.mjs --new”重新开始，再上传素材并编辑。',
  }),
  noCredits: (): Text => ({ en: 'There are not enough credits left', zh: '积分不足' }),
  topUp: (): Text => ({ en: 'Top up credits in your account.', zh: '请在账户中充值积分。' }),
  registerAt: (link: string): Text => ({ en: `Register to get more credits: ${link}`, zh: `注册即可获得更多积分：${link}` }),
  wrongType: (): Text => ({ en: 'The file type is not supported', zh: '不支持这种文件类型' }),
  useFormats: (formats: string): Text => ({ en: `Use one of: ${formats}.`, zh: `请使用以下格式之一：${formats}。` }),
  tooLarge: (): Text => ({ en: 'The file is too large', zh: '文件过大' }),
  compress: (): Text => ({ en: 'The limit is 500 MB: compress or trim the file first.', zh: '上限是 500 MB：请先压缩或剪短文件。' }),
  uploadRefused: (): Text => ({ en: 'The video service did not take the upload', zh: '视频服务没有接受这次上传' }),
  checkUpload: (): Text => ({
    en: 'Check that the file plays, or that the link is public and leads straight to a video, picture or sound.',
    zh: '请确认文件可以播放，或者链接是公开的，并且直接指向视频、图片或音频。',
  }),
  notInPlan: (): Text => ({ en: 'Export is not part of this plan (this is not about credits)', zh: '当前套餐不包含导出（与积分无关）' }),
  upgrade: (): Text => ({ en: 'Register or upgrade your plan to unlock export.', zh: '请注册或升级套餐以解锁导出。' }),
  tooMany: (): Text => ({ en: 'Too many requests', zh: '请求过于频繁' }),
  slowDown: (): Text => ({
    en: 'The service limits how many requests it takes in a time. Try again in a few minutes.',
    zh: '视频服务限制了一段时间内的请求次数。请过几分钟再试。',
  }),
  /** For the request for a free token alone. */
  oneTokenAWeek: (): Text => ({
    en: 'A free token is given once per machine in 7 days. Try again later, or set NEMO_TOKEN.',
    zh: '每台机器 7 天内只能领取一次免费令牌。请稍后再试，或设置 NEMO_TOKEN。',
  }),
  starterRefused: (): Text => ({ en: 'Try again later, or set NEMO_TOKEN to a token of your own.', zh: '请稍后再试，或把 NEMO_TOKEN 设置为自己的令牌。' }),
  clientIdRefused: (): Text => ({ en: "The video service did not accept this machine's client id", zh: '视频服务不接受本机的客户端 ID' }),
  otherClientId: (): Text => ({
    en: 'Set NEMO_CLIENT_ID to a UUID, or NEMO_TOKEN to a token of your own.',
    zh: '请把 NEMO_CLIENT_ID 设置为一个 UUID，或把 NEMO_TOKEN 设置为自己的令牌。',
  }),
  ownProblem: (): Text => ({ en: 'The video service has a problem of its own', zh: '视频服务自身出了问题' }),
  fewMinutes: (): Text => ({ en: 'Try again in a few minutes.', zh: '请过几分钟再试。' }),
  refused: (): Text => ({ en: 'The video service refused the request', zh: '视频服务拒绝了请求' }),
  runDoctor: (): Text => ({
    en: 'Run "node scripts/doctor.mjs" to see what works; report it if it persists.',
    zh: '请运行“node scripts/doctor.mjs”查看哪些功能正常；如果问题一直存在，请反馈给我们。',
  }),
  unreadable: (request: string, reason: Text): Text => ({
    en: `${request}: the answer cannot be read (${reason.en})`,
    zh: `${request}：无法读取返回的内容（${reason.zh}）`,
  }),
  updateSkill: (): Text => ({
    en: 'Try again; if it persists, the video service has changed and the skill needs an update.',
    zh: '请再试一次；如果仍然如此，说明视频服务已有变化，需要更新技能。',
  }),
  notJson: (): Text => ({ en: 'it is not JSON', zh: '不是 JSON' }),
  noStream: (): Text => ({ en: 'it is not an event stream', zh: '不是事件流' }),
  /** `path` is empty for the whole of it; `problem` is a library's own words, where it has any. */
  unexpected: (path: string, problem: string | undefined): Text => ({
    en: `${path || 'the whole'}: ${problem || 'not as expected'}`,
    zh: `${path || '整个内容'}：${problem || '与预期不符'}`,
  }),
};

interface Refusal {
  /** The backend's code, or the HTTP status. */
  number: number | string;
  /** The backend's own words; may be empty. */
  said: string;
}
