import type { Text } from './text.ts';

/** What is said of the account and its token. */
export const accountWords = {
  connecting: (): Text => ({ en: 'Connecting…', zh: '正在连接…' }),
  newToken: (): Text => ({ en: 'The free starter token was refused; a new one is requested.', zh: '免费试用令牌已失效，正在重新申请。' }),
  expired: (): Text => ({ en: 'The free starter token had expired; a new one is requested.', zh: '免费试用令牌已过期，正在重新申请。' }),
  newClientId: (): Text => ({
    en: 'An earlier request for a free token was cut off before its answer came, so this machine asks again under a new client id.',
    zh: '上次申请免费令牌时中断，没有收到结果，因此本机改用新的客户端 ID 重新申请。',
  }),
};
