import { joinTexts, type Text } from './text.ts';

interface Listed {
  name: string;
  generated: boolean;
  downloadable: boolean;
}

/** Of more, nobody reads the names. */
const MOST_LISTED = 20;

const listed = <T>(items: readonly T[], tell: (item: T) => string, comma: string): string =>
  [...items.slice(0, MOST_LISTED).map(tell), ...(items.length > MOST_LISTED ? ['…'] : [])].join(comma);

/** What is said of the media of a session that are saved as they are. */
export const mediaWords = {
  list: (media: readonly Listed[]): Text => ({
    en: `Media: ${listed(media, (each) => `${each.name}${each.generated ? ' (generated)' : ''}${each.downloadable ? '' : ' (no address to save it from)'}`, ', ')}.`,
    zh: `素材：${listed(media, (each) => `${each.name}${each.generated ? '（生成的）' : ''}${each.downloadable ? '' : '（没有可下载的地址）'}`, '、')}。`,
  }),
  noMedia: (): Text => ({ en: 'The session holds no media', zh: '会话里没有任何素材' }),
  uploadFirst: (): Text => ({ en: 'Upload a file or describe a video first.', zh: '请先上传文件，或描述你想要的视频。' }),
  unknown: (wanted: string): Text => ({ en: `The session holds no media "${wanted}"`, zh: `会话里没有素材“${wanted}”` }),
  choose: (names: readonly string[]): Text => ({
    en: `Give --media all, or one of: ${listed(names, String, ', ')}.`,
    zh: `请使用 --media all，或其中之一：${listed(names, String, '、')}。`,
  }),
  oneOutForMany: (out: string, count: number): Text => ({
    en: `--out ${out} names one file, and ${count} are wanted`,
    zh: `--out ${out} 是一个文件名，而要保存的有 ${count} 个`,
  }),
  giveFolder: (): Text => ({ en: 'Give a folder with --out.', zh: '请用 --out 指定一个文件夹。' }),
  saving: (name: string): Text => ({ en: `Saving ${name}…`, zh: `正在保存 ${name}…` }),
  saved: (name: string, type: Text, size: Text): Text => ({
    en: `✅ Saved ${name} (${type.en}, ${size.en})`,
    zh: `✅ 已保存 ${name}（${type.zh}，${size.zh}）`,
  }),
  notSaved: (name: string, reason: Text): Text => ({ en: `${name} was not saved: ${reason.en}`, zh: `${name} 没有保存：${reason.zh}` }),
  /** The same as a notice. */
  unsaved: (name: string, reason: Text): Text => joinTexts(['⚠️ ', mediaWords.notSaved(name, reason)]),
  noAddress: (): Text => ({ en: 'the session names no address for it', zh: '会话没有给出它的地址' }),
  noneSaved: (reasons: Text): Text => ({ en: `Nothing could be saved. ${reasons.en}`, zh: `没有保存任何文件。${reasons.zh}` }),
  tryLater: (): Text => ({ en: 'Run the command under "next" later: addresses are read anew.', zh: '请稍后运行“next”中的命令：地址会重新读取。' }),
};
