/** English: making the video shorter, its clips, starting over. */
import { first, last, range, after, placeNamed, showFirstOrLast } from '../meanings.ts';
import type { Row } from '../row.ts';

export const ENGLISH_TRIMS: Row[] = [
  {
    say: `(cutting|REDUCE|LIMIT|MAKE|CHANGE|SET) what? DOWN? TO ONLY? FIRST? TIME LONG? of?
          MAKE what BE? ONLY? TIME LONG? / (ONLY KEEP?|KEEP|keeping) ONLY? FIRST TIME of?
          (MAKE|SET|CHANGE|REDUCE|LIMIT|cutting)? what? LENGTH of? (TO|BE)? ONLY? TIME
          (cutting|END|REMOVE) what? OFF? (AT|AFTER) FIRST? TIME / (KEEP|ONLY KEEP?) ONLY? what? (TO|BEFORE) FIRST? TIME
          (dropping) (what|REST|PART|ALL)* AFTER FIRST? TIME of? / what (LAST_FOR|BE) ONLY? TIME LONG?`,
    means: first('trim'),
  },
  {
    say: `(ONLY KEEP?|KEEP|keeping) ONLY? LAST TIME of? / (cutting|REDUCE) what? DOWN? TO ONLY? LAST TIME of?`,
    means: last('trim'),
  },
  {
    say: `(ONLY KEEP?|KEEP|EXTRACT|APPLY|SHOW|TRIM|CROP) ONLY? (PART|what)? stretch of?
          (TRIM|CROP|CUT|REDUCE) what? DOWN? TO ONLY? (PART|what)? FROM (TIME|NUM) TO (TIME|NUM)
          (KEEP|ONLY KEEP?|EXTRACT) stretch ONLY?`,
    means: range('trim'),
  },
  {
    say: `REMOVE (what|PART|ALL)* stretch of? / (CUT|TAKE) PART stretch of? / (CUT|TAKE) (what|PART)? stretch OUT of?
          (CUT|TAKE) OUT (what|PART)? stretch`,
    means: range('cut'),
  },
  {
    say: `dropping OFF? OUT? (FIRST|START) TIME (OFF|OUT)* of? / dropping what? OFF? TIME OFF? (FROM|AT|ON|IN)* START of?
          dropping OFF? START of? BY TIME / dropping TIME START of? / dropping OFF? (what|PART|ALL)* BEFORE TIME of?
          MAKE? what? (START|FROM) what? (AT|FROM)? TIME / START what? (AT|FROM)? TIME / dropping what? START BY TIME`,
    means: first('cut'),
  },
  {
    say: `(KEEP|ONLY KEEP?) ONLY? (what|PART)? AFTER TIME / KEEP ONLY? what FROM TIME ON?`,
    means: after('trim'),
  },
  {
    say: `dropping OFF? OUT? (LAST|END) TIME (OFF|OUT)* of? / dropping what? OFF? TIME OFF? (FROM|AT|ON|IN)* END of?
          dropping OFF? END of? BY TIME / dropping what? END BY TIME / (cutting|REDUCE) what? DOWN? BY TIME
          REDUCE what? LENGTH of? BY TIME / MAKE what (BY? TIME SHORTER|SHORTER BY TIME)`,
    means: last('cut'),
  },
  {
    say: `dropping OFF? TIME OFF? (FROM|AT|ON)? ENDS of? / dropping ENDS of? BY TIME`,
    means: (reading) => [first('cut')(reading), last('cut')(reading)],
  },
  {
    say: `dropping OFF? FIRST TIME AND LAST TIME of?`,
    means: ({ times: [start = 0, end = 0], of }) => [
      { op: 'cut', to: start, ...of },
      { op: 'cut', from: -end, ...of },
    ],
  },
  {
    say: `(ADD|PLACE|APPLY|JOIN)+ (ALL|IT)* NUM? (CLIPS|VIDEO|PICTURE|PICTURES) (TOGETHER|ON TIMELINE|TO TIMELINE|IN TIMELINE|ON IT|UNCHANGED|AND)*
          JOIN (ALL|IT|NUM)* (CLIPS|VIDEO|PICTURE|PICTURES)? (TO NUM? VIDEO|TOGETHER)
          PLACE (IT|EVERYTHING|ALL) (ON|TO|IN) TIMELINE UNCHANGED? / ADD (IT|EVERYTHING|ALL) (TO|ON) TIMELINE UNCHANGED?
          MAKE VIDEO (FROM|WITH|IN) (ALL|IT)* (CLIPS|PICTURES)`,
    means: () => ({ op: 'place' }),
  },
  {
    say: `(ADD|PLACE|APPLY) REF ((AND|COMMA)+ REF)* ((ON|TO|IN) TIMELINE)? UNCHANGED?
          JOIN REF ((AND|COMMA|WITH|TO)+ REF)+ TOGETHER?`,
    means: (reading) => placeNamed(reading),
  },
  {
    say: `(APPLY|KEEP|SHOW|TAKE|PLAY|EXTRACT) ONLY REF / ONLY (APPLY|KEEP|SHOW|TAKE|PLAY)? REF
          (APPLY|KEEP|SHOW|TAKE|PLAY)? REF ONLY`,
    means: ({ clips: [clip = 0] }) => ({ op: 'only', clip }),
  },
  {
    say: `REMOVE REF (FROM TIMELINE)? / TAKE REF OUT / TAKE REF OFF TIMELINE`,
    means: ({ clips: [clip = 0] }) => ({ op: 'remove', clip }),
  },
  {
    say: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY|MAKE) REF (TO|AT|ON|AS|BE|IN)* (FIRST|START) / START WITH REF
          MAKE? REF (BE|START|PLAY)* FIRST`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'first' }),
  },
  {
    say: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY|MAKE) REF (TO|AT|ON|AS|BE|IN)* (LAST|END) / END WITH REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'last' }),
  },
  {
    say: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY) REF (TO|BE)? (BEFORE|AFTER) (REF|FIRST|ORD|LAST)`,
    means: (reading) => ({
      op: 'move-beside',
      clip: reading.clips[0] ?? 0,
      to: reading.has('BEFORE') ? 'before' : 'after',
      other: reading.clips[1] ?? 0,
    }),
  },
  {
    say: `SWAP ORDER? (REF|FIRST|ORD|LAST) (AND|WITH) (REF|ORD|LAST CLIPS?) CLIPS? ORDER?
          SWAP (FIRST|ORD|LAST) (AND|WITH) (ORD|LAST) (CLIPS|VIDEO)`,
    means: ({ clips: [clip = 0, other = 0] }) => ({ op: 'swap', clip, other }),
  },
  {
    say: `(SWAP|REVERSE) ALL? NUM? (CLIPS ORDER?|PICTURES ORDER?|ORDER) of?
          (PLAY|PLACE|SHOW|CHANGE) (what) IN REVERSE ORDER`,
    means: () => ({ op: 'reverse-order' }),
  },
  {
    say: `(SHOW|KEEP|MAKE|PLAY|SET) ALL* (PICTURE|PICTURES) (FOR|TO|LAST_FOR|BE)? ONLY? TIME (ALL|LONG)?
          (MAKE|ADD|APPLY)? SLIDESHOW ((WITH|IN|AND|FROM|FOR|AT) (IT|ALL)* (PICTURES))? (WITH|FOR|AT|SHOW)* TIME (BY|FOR)? (PICTURE|ALL PICTURE|ALL)
          (WITH|SHOW)? TIME FOR? ALL (PICTURE|PICTURES) / (SHOW|KEEP|PLAY) REF FOR ONLY? TIME`,
    means: ({ time = 0, of }) => ({ op: 'slides', seconds: time, ...of }),
  },
  {
    say: `(ADD|PLACE|SHOW|APPLY) REF (AT|TO|ON|AS)* (FIRST|START|LAST|END) FOR TIME
          (ADD|PLACE) REF FOR TIME (AT|TO|ON|AS)* (FIRST|START|LAST|END)`,
    means: showFirstOrLast,
  },
  {
    say: `START_OVER of? / CLEAR (ALL|IT)* (TIMELINE|PROJECT|EVERYTHING)
          REMOVE (ALL (CLIPS|VIDEO)|EVERYTHING) (FROM TIMELINE)? / REMOVE EVERYTHING AND START_OVER`,
    means: () => ({ op: 'start-over' }),
  },
  { say: `UNDO (IT|LAST_EDIT)? / UNDO LAST`, means: () => ({ op: 'undo' }) },
  {
    say: `EXPORT what? ((AS|IN|TO|AT|WITH)? (FORMAT|LINES|PIXELS))*`,
    means: () => ({ op: 'export' }),
  },
];
