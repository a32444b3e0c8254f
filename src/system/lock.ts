import { open, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { lockWords } from '../words/locks.ts';
import type { Clock } from './clock.ts';
import { SkillError, findErrorCode } from './errors.ts';
