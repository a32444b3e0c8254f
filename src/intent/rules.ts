import type { Action } from './action.ts';
import { roles, type RolePattern } from './role-pattern.ts';

/** A wish as the roles of its words: no word is compared here. */
export interface RoleRule {
  action: Exclude<Action, 'chat'>;
  /** Named in a plan's `because`. */
  name: string;
  pattern: RolePattern;
  /** Roles that decided; their words are quoted in `because`. */
  decided: RolePattern;
}

export const ASKS_WHETHER_READY = 'asks whether it is ready';

const HEAD = '(filler|only|first)*';
const SIZE = 'format|quality|number';
/** The thing asked for, with up to nine words before it that may be anything but verbs. */
const ANY_VIDEO = `(it
  | (the|a|it|finished|ready|${SIZE}|unknown|platform|place|media|video){0,9} (video|format|link|it|whatIsThere))`;
/** Verbs with many uses ask for the file only when it is the one at hand. */
const THE_VIDEO = `(it | whatIsThere
  | (the|it|finished|ready|${SIZE}){0,4} unknown{0,3} (the|it|finished|ready|${SIZE}){0,2} video{1,2}
  | (the|a|finished|ready|${SIZE}){0,4} (format|link))`;
const PLACE_WORD = 'the|a|it|finished|number|account';
/** Begins with no word that may also stand alone: what could be read in two ways each time would be tried in all. */
const PLACE = `((in|to|saveVerb){1,2} (${PLACE_WORD}|ready)* | (${PLACE_WORD}) (${PLACE_WORD}|ready)*)?`;
const TARGET = 'format|quality|place|platform|video|link|file';
/** Where it goes, in which size, and padding. */
const TAIL = `((filler|only|ready) | to? me | ${PLACE} unknown{0,2} (${TARGET}|timeline) | in (the|a|finished)* quoted
  | to (it | (the|a|finished|account)* unknown{1,3}) (?! (${PLACE_WORD}|ready)* unknown{0,2} (${TARGET}|timeline)))*`;
/** The same without words that are not known: "render it as a cartoon" is an edit. */
const TAIL_KNOWN = `((filler|only|ready) | to? me | ${PLACE} (${TARGET}) | (in|to) quoted
  | to it (?! (${PLACE_WORD}|ready)* (${TARGET})))*`;
const RENDER = 'renderVerb|exportVerb|downloadVerb';
/** "the tracks in the timeline", "the status of the export". */
const OF_WHAT = `((have|is)? in the? (timeline|video)
  | (in|to|with|showVerb)? (the|finished|ready|it|video)+ (${RENDER}|uploadVerb)?
  | (in|to|the)+ (${RENDER}|uploadVerb|video))?`;
