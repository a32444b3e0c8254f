/** Making the video shorter, its clips, starting over. */
import { after, bothEnds, first, last, placeNamed, range, showFirstOrLast } from '../meanings.ts';
import type { Row } from '../row.ts';

export const CLIPS: Row[] = [
  {
    en: `(cutting|REDUCE|LIMIT|MAKE|CHANGE|SET) what? DOWN? TO ONLY? FIRST? TIME LONG? of?
          MAKE what BE? ONLY? TIME LONG? / (ONLY KEEP?|KEEP|keeping) ONLY? FIRST TIME of?
          (MAKE|SET|CHANGE|REDUCE|LIMIT|cutting)? what? LENGTH of? (TO|BE)? ONLY? TIME
          (cutting|END|REMOVE) what? OFF? (AT|AFTER) FIRST? TIME / (KEEP|ONLY KEEP?) ONLY? what? (TO|BEFORE) FIRST? TIME
          (dropping) (what|REST|PART|ALL)* AFTER FIRST? TIME of? / what (LAST_FOR|BE) ONLY? TIME LONG?`,
    zh: `what? (cutzh) what? (TO|BECOME|AT)+ ONLY* head? TIME LONG? EVERYTHING?
          what? (cutzh|KEEP) what? head TIME EVERYTHING? / what? KEEP what? (TO|BECOME)* TIME
          what? BECOME ONLY? head? TIME / what? (FOR|LENGTH) (CHANGE|cutzh)? (TO|BECOME|AT)* TIME
          what? cutzh FOR TO? TIME / what? (ONLY? KEEP|ONLY) what? head TIME EVERYTHING?
          what? KEEP ONLY? what? head TIME / what? (KEEP|ONLY) ONLY? TOTAL? TO? TIME / what? head TIME KEEP
          what? cutzh TO ONLY* KEEP? (head TIME|TIME) / ONLY what? head TIME
          what? TIME (BACK|AFTER) EVERYTHING? EVERYTHING? (REMOVE|NO|CUT) / REMOVE what? TIME BACK EVERYTHING?
          REMOVE what? FROM TIME (START|BACK|TO END) EVERYTHING? / what? FROM? TIME (START|BACK)? (REMOVE|CUT) EVERYTHING?
          what? AT TIME END`,
    means: first('trim'),
  },
  {
    en: `(ONLY KEEP?|KEEP|keeping) ONLY? LAST TIME of? / (cutting|REDUCE) what? DOWN? TO ONLY? LAST TIME of?`,
    zh: `what? (ONLY? KEEP|ONLY|cutzh TO|CUT) ONLY* what? tail TIME EVERYTHING? / what? tail TIME KEEP
          what? BECOME ONLY? tail TIME`,
    means: last('trim'),
  },
  {
    en: `(ONLY KEEP?|KEEP|EXTRACT|APPLY|SHOW|TRIM|CROP) ONLY? (PART|what)? stretch of?
          (TRIM|CROP|CUT|REDUCE) what? DOWN? TO ONLY? (PART|what)? FROM (TIME|NUM) TO (TIME|NUM)
          (KEEP|ONLY KEEP?|EXTRACT) stretch ONLY?
          MAKE? what? START what? (AT|FROM)? TIME (AND|COMMA)* END what? AT? TIME`,
    zh: `what? (ONLY? KEEP|CUT|ONLY) ONLY* what? dem / what? dem KEEP / what? ONLY? KEEP dem / what? FROM? TIME START (AND|COMMA|TO)* TIME END`,
    means: range('trim'),
  },
  {
    en: `REMOVE (what|PART|ALL)* stretch of? / (CUT|TAKE) PART stretch of? / (CUT|TAKE) (what|PART)? stretch OUT of?
          (CUT|TAKE) OUT (what|PART)? stretch`,
    zh: `what? REMOVE what? dem / what? dem (REMOVE|NO)`,
    means: range('cut'),
  },
  {
    en: `dropping OFF? OUT? (FIRST|START) TIME (OFF|OUT)* of? / dropping what? OFF? TIME OFF? (FROM|AT|ON|IN)* START of?
          dropping OFF? START of? BY TIME / dropping TIME START of? / dropping OFF? (what|PART|ALL)* BEFORE TIME of?
          MAKE? what? (START|FROM) what? (AT|FROM)? TIME / START what? (AT|FROM)? TIME / dropping what? START BY TIME`,
    zh: `what? (REMOVE) what? head TIME EVERYTHING? / what? head TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)
          what? FROM? head (CUT|REMOVE) TIME / REMOVE what? TIME FRONT EVERYTHING?
          what? TIME FRONT EVERYTHING? EVERYTHING? (REMOVE|NO) / what? FROM TIME START PLAY? / what? head CUT REMOVE? TIME`,
    means: first('cut'),
  },
  {
    en: `(KEEP|ONLY KEEP?) ONLY? (what|PART)? AFTER TIME / KEEP ONLY? what FROM TIME ON?`,
    zh: `(ONLY? KEEP) what? TIME BACK EVERYTHING? / what? TIME BACK EVERYTHING? KEEP / what? FROM TIME START KEEP`,
    means: after('trim'),
  },
  {
    en: `dropping OFF? OUT? (LAST|END) TIME (OFF|OUT)* of? / dropping what? OFF? TIME OFF? (FROM|AT|ON|IN)* END of?
          dropping OFF? END of? BY TIME / dropping what? END BY TIME / (cutting|REDUCE) what? DOWN? BY TIME
          REDUCE what? LENGTH of? BY TIME / MAKE what (BY? TIME SHORTER|SHORTER BY TIME)`,
    zh: `what? REMOVE what? tail TIME EVERYTHING? / what? tail TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)
          what? FROM? tail (CUT|REMOVE) TIME / what? SHORTEN what? TIME / what? tail (CUT|SHORTEN) TIME`,
    means: last('cut'),
  },
  {
    en: `dropping OFF? TIME OFF? (FROM|AT|ON)? ENDS of? / dropping ENDS of? BY TIME`,
    zh: `what? ENDS (REMOVE|CUT) TIME / REMOVE what? ENDS TIME / what? ENDS TIME REMOVE / what? ENDS REMOVE TIME`,
    means: bothEnds,
  },
  {
    en: `dropping OFF? FIRST TIME AND LAST TIME of?`,
    zh: `REMOVE what? head TIME AND tail TIME / what? head TIME AND tail TIME (ALL)? REMOVE
          REMOVE what? head TIME AND REMOVE? tail TIME`,
    means: ({ times: [start = 0, end = 0], of }) => [
      { op: 'cut', to: start, ...of },
      { op: 'cut', from: -end, ...of },
    ],
  },
  {
    en: `(ADD|PLACE|APPLY|JOIN)+ (ALL|IT)* NUM? (CLIPS|VIDEO|PICTURE|PICTURES) (TOGETHER|ON TIMELINE|TO TIMELINE|IN TIMELINE|ON IT|UNCHANGED|AND)*
          JOIN (ALL|IT|NUM)* (CLIPS|VIDEO|PICTURE|PICTURES)? (TO NUM? VIDEO|TOGETHER)
          PLACE (IT|EVERYTHING|ALL) (ON|TO|IN) TIMELINE UNCHANGED? / ADD (IT|EVERYTHING|ALL) (TO|ON) TIMELINE UNCHANGED?
          MAKE VIDEO (FROM|WITH|IN) (ALL|IT)* (CLIPS|PICTURES)`,
    zh: `(CLIPS|VIDEO|PICTURES|ALL)+ UNCHANGED? (PUT_TO|ADD TO|PLACE TO|ADD|PLACE) (TO)? TIMELINE (UP|TOP)? UNCHANGED?
          (ADD|PLACE|APPLY) ALL? (CLIPS|VIDEO|PICTURES)+ (TO TIMELINE TOP?)?
          (CLIPS|VIDEO|PICTURES|ALL|NUM)* JOIN TOGETHER? / JOIN (CLIPS|VIDEO|PICTURES|ALL)+ TOGETHER?
          (CLIPS|VIDEO|ALL)+ JOIN (TO|BECOME)? VIDEO? / AT? TIMELINE TOP? (ADD|PLACE) (CLIPS|VIDEO|PICTURES|ALL)+
          (ALL|CLIPS|VIDEO)+ (AT)? TOGETHER JOIN`,
    means: () => ({ op: 'place' }),
  },
  {
    en: `(ADD|PLACE|APPLY) REF ((AND|COMMA)+ REF)* ((ON|TO|IN) TIMELINE)? UNCHANGED?
          JOIN REF ((AND|COMMA|WITH|TO)+ REF)+ TOGETHER?`,
    zh: `(ADD|PLACE|JOIN) (VIDEO|PICTURES)? REF ((AND|COMMA)+ REF)* (TO TIMELINE TOP?)?
          REF ((AND|COMMA)+ REF)* (JOIN TOGETHER?|(PUT_TO|PLACE|ADD) TO? TIMELINE TOP?)
          (VIDEO|PICTURES) REF (PUT_TO|PLACE|ADD) TO? TIMELINE TOP?`,
    means: placeNamed,
  },
  {
    en: `(APPLY|KEEP|SHOW|TAKE|PLAY|EXTRACT) ONLY REF / ONLY (APPLY|KEEP|SHOW|TAKE|PLAY)? REF
          (APPLY|KEEP|SHOW|TAKE|PLAY)? REF ONLY`,
    zh: `ONLY KEEP? APPLY? REF / KEEP REF / ONLY KEEP REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'only', clip }),
  },
  {
    en: `REMOVE REF (FROM TIMELINE)? / TAKE REF OUT / TAKE REF OFF TIMELINE`,
    zh: `REMOVE REF / REF REMOVE / REF NO`,
    means: ({ clips: [clip = 0] }) => ({ op: 'remove', clip }),
  },
  {
    en: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY|MAKE) REF (TO|AT|ON|AS|BE|IN)* (FIRST|START) / START WITH REF
          MAKE? REF (BE|START|PLAY)* FIRST`,
    zh: `REF (PUT_TO|CHANGE TO|PLACE|ADD|MOVE) (TO|AT)* (TIMELINE|VIDEO)? (FRONT|START|FIRST) (TOP)?
          AT? (VIDEO|TIMELINE)? START (ADD|PLACE) REF / (ADD|PLACE) REF (TO|AT)* (VIDEO)? START / FIRST? PLAY REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'first' }),
  },
  {
    en: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY|MAKE) REF (TO|AT|ON|AS|BE|IN)* (LAST|END) / END WITH REF`,
    zh: `REF (PUT_TO|CHANGE TO|PLACE|ADD) (TO|AT)* (TIMELINE|VIDEO)? (BACK|END|LAST)
          AT? (VIDEO|TIMELINE)? (END|LAST) (ADD|PLACE) REF / (ADD|PLACE) REF (TO|AT)* (VIDEO)? (END|LAST) / LAST PLAY REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'last' }),
  },
  {
    en: `(PLACE|MOVE|PLAY|SHOW|ADD|APPLY) REF (TO|BE)? (BEFORE|AFTER) (REF|FIRST|ORD|LAST)`,
    zh: `REF (PUT_TO|CHANGE TO|PLACE|ADD|JOIN) (TO|AT)* REF (FRONT|BACK|AFTER|BEFORE)
          (ADD|PLACE) REF (TO|AT) REF (FRONT|BACK)`,
    means: (reading) => ({
      op: 'move-beside',
      clip: reading.clips[0] ?? 0,
      to: reading.has('FRONT', 'BEFORE') ? 'before' : 'after',
      other: reading.clips[1] ?? 0,
    }),
  },
  {
    en: `SWAP ORDER? (REF|FIRST|ORD|LAST) (AND|WITH) (REF|ORD|LAST CLIPS?) CLIPS? ORDER?
          SWAP (FIRST|ORD|LAST) (AND|WITH) (ORD|LAST) (CLIPS|VIDEO)`,
    zh: `SWAP REF AND REF ORDER? / REF AND REF ORDER? (SWAP|CHANGE ORDER|CHANGE) ORDER? / REF AND REF SWAP ORDER`,
    means: ({ clips: [clip = 0, other = 0] }) => ({ op: 'swap', clip, other }),
  },
  {
    en: `(SWAP|REVERSE) ALL? NUM? (CLIPS ORDER?|PICTURES ORDER?|ORDER) of?
          (PLAY|PLACE|SHOW|CHANGE) (what) IN REVERSE ORDER`,
    zh: `(SWAP|REVERSE) ALL? (CLIPS|VIDEO|PICTURES)* ORDER? / (CLIPS|VIDEO|PICTURES|ALL)* ORDER (SWAP|REVERSE)
          (CLIPS|VIDEO|PICTURES)+ (REVERSE|SWAP) (ORDER|PLAY)?`,
    means: () => ({ op: 'reverse-order' }),
  },
  {
    en: `(SHOW|KEEP|MAKE|PLAY|SET) ALL* (PICTURE|PICTURES) (FOR|TO|LAST_FOR|BE)? ONLY? TIME (ALL|LONG)?
          (MAKE|ADD|APPLY)? SLIDESHOW ((WITH|IN|AND|FROM|FOR|AT) (IT|ALL)* (PICTURES))? (WITH|FOR|AT|SHOW)* TIME (BY|FOR)? (PICTURE|ALL PICTURE|ALL)
          (WITH|SHOW)? TIME FOR? ALL (PICTURE|PICTURES) / (SHOW|KEEP|PLAY) REF FOR ONLY? TIME`,
    zh: `ALL* PICTURES (ALL)? (SHOW|PLAY|FOR|PLACE)* (CHANGE|BECOME|TO)* TIME / ALL* PICTURES TIME
          REF ONLY? (SHOW|PLAY|FOR)+ TIME / (SHOW|PLAY) REF TIME / SHOW ALL* PICTURES TIME`,
    means: ({ time = 0, of }) => ({ op: 'slides', seconds: time, ...of }),
  },
  {
    en: `(ADD|PLACE|SHOW|APPLY) REF (AT|TO|ON|AS)* (FIRST|START|LAST|END) FOR TIME
          (ADD|PLACE) REF FOR TIME (AT|TO|ON|AS)* (FIRST|START|LAST|END)`,
    zh: `AT? VIDEO? (START|END|LAST) (ADD|PLACE) REF COMMA? (SHOW|FOR|PLAY)+ TIME`,
    means: showFirstOrLast,
  },
  {
    en: `START_OVER of? / CLEAR (ALL|IT)* (TIMELINE|PROJECT|EVERYTHING)
          REMOVE (ALL (CLIPS|VIDEO)|EVERYTHING) (FROM TIMELINE)? / REMOVE EVERYTHING AND START_OVER`,
    zh: `START_OVER (CUT)? / CLEAR ALL? (TIMELINE|PROJECT|EVERYTHING|CLIPS|VIDEO)? EVERYTHING?
          REMOVE ALL (CLIPS|VIDEO|EVERYTHING|ALL)* / ALL? TIMELINE CLEAR / REMOVE TIMELINE ALL EVERYTHING`,
    means: () => ({ op: 'start-over' }),
  },
  {
    en: `UNDO (IT|LAST_EDIT)? / UNDO LAST`,
    zh: `UNDO (LAST_EDIT|IT)? CUT? / LAST_EDIT UNDO`,
    means: () => ({ op: 'undo' }),
  },
  {
    en: `EXPORT what? ((AS|IN|TO|AT|WITH)? (FORMAT|LINES|PIXELS))*`,
    zh: `EXPORT what? (BECOME|TO)? (FORMAT|LINES|VIDEO)* / what EXPORT / EXPORT (LINES|FORMAT)* what`,
    means: () => ({ op: 'export' }),
  },
];
