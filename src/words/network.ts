import type { Text } from './text.ts';

interface Failed {
  /** `GET /path`. */
  request: string;
  host: string;
  /** The system's name for it, where it has one. */
  code: string | undefined;
}

/** What is said of connections, and of the addresses that videos are fetched from. */
export const networkWords = {
  unreachable: ({ request, host, code }: Failed): Text => ({
    en: `${request}: ${host} cannot be reached (${code ?? 'no code'})`,
    zh: `${request}：无法连接 ${host}（${code ?? '没有错误码'}）`,
  }),
  /** Where each host application keeps the switch: hosts.md, section 4. */
  allowHost: (host: string): Text => ({
    en: `Check the connection. In a sandbox the network may be blocked: allow the host ${host} (Codex: network_access = true under sandbox_workspace_write; Cursor: the sandbox allowlist; Claude Code: /sandbox; OpenClaw: sandbox.docker.network), or run again with network permission.`,
    zh: `请检查网络连接。沙盒中的网络可能被拦截：请放行主机 ${host}（Codex：在 sandbox_workspace_write 下设置 network_access = true；Cursor：沙盒的放行名单；Claude Code：/sandbox；OpenClaw：sandbox.docker.network），或授予网络权限后重新运行。`,
  }),
  /** Goes behind other advice. */
  checkProxy: (proxy: string): Text => ({
    en: ` A proxy is set (${proxy}): check that it works, or name the host in NO_PROXY.`,
    zh: `当前设置了代理（${proxy}）：请确认它可用，或把该主机写入 NO_PROXY。`,
  }),
  untrusted: ({ request, host, code }: Failed): Text => ({
    en: `${request}: the certificate of ${host} is not trusted (${code ?? 'no code'})`,
    zh: `${request}：${host} 的证书不受信任（${code ?? '没有错误码'}）`,
  }),
  checkClock: (): Text => ({
    en: "Check the machine's clock. In a company's network, set NODE_EXTRA_CA_CERTS to the file with the company's certificate; checks are never switched off.",
    zh: '请检查本机时间。如果在公司网络中，请把 NODE_EXTRA_CA_CERTS 设为公司证书文件；证书检查始终不会关闭。',
  }),
  timeout: (request: string, host: string): Text => ({ en: `${request}: ${host} did not answer in time`, zh: `${request}：${host} 没有及时响应` }),
  broken: ({ request, host, code }: Failed): Text => ({
    en: `${request}: the connection to ${host} broke (${code ?? 'no code'})`,
    zh: `${request}：与 ${host} 的连接中断（${code ?? '没有错误码'}）`,
  }),
  sameAgain: (): Text => ({ en: 'Check the connection and run the same command again.', zh: '请检查网络连接，然后重新运行同一命令。' }),
  notFetched: (place: string, reason: Text): Text => ({
    en: `Nothing is fetched from ${place}: it ${reason.en}`,
    zh: `不会从 ${place} 下载：该地址${reason.zh}`,
  }),
  noAddress: (): Text => ({ en: 'is not an address', zh: '无效' }),
  hasPassword: (): Text => ({ en: 'carries a password', zh: '带有密码' }),
  notHttps: (): Text => ({ en: 'is not https', zh: '不是 https' }),
  leadsInside: (): Text => ({ en: 'leads into a private network', zh: '指向私有网络' }),
  redirected: (most: number): Text => ({ en: `The file was redirected more than ${most} times`, zh: `文件的下载地址重定向超过 ${most} 次` }),
  renderKept: (): Text => ({
    en: 'Nothing was saved. The render is kept: run the command under "next" to try again.',
    zh: '没有保存任何文件。渲染结果仍然保留：请运行“next”中的命令重试。',
  }),
  /** While a request is tried again. */
  patience: (seconds: number): Text => ({ en: `⏳ The service asks for patience: trying again in ${seconds} s.`, zh: `⏳ 服务正忙，${seconds} 秒后重试。` }),
};
