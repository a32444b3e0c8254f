import type { Text } from './text.ts';

/** What is said of projects and their sessions. */
export const projectWords = {
  isNew: (): Text => ({ en: 'Connected: a new project is ready.', zh: '已连接，新项目准备好了。' }),
  isStillHere: (): Text => ({ en: 'Connected: your project is still here.', zh: '已连接，你的项目还在。' }),
  starter: (until: string): Text => ({ en: `Using a free starter account, valid until ${until}.`, zh: `正在使用免费试用账户，有效期至 ${until}。` }),
  isAttached: (): Text => ({ en: 'Connected: the project goes on in that session.', zh: '已连接，项目将在该会话中继续。' }),
  noSession: (id: string): Text => ({ en: `This account has no session ${id}`, zh: `该账户没有会话 ${id}` }),
  checkSession: (): Text => ({
    en: 'Check the id, and that NEMO_TOKEN is of the account in which the session was made. The project stays as it was.',
    zh: '请检查会话 ID，并确认 NEMO_TOKEN 属于创建该会话的账户。项目保持原样。',
  }),
  isProject: (id: string, project: string): Text => ({ en: `Session ${id} is project "${project}" already`, zh: `会话 ${id} 已是项目“${project}”` }),
  useProject: (project: string): Text => ({ en: `Work in it with --project "${project}".`, zh: `请使用 --project "${project}"。` }),
  none: (): Text => ({ en: 'No projects yet.', zh: '还没有任何项目。' }),
  entry: (project: string, lastUsed: string): Text => ({ en: `${project} (last used ${lastUsed})`, zh: `${project}（上次使用：${lastUsed}）` }),
  /** With the NEMO_TOKEN that is set now, or without one, it cannot be worked in. */
  ofStarter: (entry: Text): Text => ({ en: `${entry.en}: belongs to a starter account`, zh: `${entry.zh}：属于一个试用账户` }),
  ofOtherToken: (entry: Text): Text => ({ en: `${entry.en}: belongs to another NEMO_TOKEN`, zh: `${entry.zh}：属于另一个 NEMO_TOKEN` }),
  earlierKept: (name: string): Text => ({ en: `The earlier timeline is kept as project "${name}".`, zh: `之前的时间线保留在项目“${name}”里。` }),
  sessionGone: (): Text => ({
    en: 'The editing session no longer existed and took its timeline along; a new one was started. Upload the clips again if they are needed.',
    zh: '之前的编辑会话已不存在，时间线也随之丢失；已新建一个会话。如果还需要那些素材，请重新上传。',
  }),
};
