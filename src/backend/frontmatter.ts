import { asRecord } from './envelope.ts';
import { SkillError } from '../system/errors.ts';
import { skillWords } from '../words/skill.ts';
import { matter } from '../vendor/gray-matter.ts';

/** The skill's identity, as its SKILL.md states it. */
export interface SkillIdentity {
  name: string;
  version: string;
}

/** Reads `name` and `version` from SKILL.md's front matter; the attribution headers are made of them. */
export function parseSkillIdentity(text: string): SkillIdentity {
  const { name, version } = asRecord(readFrontMatter(text)) ?? {};
  if (typeof name !== 'string' || typeof version !== 'string' || !name.trim() || !version.trim()) {
    throw new SkillError('internal', skillWords.noName(), { advice: skillWords.reinstall() });
  }
  return { name, version };
}

function readFrontMatter(text: string): unknown {
  try {
    // The options argument keeps gray-matter from caching by content.
    return matter(text, {}).data;
  } catch (error) {
    throw new SkillError('internal', skillWords.noFrontMatter(), {
      advice: skillWords.reinstall(),
      cause: error,
    });
  }
}
