/** How the shells of Windows, and a program started by them, read a command line: oracles for what is printed there. */

/**
 * Microsoft's rules ("Parsing C command-line arguments"), by which node.exe takes its words apart: 2n backslashes and a quote
 * are n backslashes, and the quote counts; one backslash more, and it is a letter; so it is when doubled inside quotes.
 */
export function readByMicrosoftRules(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length;) {
    const [run = '', slashes = '', quote] = /^(\\*)("?)/.exec(line.slice(at)) ?? [];
    if (run === '') {
      const letter = line[at++] ?? '';
      if (isQuoted || !/[ \t]/.test(letter)) word = (word ?? '') + letter;
      else if (word !== undefined) {
        words.push(word);
        word = undefined;
      }
      continue;
    }
    at += run.length;
    word ??= '';
    if (!quote) word += slashes;
    else {
      word += '\\'.repeat(Math.floor(slashes.length / 2));
      if (slashes.length % 2 === 1) word += '"';
      else if (isQuoted && line[at] === '"') {
        word += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    }
  }
  return word === undefined ? words : [...words, word];
}

/** What cmd.exe would take for a command of its own: its special characters outside of quotes, which every `"` toggles. */
export function findActiveForCmd(line: string): string[] {
  const outside = line.split('"').filter((_part, index) => index % 2 === 0);
  return outside.join('').match(/[&|<>^\n]/g) ?? [];
}

const DOUBLE = /["\u201c-\u201e]/;
const SINGLE = /['\u2018-\u201b]/;

/** PowerShell's words (about_Quoting_Rules, about_Parsing): typographic quotes count, `$` and backticks would be filled in. */
export function readByPowerShell(line: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const kind = [DOUBLE, SINGLE].find((quote) => quote.test(line[at] ?? ''));
    let word = '';
    if (!kind) {
      word = /^[^ ]*/.exec(line.slice(at))?.[0] ?? '';
      if (/[^\w+:./-]|^-[^-]/.test(word)) throw new Error(`PowerShell would read into ${word}`);
      at += word.length;
    } else {
      for (at += 1; ; at += 1) {
        const letter = line[at];
        if (letter === undefined) throw new Error('PowerShell would wait for the end of a text');
        if (kind.test(letter) && !kind.test(line[(at += 1)] ?? '')) break;
        if (kind === DOUBLE && /[$`]/.test(letter)) throw new Error('PowerShell would fill in');
        word += line[at];
      }
    }
    if (at < line.length && line[at] !== ' ') throw new Error(`PowerShell would go on at ${at}`);
    words.push(word);
  }
  return words;
}