const INTO = '((filler|me|it) | (in|to) (the|finished|it)* (video|place|timeline|me))*';
/** English puts the verb first. The first rule that matches decides. */
export const ENGLISH_RULES: readonly RoleRule[] = [
  {
    action: 'credits',
    name: 'asks how much is left',
    pattern: roles`^ (filler|only|first|have|showVerb|is)* howMany (have|is|filler|me)* left (filler|have|left|is)* $`,
    decided: roles`howMany|left`,
  },
  {
    action: 'credits',
    name: 'asks for the balance',
    pattern: roles`^ (filler|only|first|have|is|showVerb|account|me|the|a|finished|left|want|giveVerb|howMany | howMany in)*
      (credits|balance)+ (filler|have|left|is|account|in|me|only|looks)* (showVerb filler*)? (to? (${RENDER}) (it | the? video)? filler* | (?<= left filler*) to (a|the|finished)* video)? filler* $`,
    decided: roles`howMany|credits|balance|left`,
  },
  {
    action: 'state',
    name: 'asks for the timeline or status',
    pattern: roles`^ ${HEAD} (((the|finished)* (video|${RENDER}|uploadVerb))? (the|finished)* timeline ${OF_WHAT} | whatIsThere)
      (filler|left|ready|is|finished|looks)* $`,
    decided: roles`video|${RENDER}|uploadVerb|timeline`,
  },
  {
    action: 'state',
    name: 'asks to see the timeline or status',
    pattern: roles`^ (filler|only|first|is)* (showVerb|giveVerb) (me|filler)*
      (the|finished|media|video|${RENDER}|uploadVerb|ready|account|it|showVerb|have|is|in)* (timeline ${OF_WHAT} | whatIsThere)
      (filler|left|ready|is|finished|have|showVerb)* $`,
    decided: roles`showVerb|giveVerb|timeline`,
  },
  {
    action: 'state',
    name: 'asks how many there are',
    pattern: roles`^ ${HEAD} howMany
      (timeline (have|is|filler)* (in the? (timeline|video))? | (video|media) (have|is|filler)+ (in the? timeline)?) filler* $`,
    decided: roles`howMany|timeline|video|media`,
  },
  {
    action: 'state',
    name: 'asks how it looks',
    pattern: roles`^ ${HEAD} (showVerb|is) (it | (the|a|finished|account)* (video|timeline)) (filler|is|finished)* looks (filler|ready)* $`,
    decided: roles`showVerb|looks`,
  },
  {
    action: 'state',
    name: ASKS_WHETHER_READY,
    pattern: roles`^ filler* is
      (filler* (it | (the|finished)* (video|${RENDER}|uploadVerb|timeline)+) (is|filler|left)* (ready|finished|renderVerb)
      | ready (it | (the|finished)* video)?)
      (filler|left)* (to? (${RENDER}) filler*)? $`,
    decided: roles`is|ready`,
  },
  {
    action: 'upload',
    name: 'asks to upload',
    pattern: roles`^ ${HEAD} uploadVerb me? (it | (the|a|it|finished|ready|quality|number|unknown|format){0,6} (video|media|format))?
      (topic? (quoted|address|file) | and)* ${INTO} $
      | ^ ${HEAD} have (a|the|finished)* (video|media) to uploadVerb filler* $`,
    decided: roles`uploadVerb|video|media|format`,
  },
  {
    action: 'upload',
    name: 'asks to bring media in',
    pattern: roles`^ ${HEAD} importVerb
      (it | (the|it|finished)* unknown{0,3} (the|it|finished)* (video|media) | a video
      | (the|a|it|finished|video|media)* (quoted|address|file))
      (topic? (quoted|address|file) | and)* ${INTO} $`,
    decided: roles`importVerb|video|media|file`,
  },
  {
    action: 'upload',
    name: 'hands media over',
    pattern: roles`^ ${HEAD} hereIs ((the|a|it|finished|unknown|quality|format){0,5} (video|media|format))?
      (quoted|address|file)* filler* $`,
    decided: roles`hereIs|video|media`,
  },
  {
    action: 'upload',
    name: 'a link alone',
    pattern: roles`^ (filler|and)* address (filler|address|and)* $`,
    decided: roles`address`,
  },
  {
    action: 'export',
    name: 'asks for the file',
    pattern: roles`^ ${HEAD} (exportVerb|downloadVerb) me? ${ANY_VIDEO}? ${TAIL} $`,
    decided: roles`exportVerb|downloadVerb|it|video|format|link`,
  },
  {
    action: 'export',
    name: 'asks to start it',
    pattern: roles`^ ${HEAD} startVerb (the|a|finished)* (${RENDER}) (in? the? (video|it))? ${TAIL_KNOWN} $`,
    decided: roles`startVerb|${RENDER}`,
  },
  {
    action: 'export',
    name: 'asks for the rendered video',
    pattern: roles`^ ${HEAD} (renderVerb|saveVerb) me? ${THE_VIDEO}? ${TAIL_KNOWN} $`,
    decided: roles`renderVerb|saveVerb|it|video|format|link`,
  },
  {
    action: 'export',
    name: 'asks to be sent the video',
    pattern: roles`^ ${HEAD} giveVerb me? ${THE_VIDEO} ${TAIL_KNOWN} $`,
    decided: roles`giveVerb|me|it|video|format|link`,
  },
  {
    action: 'export',
    name: 'asks to have the video',
    pattern: roles`^ ${HEAD} want
      (it (?= (in|to) | filler* $)
      | (it | (the|finished)* video) ready
      | (the|it|finished|ready|${SIZE}){0,4} unknown{0,2} (video|format|link|downloadVerb|exportVerb)
      | (the|a|finished|${SIZE})* (format|link)) ${TAIL_KNOWN} $`,
    decided: roles`want|video|format|link|exportVerb|downloadVerb`,
  },
  {
    action: 'export',
    name: 'asks for the link',
    pattern: roles`^ (filler|giveVerb|want|showVerb|me|the|a|is|finished|only)* (${RENDER})? (to|video)? link filler* $`,
    decided: roles`giveVerb|want|link|exportVerb|downloadVerb`,
  },
  {
    action: 'export',
    name: 'asks for a video file',
    pattern: roles`^ ${HEAD} convertVerb (the|a|finished|quality)* format (filler|left|in|to)+ (it | (the|finished)* video) ${TAIL_KNOWN} $
      | ^ ${HEAD} convertVerb
      (it | (the|a|finished|ready|${SIZE}|unknown|platform|video){0,9} video)
      (in|to)? (the|a|finished|ready|${SIZE}|unknown){0,5} format video? ${TAIL} $`,
    decided: roles`convertVerb|format`,
  },
];
const SMALL = 'filler|me|the|it|finished|first|only|giveVerb';
/** Languages with a freer order: all words are known, and one of them decides. */
export const FREE_RULES: readonly RoleRule[] = [
  {
    action: 'credits',
    name: 'asks how much is left',
    pattern: roles`^ (?= .* howMany) (?= .* left) (filler|only|have|showVerb|is|howMany|left|in|me|first)* $`,
    decided: roles`howMany|left`,
  },
  {
    action: 'credits',
    name: 'asks for the balance',
    pattern: roles`^ (?= .* (credits|balance))
      (${SMALL}|credits|balance|howMany|have|left|a|account|showVerb|is|in|want|to)* $`,
    decided: roles`howMany|credits|balance|left`,
  },
  {
    action: 'state',
    name: 'asks for the timeline or status',
    pattern: roles`^ (?= .* timeline)
      (${SMALL}|timeline|showVerb|is|a|video|account|in|to|${RENDER}|uploadVerb|left|ready|have|want)* $`,
    decided: roles`showVerb|${RENDER}|timeline`,
  },
  {
    action: 'state',
    name: ASKS_WHETHER_READY,
    pattern: roles`^ (?= .* is) (filler|is|the|finished|it|video|renderVerb|in)* $`,
    decided: roles`is`,
  },
  {
    action: 'upload',
    name: 'asks to upload',
    pattern: roles`^ (?= .* (uploadVerb|hereIs))
      (${SMALL}|uploadVerb|hereIs|object|a|video|media|in|to|place|address|file|quoted|format|want)* $`,
    decided: roles`uploadVerb|hereIs|video|media`,
  },
  {
    action: 'upload',
    name: 'asks to bring media in',
    pattern: roles`^ (?= .* importVerb)
      (${SMALL}|importVerb|object|video|media|in|to|place|address|file|quoted|format|want)* $`,
    decided: roles`importVerb|video|media`,
  },
  {
    action: 'export',
    name: 'asks for the file',
    pattern: roles`^ (?= .* (exportVerb|downloadVerb))
      (${SMALL}|exportVerb|downloadVerb|a|video|${SIZE}|link|in|to|place|platform|want|ready|saveVerb|left|object|file)*
      (showVerb filler*)? $`,
    decided: roles`exportVerb|downloadVerb|it|video|format|link`,
  },
  {
    action: 'export',
    name: 'asks for the file',
    pattern: roles`^ (filler|only)* (object unknown{0,8} (the|it|finished)* video filler*)? (giveVerb|filler)*
        (exportVerb|downloadVerb) (filler|me)*
        (the|a|it|finished|ready|${SIZE}|unknown|platform|account){0,12} (video|format|link) filler* $
      | ^ (filler|only)* (object (the|it|finished|unknown){0,12} | (the|it|finished)* unknown{0,6}) (video|format)
        (giveVerb|filler)* (exportVerb|downloadVerb) (filler|me|giveVerb|in|to|place|format|quality)* $`,
    decided: roles`exportVerb|downloadVerb|it|video|format|link`,
  },
  {
    action: 'export',
    name: 'asks for the video',
    pattern: roles`^ (?= .* (renderVerb|saveVerb|giveVerb|want)) (?= .* (video|format|link|it))
      (${SMALL}|renderVerb|saveVerb|want|video|${SIZE}|link|in|to|place|platform|ready|object|file|is)*
      (showVerb filler*)? $`,
    decided: roles`renderVerb|saveVerb|giveVerb|want|video|format|link|it`,
  },
  {
    action: 'export',
    name: 'asks to save it',
    pattern: roles`^ (?= .* (renderVerb|saveVerb))
      (renderVerb|saveVerb|filler|only|in|place|to|the|finished|me|giveVerb|object|first|quality|number)* $`,
    decided: roles`renderVerb|saveVerb|place`,
  },
  {
    action: 'export',
    name: 'asks for the link',
    pattern: roles`^ (?= .* link) (link|giveVerb|filler|in|me|want|the|showVerb|only|have|finished|it|video)* $`,
    decided: roles`giveVerb|link`,
  },
];
