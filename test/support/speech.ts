import type { Speech } from '../../src/system/language.ts';

export const ENGLISH: Speech = { language: 'en', isGuess: true };
