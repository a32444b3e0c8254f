import type { Speech } from '../../src/core/language.ts';

export const ENGLISH: Speech = { language: 'en', isGuess: true };
