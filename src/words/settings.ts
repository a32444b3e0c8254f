import type { Text } from './text.ts';

/** What is said of environment variables. */
export const settingWords = {
  noProxy: (name: string): Text => ({ en: `${name} is not the address of an http proxy`, zh: `${name} 不是 http 代理的地址` }),
  exampleProxy: (): Text => ({
    en: 'Set it to something like http://proxy.example:8080, or unset it.',
    zh: '请设为类似 http://proxy.example:8080 的地址，或取消设置。',
  }),
  notHttps: (name: string, value: string): Text => ({
    en: `${name} is "${value}", which is not an https address`,
    zh: `${name} 的值是 "${value}"，不是 https 地址`,
  }),
  useHttps: (): Text => ({
    en: 'Set it to an https:// address (http:// only for this machine), or unset it.',
    zh: '请设为 https:// 地址（仅本机可用 http://），或取消设置。',
  }),
  badToken: (): Text => ({ en: 'NEMO_TOKEN holds characters that no token has', zh: 'NEMO_TOKEN 含有令牌中不会出现的字符' }),
  copyToken: (): Text => ({
    en: 'Copy the token again, without spaces or line breaks, or unset NEMO_TOKEN to use a free starter token.',
    zh: '请重新复制令牌，不要带空格或换行；或取消设置 NEMO_TOKEN，使用免费试用令牌。',
  }),
  badClientId: (): Text => ({
    en: 'NEMO_CLIENT_ID is not 1 to 64 letters, digits, dots, dashes or underscores',
    zh: 'NEMO_CLIENT_ID 不是 1 到 64 个字母、数字、点、连字符或下划线',
  }),
  useUuid: (): Text => ({ en: 'Set it to a UUID, or unset it.', zh: '请设为 UUID，或取消设置。' }),
  badSource: (): Text => ({ en: 'SKILL_SOURCE is not a short plain word', zh: 'SKILL_SOURCE 不是简短的普通单词' }),
  unset: (): Text => ({ en: 'Unset it.', zh: '请取消设置。' }),
};
