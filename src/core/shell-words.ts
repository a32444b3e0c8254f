import { quoteWord } from '../words/format.ts';

/**
 * Writes words as a command line that can be pasted into the user's shell: a POSIX shell, or on Windows (`win32`) whichever is
 * open there. Nobody can tell PowerShell, cmd.exe and Git Bash apart from inside a command.
 */
export const quoteWords = (words: readonly string[], system: NodeJS.Platform): string =>
  words.map(system === 'win32' ? quoteForWindows : quoteWord).join(' ');

/** Options and plain names. A comma makes a list in PowerShell; a backslash vanishes in Git Bash. */
const PLAIN = /^(?:--(?:[a-z][a-z-]*)?|[A-Za-z0-9_/][\w+:./-]*)$/;

/**
 * PowerShell puts values in the place of `$name` and takes “ ” „ for quotes of its own; between double quotes it would silently
 * send another message. Single quotes keep them there and in Git Bash. cmd.exe knows no such quotes: the words fall
 * apart, which the script refuses.
 */
const CHANGED_BY_POWERSHELL = /[$`\u201c-\u201e]/;

/** What PowerShell lets a single-quoted text end with; twice is one of them. */
const SINGLE_QUOTES = /['\u2018-\u201b]/g;

/**
 * Double quotes are understood by PowerShell, cmd.exe and Git Bash alike. Inside, `""` is a quote for the first two and for Node,
 * which reads its words by Microsoft's rules ("Parsing C command-line arguments"): backslashes count only before a quote,
 * and are doubled there. Limits: cmd.exe fills in `%NAME%` where such a variable is set, and ends at a line break;
 * PowerShell 7.3 and newer keep a backslash doubled, which the name of a folder can bear; PowerShell 5.1 loses double quotes
 * inside a word; Git Bash wants `\"` for them.
 */
function quoteForWindows(word: string): string {
  if (PLAIN.test(word)) return word;
  if (CHANGED_BY_POWERSHELL.test(word)) return `'${word.replace(SINGLE_QUOTES, '$&$&')}'`;
  return `"${word.replace(/(?<!\\)(\\*)("|$)/g, '$1$1$2$2')}"`;
}
