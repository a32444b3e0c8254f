import { joinTexts, type Text } from './text.ts';

/** What `doctor` finds out: the names of its checks first, then what they say. */
export const doctorWords = {
  node: (): Text => ({ en: 'node', zh: 'Node 版本' }),
  skill: (): Text => ({ en: 'skill', zh: '技能' }),
  update: (): Text => ({ en: 'update', zh: '更新' }),
  settings: (): Text => ({ en: 'settings', zh: '设置' }),
  stateFolder: (): Text => ({ en: 'state folder', zh: '状态文件夹' }),
  currentFolder: (): Text => ({ en: 'current folder', zh: '当前文件夹' }),
  freeSpace: (): Text => ({ en: 'free space', zh: '可用空间' }),
  dns: (): Text => ({ en: 'dns', zh: '域名解析' }),
  certificate: (): Text => ({ en: 'certificate', zh: '证书' }),
  api: (): Text => ({ en: 'api', zh: 'API 连接' }),
  clock: (): Text => ({ en: 'clock', zh: '系统时间' }),
  token: (): Text => ({ en: 'token', zh: '令牌' }),
  balance: (): Text => ({ en: 'balance', zh: '积分余额' }),
  records: (): Text => ({ en: 'unreadable records', zh: '无法读取的记录' }),
  jobs: (): Text => ({ en: 'unfinished jobs', zh: '未完成的任务' }),
  job: (id: string): Text => ({ en: `job ${id}`, zh: `任务 ${id}` }),
  parts: (): Text => ({ en: 'leftover downloads', zh: '遗留的下载' }),

  line: (mark: '✅' | '❌', name: Text, detail: Text): Text => ({ en: `${mark} ${name.en}: ${detail.en}`, zh: `${mark} ${name.zh}：${detail.zh}` }),
  /** In a document, where the checks stand in a field of their own. */
  allWell: (): Text => ({ en: 'Everything works.', zh: '一切正常。' }),
  notWell: (names: readonly Text[]): Text => ({ en: `To be mended: ${joinTexts(names, ', ').en}.`, zh: `需要处理：${joinTexts(names, '、').zh}。` }),
  none: (): Text => ({ en: 'none', zh: '没有' }),
  tooOld: (version: string, oldest: number): Text => ({
    en: `${version} is too old: ${oldest} or newer is needed`,
    zh: `${version} 太旧，需要 ${oldest} 或更高版本`,
  }),
  either: (first: string, second: string): Text => ({ en: `${first}, or ${second}`, zh: `${first}，或 ${second}` }),
  reinstall: (): Text => ({ en: 'install it again the same way; jobs and account are kept', zh: '用同样的方法再安装一次；任务和账号会保留' }),
  proxied: (apiUrl: string, proxy: string): Text => ({
    en: `${apiUrl}, through the proxy ${proxy} unless NO_PROXY names the host`,
    zh: `${apiUrl}，经过代理 ${proxy}（NO_PROXY 中的主机除外）`,
  }),
  private: (folder: string): Text => ({ en: `${folder}, writable and private`, zh: `${folder}，可写，仅本人可读` }),
  temporary: (): Text => ({ en: '; it is temporary: set NEMO_STATE_DIR to keep it', zh: '；这是临时文件夹，可设置 NEMO_STATE_DIR 长期保留' }),
  open: (folder: string): Text => ({ en: `${folder} can be read by other users`, zh: `${folder} 可被其他用户读取` }),
  notReached: (): Text => ({ en: 'not reached', zh: '未能连上' }),
  onTime: (): Text => ({ en: 'right to the second', zh: '准确' }),
  offTime: (seconds: number, isAhead: boolean): Text => ({
    en: `${seconds} s ${isAhead ? 'ahead of' : 'behind'} the server; set it by the network's time if certificates or tokens are refused`,
    zh: `比服务器${isAhead ? '快' : '慢'} ${seconds} 秒；如果证书或令牌被拒绝，请按网络时间校准`,
  }),
  noToken: (): Text => ({ en: 'none yet; a free starter token is requested at the first use', zh: '还没有；首次使用时会自动申请免费试用令牌' }),
  ownToken: (): Text => ({ en: "the user's own, from NEMO_TOKEN", zh: '来自 NEMO_TOKEN' }),
  starterToken: (until: string): Text => ({ en: `a free starter token, until ${until}`, zh: `免费试用令牌，有效期至 ${until}` }),
  /** `left` names what is still to be done. */
  left: (project: string, left: Text, command: string): Text => ({
    en: `project "${project}", to do: ${left.en}. ${command}`,
    zh: `项目“${project}”，尚未完成：${left.zh}。${command}`,
  }),
  videosLeft: (left: number, total: number): Text => ({ en: `${left} of ${total} videos`, zh: `${total} 个视频中的 ${left} 个` }),
  outcomeLeft: (): Text => ({ en: 'tell the outcome', zh: '告知结果' }),
  mayBeDeleted: (paths: string): Text => ({
    en: `${paths}; no job known here goes on with them, so those that this skill has begun may be deleted`,
    zh: `${paths}；不属于这里的任何任务，如果是本技能留下的，可以删除`,
  }),
};
