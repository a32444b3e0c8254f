import type { Text } from './text.ts';

/** What is said of the skill's own folder. */
export const skillWords = {
  missing: (folder: string): Text => ({ en: `SKILL.md is missing from ${folder}`, zh: `${folder} 中缺少 SKILL.md` }),
  noFrontMatter: (): Text => ({ en: 'SKILL.md has no valid front matter', zh: 'SKILL.md 没有有效的 front matter' }),
  noName: (): Text => ({ en: 'SKILL.md states no name or version', zh: 'SKILL.md 没有写明名称或版本' }),
  reinstall: (): Text => ({ en: 'The skill folder is damaged: install the skill again.', zh: '技能文件夹已损坏：请重新安装技能。' }),
};
