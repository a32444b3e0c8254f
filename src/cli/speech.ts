import { chooseSpeech, type Speech } from '../system/language.ts';
import { readLocale } from '../system/locale.ts';
import type { Arguments } from './arguments.ts';
import type { Script } from './script.ts';

/** The language to speak in: as asked for, as the message or the edits are written, or as the machine is set up. */
export const findSpeech = (
  { takesMessage }: Script,
  { language, words, edits }: Arguments,
): Speech =>
  chooseSpeech({
    requested: language,
    message: takesMessage && (words[0] ?? edits[0]),
    readLocale,
  });

/** For a command line that cannot be read: `--lang` as far as it can be found, else the words that look like a message. */
export function guessSpeech({ takesMessage }: Script, argv: string[]): Speech {
  const place = argv.indexOf('--lang');
  const next = place === -1 ? undefined : argv[place + 1];
  const words = argv.filter((word) => !word.startsWith('-'));
  return chooseSpeech({
    requested: next ?? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length),
    message: takesMessage && words.join(' '),
    readLocale,
  });
}
