/**
 * English words by what they mean for an edit: the class that the rows know them by. A space stands for a gap
 * that may hold an article or a hyphen. What is in no list is not understood.
 */
export const ENGLISH_WORDS: Record<string, string> = {
  // Says nothing.
  FILLER:
    "the|a|an|my|our|your|please|pls|kindly|just|simply|now|right now|some|any|of|for me|for us|for my|thanks|thank you|thx|hi|hello|hey|ok|okay|alright|so|well|again|i want|i want you to|i want to|i'd like|i'd like you to|i'd like to|i would like|i would like to|i would like you to|i need|i need you to|i need to|we need to|go ahead and|let's|let us|uploaded|s|should be|should|needs to|needs to be|need to be|must be|at the same time",
  AND: 'and|&|then|and then|also|plus|after that|afterwards|next|finally|lastly|and finally|as well as|too|as well|along|together with|followed by|but',
  WITH: 'with|having|featuring',
  // Said of an edit that is not to be made, or of one in place of another.
  NO: 'no|not any',
  'WITH NO': 'without|without any|with no',
  NOT: "don't|dont|do not|not|never|nor|neither|instead|instead of|rather than|except|except for|unless|avoid|stop|can't|cannot|won't|isn't|aren't|doesn't|shouldn't|mustn't|no need to|leave|other than|hardly",
  // What is edited.
  IT: 'it|this|that|these|those|them|this one|that one',
  ALL: 'all|whole|entire|full|every|each|per|both|complete',
  EVERYTHING: 'everything|anything|all the rest|whatever is',
  REST: 'rest|remainder|remaining part|what remains|remaining',
  PART: 'part|section|portion|piece|stretch|range|segment',
  VIDEO:
    'video|clip|footage|movie|film|recording|source video|main video|edit|cut of the video|project video',
  CLIPS: 'clips|videos|files|uploads|shots|segments|footages',
  PICTURE: 'picture|image|photo|still|still image|slide|snapshot',
  PICTURES: 'pictures|images|photos|stills|still images|slides|snapshots',
  SCREEN: 'screen|frame|canvas|whole frame|video frame|picture area|viewport',
  SLIDESHOW: 'slideshow|slide show',
  TIMELINE: 'timeline|time line|sequence',
  PROJECT: 'project|all edits',
  // What is done.
  ADD: 'add|insert|include|attach|drop in|throw in|mix in',
  PLACE: 'place|put|lay|load|import|append|put down|position|set down',
  APPLY: 'apply|use|give|create|have|do',
  WRITE: 'write|say|overlay|superimpose|print|stamp',
  SHOW: 'show|display',
  SAYS: 'that says|saying|says|that reads|reading|reads|with the text|with text|with words|with the words|called|that said|which says|which reads|containing',
  JOIN: 'join|merge|combine|concat|concatenate|stitch|splice|string|glue|connect|put together|assemble',
  TOGETHER:
    'together|into one|into one video|into a single video|into single video|in one|one after another|back to back|one after the other',
  UNCHANGED:
    'unchanged|as is|as it is|as they are|without any edits|without edits|without any changes|without changes|without changing anything|with no changes|with no edits|full length|at full length|in full length|nothing added|with nothing added',
  MOVE: 'move|bring|drag|shift|relocate|reposition',
  SWAP: 'swap|exchange|switch|trade|interchange',
  REVERSE: 'reverse|invert|flip',
  ORDER: 'order|positions|places|clip order|sequence of clips|sequence of the clips',
  TRIM: 'trim|shorten|truncate|trim down|shorten down|tighten',
  CROP: 'crop|crop in',
  CUT: 'cut|chop|snip|slice|cut down|chop down|clip down',
  REDUCE: 'reduce|reduce down|decrease',
  LIMIT: 'limit|cap|restrict',
  REMOVE:
    'remove|delete|drop|erase|get rid of|take out|take off|take away|cut out|cut off|cut away|trim off|trim away|trim out|chop off|chop out|lose|discard|throw away|throw out|strip|strip out|skip|eliminate|ditch|omit|trash|shave off|snip off|snip out|slice off|lop off|leave out|edit out|clear out|clear away',
  TAKE: 'take',
  OUT: 'out',
  OFF: 'off|away',
  KEEP: 'keep|retain|preserve|hold on to|save just',
  EXTRACT: 'extract|grab|pull out|pull|select|isolate',
  ONLY: 'only|nothing but|exclusively|exactly|solely|at most|no longer than|no more than|not more than',
  MAKE: 'make|get|render it|let',
  CHANGE:
    'change|convert|turn into|turn|adjust|alter|modify|update|reformat|reframe|transform|resize|scale|edit to|switch to|switch over',
  SET: 'set|fix',
  RENAME: 'rename|replace|reword|rewrite|swap text of',
  BE: 'be|become|it to be|to be',
  // A statement, not a wish: no row has it.
  IS: 'is|are',
  LAST_FOR:
    'lasting|lasts|stay|stays|stay up|stay on screen|stays on screen|shown|displayed|visible|on screen|onscreen',
  // Where and when.
  TO: 'to|into|until|till|up to|down to|through|up until|up till|onto',
  FROM: 'from|starting from|starting at|beginning at|starting|beginning from',
  BETWEEN: 'between|in between',
  AFTER: 'after|past|beyond|behind|following',
  BEFORE: 'before|prior to|in front of|ahead of|preceding',
  FOR: 'for|during|for about|for a total of',
  OVER: 'over|across|on top of',
  THROUGHOUT:
    'throughout|all the way through|the whole time|whole time|entire time|all the time|the entire time|the whole way through|from start to end|from start to finish|from beginning to end',
  AT: 'at|near|around|by the',
  BY: 'by|by about',
  IN: 'in|inside|within|using|as a',
  ON: 'on|upon|on to',
  UNDER: 'under|underneath|below|beneath',
  AS: 'as|like',
  START: 'start|beginning|front|very start|very beginning|opening|head|very front',
  END: 'end|very end|back|tail|ending|finish|very back|closing',
  ENDS: 'both ends|each end|either end|both sides|each side|start and end|beginning and end|start and the end',
  SECOND: 'seconds|second|sec|secs',
  // How long, how fast, how loud.
  LONG: 'long|in length|in duration|in total|overall|total',
  LENGTH: 'length|duration|running time|run time|runtime|total length',
  SHORTER: 'shorter',
  LONGER: 'longer|extend|lengthen|prolong',
  HALF: 'half',
  NORMAL: 'normal|regular|usual|default|standard|natural|1x',
  PLAY: 'play|plays|play back|playing|run',
  SPEED: 'speed|pace|playback speed|playback|tempo|speed of playback',
  FASTER: 'faster|quicker|speed up|accelerate|quicken|fast forward|sped up',
  SLOWER: 'slower|slow down|decelerate|slow|slowed down',
  SLOWMO: 'slow motion|slow mo|slowmo|slo mo|slomo',
  AS_FAST: 'as fast|as quick|as quickly|times faster',
  AS_SLOW: 'as slow|as slowly',
  AS_LOUD: 'as loud',
  MUTE: 'mute|silence|muted|silent|soundless|make silent|mute out',
  UNMUTE: 'unmute|un mute',
  RESTORE: 'restore|bring back|put back|return',
  SOUND:
    "sound|audio|original sound|original audio|sounds|sound track of the video|clip's sound|clip's audio|video's sound|video's audio|audio track|original soundtrack|own sound|source audio|noise",
  ORIGINAL: 'original|own|existing|current',
  VOLUME: 'volume|loudness|sound level|audio level|level|volume level|audio volume|sound volume',
  RAISE: 'raise|increase|boost|crank up|bump up|turn up|amplify|pump up',
  LOWER: 'lower|turn down|bring down|dial down',
  UP: 'up',
  DOWN: 'down',
  LOUDER: 'louder',
  QUIETER: 'quieter|softer|less loud',
  SOFT: 'soft|softly|quiet|quietly|gentle|gently|subtle|subtly|low|calmly',
  LOUD: 'loud|loudly',
  BIT: 'bit|little|little bit|a bit|slightly|somewhat|a touch',
  // Music.
  MUSIC:
    "music|bgm|soundtrack|song|background music|background song|background track|background audio|backing track|backing music|music track|audio file|tune|background soundtrack|music's",
  BACKGROUND: 'in the background|background',
  LOOP: 'loop|loops|repeat|repeats|on repeat|on loop|looped|looping|repeating|repeated|in a loop|keep looping',
  ONCE: 'once|one time|a single time|only once|just once',
  // Fades.
  FADE: 'fade|fades|fading|faded|fade effect',
  'FADE IN':
    'fade in|fades in|fading in|fade from black|fade up from black|fade in from black|fade up|ease in',
  'FADE OUT': 'fade out|fades out|fading out|fade to black|fade out to black|fade down',
  'FADE IN AND OUT':
    'fade in and out|fade in and fade out|fade in out|fade in/out|fades in and out|fade in & out|fade out and in',
  IN_AND_OUT: 'in and out',
  TO_BLACK: 'to black',
  FROM_BLACK: 'from black',
  CROSSFADE:
    'crossfade|cross fade|crossfades|cross fades|crossfading|cross dissolve|cross dissolves|dissolve|dissolves|transition|transitions|crossfade transition|crossfade transitions|dissolve transition|dissolve transitions|cross fade transition|fade between|fade transition|fade transitions|cross faded',
  // Titles.
  TITLE:
    'title|headline|heading|text|caption|text overlay|title text|words|caption text|title overlay|title card text|lettering',
  TITLES: 'titles|headlines|texts|all text|text overlays|headings',
  SUBTITLE: 'subtitle|subtitle text',
  SUBTITLES:
    'subtitles|captions|closed captions|subs|subtitle file|caption file|srt|srt file|subtitle track',
  BURN: 'burn in|burn|load up',
  LETTERS: 'letters|font|type|characters|lettering style|typeface',
  COLOR_WORD: 'color|colour|colored|coloured',
  SIZE_WORD: 'size|text size|font size|bigness',
  BIGGER: 'bigger|larger|enlarge|increase size of',
  SMALLER: 'smaller|shrink',
  BIG: 'big|large|in big',
  SMALL: 'small|tiny',
  HUGE: 'huge|giant|enormous|very big|very large',
  TOP: 'top|upper|top of the screen|top of the picture|top of the frame|top of the video|upper part',
  BOTTOM:
    'bottom|bottom of the screen|bottom of the picture|bottom of the frame|bottom of the video|lower part|foot',
  CENTER:
    'center|centre|middle|centered|centred|center of the screen|middle of the screen|centre of the screen',
  LEFT: 'left|left side|left hand',
  RIGHT: 'right|right side|right hand',
  CORNER: 'corner|side|edge|third',
  // The picture.
  ASPECT:
    'aspect ratio|aspect|ratio|format|orientation|shape|mode|version|layout|video format|picture format|dimensions',
  FOR_PHONES:
    'for phones|for mobile|for a phone|for phone|for tiktok|for reels|for shorts|for instagram reels|for youtube shorts|for the phone|for mobile phones|for instagram stories|for stories|for smartphones',
  FOR_TV: 'for youtube|for tv|for desktop',
  RESOLUTION:
    'resolution|video resolution|picture size|video size|output resolution|frame size|output size|canvas size',
  FILL: 'fill|fill up|cover|filling|fills|fill in',
  FIT: 'fit|fit in|fit whole|letterbox|letterboxed|fitting',
  BARS: 'black bars|bars|borders|black borders|letterboxing|black edges|black bands|pillarboxing|black stripes|side bars',
  ROTATE: 'rotate|rotated|rotation|rotating|tilt',
  CLOCKWISE: 'clockwise|cw',
  COUNTER: 'counterclockwise|counter clockwise|anticlockwise|anti clockwise|ccw',
  UPSIDE: 'upside down|on its head',
  SIDEWAYS: 'sideways|on its side',
  // All of it.
  START_OVER:
    'start over|start all over|start again|start afresh|start fresh|start from scratch|begin again|begin from scratch|start over from scratch|start again from scratch|start all over again|reset all|start anew',
  CLEAR: 'clear|empty|wipe|reset|clear off|wipe out',
  UNDO: 'undo|revert|take back|roll back',
  LAST_EDIT:
    'last edit|last change|last step|previous edit|previous change|previous step|last action|last modification|latest edit|latest change|most recent edit|most recent change|what you just did|what you did|last one|last thing|last operation',
  EXPORT: 'export|download|render|save',
  FORMAT: 'mp4|mp4 file|mp4 video|file|as mp4|video file|mp4 format',
};
