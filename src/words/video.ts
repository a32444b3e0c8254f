import type { Text } from './text.ts';

/** What is said of a rendered file, and of one that is none. */
export const videoWords = {
  facts: (picture: string, seconds: string, size: Text): Text => ({ en: `${picture}, ${seconds} s, ${size.en}`, zh: `${picture}，${seconds} 秒，${size.zh}` }),
  otherSize: (wanted: string, found: string): Text => ({
    en: `${wanted} was asked for, but the file is ${found}.`,
    zh: `要求的尺寸是 ${wanted}，但文件是 ${found}。`,
  }),
  otherLength: (timeline: string, found: string): Text => ({
    en: `The timeline has ${timeline} s, but the file ${found} s.`,
    zh: `时间线长 ${timeline} 秒，但文件长 ${found} 秒。`,
  }),
  empty: (): Text => ({ en: 'it is empty', zh: '它是空的' }),
  noPicture: (): Text => ({ en: 'it holds no picture', zh: '它没有画面' }),
  noHeader: (): Text => ({ en: 'its header cannot be read', zh: '无法读取文件头' }),
  largeHeader: (): Text => ({ en: 'its header is too large', zh: '文件头过大' }),
  strayBytes: (): Text => ({ en: 'it ends in bytes that belong to no part of it', zh: '末尾有不属于视频的字节' }),
  brokenParts: (): Text => ({ en: 'its parts do not fit together', zh: '各部分衔接不上' }),
  endMissing: (bytes?: number): Text =>
    bytes ? { en: `its end is missing (${bytes} bytes)`, zh: `缺少结尾（${bytes} 字节）` } : { en: 'its end is missing', zh: '缺少结尾' },
  otherFile: (extension: string, mime: string): Text => ({ en: `it is ${extension} (${mime})`, zh: `它是 ${extension} 文件（${mime}）` }),
  unknownFile: (): Text => ({ en: 'it is no known kind of file', zh: '不是已知的文件类型' }),
  webPage: (): Text => ({ en: 'a web page came instead', zh: '得到的是网页' }),
  jsonAnswer: (): Text => ({ en: 'a JSON answer came instead', zh: '得到的是 JSON 回复' }),
  text: (): Text => ({ en: 'a text came instead', zh: '得到的是文本' }),
  otherPiece: (): Text => ({ en: 'the server sent another piece than was asked for', zh: '服务器发来的不是所请求的部分' }),
  otherType: (type: string): Text => ({ en: `${type} came instead`, zh: `得到的是 ${type}` }),
  otherEncoding: (): Text => ({ en: 'it came in a compression that is not known here', zh: '内容使用了无法识别的压缩方式' }),
};
