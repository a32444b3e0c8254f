import type { Text } from './text.ts';

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
  freeSpace: (): Text => ({ en: 'free space', zh: '可用空间' }),
  proxy: (): Text => ({ en: 'proxy', zh: '代理' }),
  dns: (): Text => ({ en: 'dns', zh: '域名解析' }),
  tls: (): Text => ({ en: 'tls', zh: '证书' }),
  clock: (): Text => ({ en: 'clock', zh: '系统时间' }),
  renders: (): Text => ({ en: 'renders', zh: '未完成的渲染' }),
  messages: (): Text => ({ en: 'messages', zh: '未确认的消息' }),
  downloads: (): Text => ({ en: 'downloads', zh: '未完成的下载' }),
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
  needsRepair: (folder: string, { open, broken }: Repair): Text => ({
    en: `${folder}: ${[
      ...(open > 0 ? [`${countFiles(open)} can be read by other users`] : []),
      ...(broken > 0 ? [`${countFiles(broken)} cannot be read`] : []),
    ].join(' and ')}; "node scripts/doctor.mjs --fix" repairs it`,
    zh: `${folder}：${[
      ...(open > 0 ? [`${open} 个文件可被其他用户读取`] : []),
      ...(broken > 0 ? [`${broken} 个文件已损坏`] : []),
    ].join('，')}；运行“node scripts/doctor.mjs --fix”即可修复`,
  }),
  repaired: (folder: string, { open, broken }: Repair): Text => ({
    en: `${folder}: ${[
      ...(open > 0 ? [`${countFiles(open)} closed to other users`] : []),
      ...(broken > 0 ? [`${countFiles(broken)} set aside as .broken`] : []),
    ].join(' and ')}`,
    zh: `${folder}：${[
      ...(open > 0 ? [`${open} 个文件已改为仅本人可读`] : []),
      ...(broken > 0 ? [`${broken} 个损坏的文件已另存为 .broken`] : []),
    ].join('，')}`,
  }),
  unknownSpace: (): Text => ({ en: 'cannot be told', zh: '无法得知' }),
  noProxy: (): Text => ({ en: 'none is set', zh: '未设置' }),
  proxySet: (host: string): Text => ({
    en: `${host}; hosts in NO_PROXY go without`,
    zh: `${host}；NO_PROXY 中的主机不经过它`,
  }),
  nameFound: (host: string): Text => ({ en: `${host} is found`, zh: `${host} 可以找到` }),
  trusted: (host: string): Text => ({
    en: `the certificate of ${host} is trusted`,
    zh: `${host} 的证书可信`,
  }),
  plainHttp: (): Text => ({
    en: 'not needed: the address is on this machine',
    zh: '不需要：地址就在本机',
  }),
  untried: (): Text => ({ en: 'could not be tried', zh: '未能检查' }),
  notReached: (host: string): Text => ({
    en: `${host} was not reached`,
    zh: `未能连上 ${host}`,
  }),
  clockRight: (): Text => ({ en: 'right to the second', zh: '准确' }),
  clockOff: (seconds: number, isAhead: boolean): Text => ({
    en: `${seconds} s ${isAhead ? 'ahead of' : 'behind'} the server; set it by the network's time if certificates or tokens are refused`,
    zh: `比服务器${isAhead ? '快' : '慢'} ${seconds} 秒；如果证书或令牌被拒绝，请按网络时间校准`,
  }),
  unknownClock: (): Text => ({
    en: 'the server tells no time to compare with',
    zh: '服务器没有给出可供比较的时间',
  }),
  nothingLeft: (): Text => ({ en: 'nothing is left over', zh: '没有遗留' }),
  rendersLeft: (count: number, command: string): Text => ({
    en: `${count} not fetched yet; "${command}" fetches the latest`,
    zh: `${count} 个还没有取回；运行“${command}”取回最近的一个`,
  }),
  messagesLeft: (count: number, latest: string, command: string): Text => ({
    en: `${count} whose outcome was not told, the latest "${latest}"; "${command}" looks for it`,
    zh: `${count} 条还不知道结果，最近一条是“${latest}”；运行“${command}”查看`,
  }),
  partsLeft: (folder: string, names: string[]): Text => ({
    en: `${names.join(', ')} in ${folder}; the export that began it goes on there, else it may be deleted`,
    zh: `${folder} 里有 ${names.join('、')}；重新运行当时的导出会接着下载，不需要的话可以删除`,
  }),
  folderGone: (): Text => ({
    en: 'it was deleted; go to another folder',
    zh: '它已被删除，请换到其他文件夹',
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

/** How many files need what. */
interface Repair {
  open: number;
  broken: number;
}

const countFiles = (count: number): string => (count === 1 ? '1 file' : `${count} files`);
