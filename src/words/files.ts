import type { Text } from './text.ts';

/** What is said of files on this machine: media to upload, videos to save, and what the skill remembers. */
export const fileWords = {
  isFolder: (path: string): Text => ({ en: `${path} is a folder`, zh: `${path} 是文件夹` }),
  noCurrentFolder: (): Text => ({ en: 'The current folder does not exist any more', zh: '当前文件夹已不存在' }),
  changeFolder: (): Text => ({ en: 'Change to a folder that exists and run the same command again.', zh: '请切换到存在的文件夹，再运行同一命令。' }),
  nameFile: (): Text => ({ en: 'Name the file itself.', zh: '请直接给出文件。' }),
  notRegular: (path: string): Text => ({ en: `${path} is not a regular file`, zh: `${path} 不是普通文件` }),
  nameMedia: (): Text => ({ en: 'Name a media file.', zh: '请给出一个媒体文件。' }),
  isEmpty: (path: string): Text => ({ en: `${path} is empty`, zh: `${path} 是空文件` }),
  checkSaved: (): Text => ({ en: 'Check that it was saved completely.', zh: '请确认它已完整保存。' }),
  tooLarge: (path: string, size: Text): Text => ({ en: `${path} has ${size.en}, and 500 MB is the limit`, zh: `${path} 有 ${size.zh}，超过了 500 MB 的上限` }),
  compressFirst: (): Text => ({ en: 'Compress or trim it first.', zh: '请先压缩或剪短。' }),
  wrongType: (path: string, extension: string, mime: string): Text => ({
    en: `${path} is ${extension} (${mime}), which cannot be uploaded`,
    zh: `${path} 是 ${extension} 文件（${mime}），无法上传`,
  }),
  noMedia: (path: string): Text => ({ en: `${path} holds no known media, which cannot be uploaded`, zh: `${path} 不是已知的媒体文件，无法上传` }),
  pasteSubtitles: (): Text => ({
    en: 'Subtitles are no media: put their text into the message instead, after "add these subtitles:".',
    zh: '字幕不是媒体文件：请把字幕内容直接写进消息，放在“加上这些字幕：”后面。',
  }),
  missing: (path: string): Text => ({ en: `${path} does not exist`, zh: `${path} 不存在` }),
  unreadable: (path: string, code: string | undefined): Text => ({
    en: `${path} cannot be read (${code ?? 'unknown reason'})`,
    zh: `无法读取 ${path}（${code ?? '原因不明'}）`,
  }),
  checkPath: (): Text => ({ en: 'Check the path; quote it if it holds spaces.', zh: '请检查路径；如果含有空格，请加上引号。' }),
  changed: (path: string): Text => ({ en: `${path} changed while it was being uploaded`, zh: `${path} 在上传过程中被修改` }),
  vanished: (path: string): Text => ({ en: `${path} vanished while it was being uploaded`, zh: `${path} 在上传过程中消失` }),
  waitComplete: (): Text => ({ en: 'Wait until it is complete, then upload it again.', zh: '请等它写完，再重新上传。' }),
  noWriting: (path: string, code: string | undefined): Text => ({
    en: `${path} cannot be written to (${code ?? 'unknown reason'})`,
    zh: `无法写入 ${path}（${code ?? '原因不明'}）`,
  }),
  otherOut: (): Text => ({ en: 'Give another folder or file name with --out.', zh: '请用 --out 指定另一个文件夹或文件名。' }),
  notMp4: (out: string): Text => ({ en: `--out ${out} does not end in .mp4`, zh: `--out ${out} 不以 .mp4 结尾` }),
  giveMp4: (): Text => ({
    en: 'Videos are exported as MP4: give a folder or a name ending in .mp4.',
    zh: '视频以 MP4 格式导出：请给出文件夹，或以 .mp4 结尾的文件名。',
  }),
  notMedia: (out: string): Text => ({ en: `--out ${out} has no ending of a media file`, zh: `--out ${out} 的扩展名不是媒体文件` }),
  giveMedia: (): Text => ({ en: 'Media are saved as they are: give a folder.', zh: '素材按原样保存：请给出文件夹。' }),
  noWindowsName: (name: string): Text => ({ en: `No file can be named ${name} on Windows`, zh: `Windows 不允许文件名 ${name}` }),
  windowsNames: (): Text => ({
    en: 'Give another name: without < > : " | ? *, without a dot or space at an end, and not CON, PRN, AUX, NUL, COM1 or LPT1.',
    zh: '请换一个名称：不能含有 < > : " | ? *，不能以点或空格结尾，也不能是 CON、PRN、AUX、NUL、COM1、LPT1 等设备名。',
  }),
  nameTooLong: (): Text => ({ en: 'The file name given with --out is too long', zh: '--out 给出的文件名太长' }),
  shorterName: (): Text => ({ en: 'Use at most 220 bytes, which is 220 Latin or 73 Chinese letters.', zh: '最多 220 字节，即 220 个拉丁字母或 73 个汉字。' }),
  notNamed: (part: string, code: string | undefined): Text => ({
    en: `The video is complete but could not be named (${code ?? 'unknown reason'}): ${part}`,
    zh: `视频已完整下载，但无法命名（${code ?? '原因不明'}）：${part}`,
  }),
  renameByHand: (): Text => ({
    en: 'It is kept under that name; rename it by hand, or give another --out.',
    zh: '文件以该名称保留；请手动重命名，或用 --out 指定其他位置。',
  }),
  noSpace: (folder: string, { needed, free }: { needed: Text; free: Text }): Text => ({
    en: `The video needs ${needed.en}, and ${folder} has ${free.en} left`,
    zh: `视频需要 ${needed.zh}，而 ${folder} 只剩 ${free.zh}`,
  }),
  freeSpace: (): Text => ({ en: 'Free some space, or give another folder with --out.', zh: '请腾出一些空间，或用 --out 指定另一个文件夹。' }),
  notWritten: (path: string, code: string | undefined): Text => ({
    en: `${path} could not be written (${code ?? 'unknown reason'})`,
    zh: `${path} 写入失败（${code ?? '原因不明'}）`,
  }),
  freeSpaceThere: (): Text => ({ en: 'Free some space there, then run the command under "next".', zh: '请在那里腾出一些空间，然后运行“next”中的命令。' }),
  /** A record of the skill's own that the system refuses to read or write. */
  stateRefused: (path: string, code: string | undefined): Text => ({
    en: `${path}, where the skill keeps its records, cannot be used (${code ?? 'unknown reason'})`,
    zh: `技能的记录文件 ${path} 无法使用（${code ?? '原因不明'}）`,
  }),
  mendState: (): Text => ({
    en: 'Free some space there or make it usable, or name another folder in NEMO_STATE_DIR. Nothing more was sent.',
    zh: '请腾出空间或修复该路径的权限，也可以用 NEMO_STATE_DIR 指定另一个文件夹。没有再发送任何内容。',
  }),
  foreignState: (path: string): Text => ({ en: `${path} belongs to another user and is not used`, zh: `${path} 属于另一个用户，不会使用` }),
  ownState: (): Text => ({ en: 'Name a folder of your own in NEMO_STATE_DIR.', zh: '请用 NEMO_STATE_DIR 指定一个属于当前用户的文件夹。' }),
  brokenRecord: (path: string): Text => ({
    en: `The record ${path} cannot be read: it is damaged, or of a newer version of this skill`,
    zh: `记录 ${path} 无法读取：文件已损坏，或来自更新版本的技能`,
  }),
  mendRecord: (): Text => ({
    en: 'Nothing was sent, so that nothing is paid for twice. Update the skill, restore the file, or move it away if what it was about is done.',
    zh: '为避免重复扣费，没有发送任何内容。请更新技能或恢复该文件；如果相关任务已完成，也可以把它移走。',
  }),
  temporaryState: (folder: string): Text => ({
    en: `The usual folder cannot be written to: token and jobs are kept in ${folder}, which may not last. Set NEMO_STATE_DIR to keep them.`,
    zh: `常用文件夹无法写入：令牌和任务保存在 ${folder}，可能不会长期保留。可设置 NEMO_STATE_DIR 指定其他位置。`,
  }),
};
