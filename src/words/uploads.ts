import type { Text } from './text.ts';

interface Sized {
  name: string;
  size: Text;
}

const TYPES: Record<'video' | 'image' | 'audio', Text> = {
  video: { en: 'video', zh: '视频' },
  image: { en: 'image', zh: '图片' },
  audio: { en: 'audio', zh: '音频' },
};

/** What is said of media on their way into a project. */
export const uploadWords = {
  start: (files: readonly Sized[]): Text => ({
    en: `Uploading ${files.map(({ name, size }) => `${name} (${size.en})`).join(', ')}…`,
    zh: `正在上传 ${files.map(({ name, size }) => `${name}（${size.zh}）`).join('、')}…`,
  }),
  /** Stands before how far it is. */
  uploading: (): Text => ({ en: 'Uploading', zh: '正在上传' }),
  handingOver: (links: number): Text =>
    links === 1 ? { en: 'Handing over the link…', zh: '正在提交链接…' } : { en: `Handing over ${links} links…`, zh: `正在提交 ${links} 个链接…` },
  /** The service has taken the request, and not all of its files are in the project yet. */
  fetching: (): Text => ({ en: 'Waiting until it is in the project…', zh: '正在等待素材进入项目…' }),
  notFetched: (): Text => ({
    en: 'The service took the upload two minutes ago, and not all of it is in the project yet',
    zh: '服务两分钟前已收到上传，但素材尚未全部出现在项目中',
  }),
  done: (name: string, facts: readonly Text[]): Text => ({
    en: `✅ Uploaded ${name} (${facts.map(({ en }) => en).join(', ')})`,
    zh: `✅ 已上传 ${name}（${facts.map(({ zh }) => zh).join('，')}）`,
  }),
  type: (type: keyof typeof TYPES): Text => TYPES[type],
  length: (seconds: string): Text => ({ en: `${seconds} s`, zh: `${seconds} 秒` }),
  /** `--wait` was used up on the way: an upload is never cut off by it. */
  pastWait: (): Text => ({ en: 'The upload took longer than --wait; it was not cut off.', zh: '上传用时超过了 --wait，没有中断。' }),
  arrivedUnheard: (): Text => ({ en: 'The answer got lost, but the files have arrived.', zh: '没有收到回复，不过文件已经上传成功。' }),
  again: (): Text => ({ en: 'The upload broke off and has not arrived: sending it again…', zh: '上传中断，文件没有送达，正在重新上传…' }),
  uncertain: (problem: Text): Text => ({ en: `${problem.en}; it is not known whether all files have arrived`, zh: `${problem.zh}；不确定文件是否已全部送达` }),
  lookFirst: (): Text => ({
    en: 'Run the command under "next" in a minute: it looks first and uploads only what is missing. "state" shows what is there.',
    zh: '请过一分钟运行“next”中的命令：它会先查看，只补传缺少的文件。用 state 可以查看已有哪些素材。',
  }),
  nothingGiven: (): Text => ({ en: 'No file or link was given to upload', zh: '没有给出要上传的文件或链接' }),
  nameFiles: (): Text => ({ en: 'Name files after the command, or with --file PATH.', zh: '请在命令后面写上文件，或使用 --file PATH。' }),
  noSource: (address: string): Text => ({ en: `${address} cannot be uploaded from`, zh: `无法从 ${address} 上传` }),
  giveSource: (): Text => ({
    en: 'Give an http or https address without user name and password, or a file on this machine.',
    zh: '请给出不含用户名和密码的 http 或 https 地址，或本机上的文件。',
  }),
};
