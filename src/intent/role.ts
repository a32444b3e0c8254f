/**
 * The parts words play in a wish. A word table of a language lists its words under these names, and the rules that read a
 * wish are patterns of them (`role-pattern.ts`): no rule compares a word.
 */
const ROLES = [
  // Verbs.
  /** export */
  'exportVerb',
  /** download */
  'downloadVerb',
  /** render, output: also things done to a picture ("render it as a cartoon") */
  'renderVerb',
  /** save: also kept in the video ("save the cat") */
  'saveVerb',
  /** send, give: "send me the video", also "give it a warm look" */
  'giveVerb',
  /** to want or look for the thing itself: "i need", "where is" */
  'want',
  /** "turn it into an mp4" */
  'convertVerb',
  /** start, run: "start the export" */
  'startVerb',
  /** upload */
  'uploadVerb',
  /** import, load: also things that are no media ("import a font") */
  'importVerb',
  /** "here is", with which media are handed over */
  'hereIs',
  /** show, check, "what is" */
  'showVerb',
  /** a verb that only edits: add, trim */
  'editVerb',

  // Things.
  /** the video, however it is called: clip, file, project */
  'video',
  /** other media: photo, song */
  'media',
  /** a link to the video */
  'link',
  /** a file format: mp4 */
  'format',
  /** a size or quality: hd, portrait */
  'quality',
  /** where files are saved: desktop, phone */
  'place',
  /** who or what it is for: youtube, client */
  'platform',
  /** credits: also the names at a film's end */
  'credits',
  /** the balance of an account: also of white, of sound */
  'balance',
  /** whose credits: account, available */
  'account',
  /** the timeline, its tracks, the status */
  'timeline',
  /** what the timeline holds, told by a clause: "what we have" */
  'whatIsThere',
  /** a thing seen in the picture: button, icon, title */
  'screenItem',

  // Small words.
  /** it, them */
  'it',
  /** the, my */
  'the',
  /** a, another */
  'a',
  /** what the video at hand is called by: final, edited */
  'finished',
  /** in, as, at */
  'in',
  /** to, from, using */
  'to',
  /** me, us */
  'me',
  /** how many */
  'howMany',
  /** "do i have", enough */
  'have',
  /** left, remaining */
  'left',
  /** is it, has it */
  'is',
  /** ready, done */
  'ready',
  /** looks, sounds */
  'looks',
  /** what decides nothing: please, thanks, "could you" */
  'filler',

  // Turns of a sentence.
  /** don't, without */
  'not',
  /** later, not yet */
  'later',
  /** before, until: what follows is put off */
  'before',
  /** after, once */
  'after',
  /** "before exporting" in one word: 导出前 */
  'beforeExport',
  /** first of all */
  'first',
  /** a piece of the video: "the first half" */
  'piece',
  /** only, just */
  'only',
  /** with, without: what the export is to have */
  'with',
  /** and, or */
  'and',
  /** then, but */
  'andThen',
  /** what follows is a topic or a text to show: about, titled */
  'topic',
  /** the object comes next: 把 */
  'object',

  // What is no word of any table.
  /** quoted text */
  'quoted',
  /** a link in the message */
  'address',
  /** the name of a media file */
  'file',
  /** the end of a sentence */
  'stop',
  /** a comma, a dash, a bracket */
  'comma',
  /** a number, perhaps with its unit */
  'number',
  /** any other word */
  'unknown',
] as const;

/** The part a word plays in a wish. */
export type Role = (typeof ROLES)[number];

/** Roles one after the other, each as one letter: what patterns are matched against. */
export type Letters = string;

/** The letters are of no alphabet, and mean nothing in a regular expression. */
const FIRST_LETTER = 0xe100;
const LETTERS: ReadonlyMap<string, string> = new Map(
  ROLES.map((role, index) => [role, String.fromCharCode(FIRST_LETTER + index)]),
);

export const letterOf = (role: Role): Letters => spell(role);

/** Puts letters for the names in a text, and leaves the rest of it. */
export const spell = (text: string): Letters =>
  text.replace(/[a-z]+/gi, (name) => {
    const letter = LETTERS.get(name);
    if (letter === undefined) throw new TypeError(`No role is called ${name}`);
    return letter;
  });
