/** Chinese: making the video shorter, its clips, starting over. The verb comes first, in the middle or last. */
import { first, last, range, after, placeNamed, showFirstOrLast } from '../meanings.ts';
import type { Row } from '../row.ts';

export const CHINESE_TRIMS: Row[] = [
  {
    say: `what? (cutzh) what? (TO|BECOME|AT)+ ONLY* head? TIME LONG? EVERYTHING?
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
    say: `what? (ONLY? KEEP|ONLY|cutzh TO|CUT) ONLY* what? tail TIME EVERYTHING? / what? tail TIME KEEP
          what? BECOME ONLY? tail TIME`,
    means: last('trim'),
  },
  {
    say: `what? (ONLY? KEEP|CUT|ONLY) ONLY* what? dem / what? dem KEEP / what? ONLY? KEEP dem`,
    means: range('trim'),
  },
  { say: `what? REMOVE what? dem / what? dem (REMOVE|NO)`, means: range('cut') },
  {
    say: `what? (REMOVE) what? head TIME EVERYTHING? / what? head TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)
          what? FROM? head (CUT|REMOVE) TIME / REMOVE what? TIME FRONT EVERYTHING?
          what? TIME FRONT EVERYTHING? EVERYTHING? (REMOVE|NO) / what? FROM TIME START PLAY? / what? head CUT REMOVE? TIME`,
    means: first('cut'),
  },
  {
    say: `(ONLY? KEEP) what? TIME BACK EVERYTHING? / what? TIME BACK EVERYTHING? KEEP / what? FROM TIME START KEEP`,
    means: after('trim'),
  },
  {
    say: `what? REMOVE what? tail TIME EVERYTHING? / what? tail TIME (EVERYTHING)? (REMOVE|NO|CUT REMOVE)
          what? FROM? tail (CUT|REMOVE) TIME / what? SHORTEN what? TIME / what? tail (CUT|SHORTEN) TIME`,
    means: last('cut'),
  },
  {
    say: `what? ENDS (REMOVE|CUT) TIME / REMOVE what? ENDS TIME / what? ENDS TIME REMOVE / what? ENDS REMOVE TIME`,
    means: (reading) => [first('cut')(reading), last('cut')(reading)],
  },
  {
    say: `REMOVE what? head TIME AND tail TIME / what? head TIME AND tail TIME (ALL)? REMOVE
          REMOVE what? head TIME AND REMOVE? tail TIME`,
    means: ({ times: [start = 0, end = 0], of }) => [
      { op: 'cut', to: start, ...of },
      { op: 'cut', from: -end, ...of },
    ],
  },
];

export const CHINESE_CLIPS: Row[] = [
  {
    say: `(CLIPS|VIDEO|PICTURES|ALL)+ UNCHANGED? (PUT_TO|ADD TO|PLACE TO|ADD|PLACE) (TO)? TIMELINE (UP|TOP)? UNCHANGED?
          (ADD|PLACE|APPLY) ALL? (CLIPS|VIDEO|PICTURES)+ (TO TIMELINE TOP?)?
          (CLIPS|VIDEO|PICTURES|ALL|NUM)* JOIN TOGETHER? / JOIN (CLIPS|VIDEO|PICTURES|ALL)+ TOGETHER?
          (CLIPS|VIDEO|ALL)+ JOIN (TO|BECOME)? VIDEO? / AT? TIMELINE TOP? (ADD|PLACE) (CLIPS|VIDEO|PICTURES|ALL)+
          (ALL|CLIPS|VIDEO)+ (AT)? TOGETHER JOIN`,
    means: () => ({ op: 'place' }),
  },
  {
    say: `(ADD|PLACE|JOIN) (VIDEO|PICTURES)? REF ((AND|COMMA)+ REF)* (TO TIMELINE TOP?)?
          REF ((AND|COMMA)+ REF)* (JOIN TOGETHER?|(PUT_TO|PLACE|ADD) TO? TIMELINE TOP?)
          (VIDEO|PICTURES) REF (PUT_TO|PLACE|ADD) TO? TIMELINE TOP?`,
    means: placeNamed,
  },
  {
    say: `ONLY KEEP? APPLY? REF / KEEP REF / ONLY KEEP REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'only', clip }),
  },
  {
    say: `REMOVE REF / REF REMOVE / REF NO`,
    means: ({ clips: [clip = 0] }) => ({ op: 'remove', clip }),
  },
  {
    say: `REF (PUT_TO|CHANGE TO|PLACE|ADD|MOVE) (TO|AT)* (TIMELINE|VIDEO)? (FRONT|START|FIRST) (TOP)?
          AT? (VIDEO|TIMELINE)? START (ADD|PLACE) REF / (ADD|PLACE) REF (TO|AT)* (VIDEO)? START / FIRST? PLAY REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'first' }),
  },
  {
    say: `REF (PUT_TO|CHANGE TO|PLACE|ADD) (TO|AT)* (TIMELINE|VIDEO)? (BACK|END|LAST)
          AT? (VIDEO|TIMELINE)? (END|LAST) (ADD|PLACE) REF / (ADD|PLACE) REF (TO|AT)* (VIDEO)? (END|LAST) / LAST PLAY REF`,
    means: ({ clips: [clip = 0] }) => ({ op: 'move', clip, to: 'last' }),
  },
  {
    say: `REF (PUT_TO|CHANGE TO|PLACE|ADD|JOIN) (TO|AT)* REF (FRONT|BACK|AFTER|BEFORE)
          (ADD|PLACE) REF (TO|AT) REF (FRONT|BACK)`,
    means: (reading) => ({
      op: 'move-beside',
      clip: reading.clips[0] ?? 0,
      to: reading.has('FRONT', 'BEFORE') ? 'before' : 'after',
      other: reading.clips[1] ?? 0,
    }),
  },
  {
    say: `SWAP REF AND REF ORDER? / REF AND REF ORDER? (SWAP|CHANGE ORDER|CHANGE) ORDER? / REF AND REF SWAP ORDER`,
    means: ({ clips: [clip = 0, other = 0] }) => ({ op: 'swap', clip, other }),
  },
  {
    say: `(SWAP|REVERSE) ALL? (CLIPS|VIDEO|PICTURES)* ORDER? / (CLIPS|VIDEO|PICTURES|ALL)* ORDER (SWAP|REVERSE)
          (CLIPS|VIDEO|PICTURES)+ (REVERSE|SWAP) (ORDER|PLAY)?`,
    means: () => ({ op: 'reverse-order' }),
  },
  {
    say: `ALL* PICTURES (ALL)? (SHOW|PLAY|FOR|PLACE)* (CHANGE|BECOME|TO)* TIME / ALL* PICTURES TIME
          REF ONLY? (SHOW|PLAY|FOR)+ TIME / (SHOW|PLAY) REF TIME / SHOW ALL* PICTURES TIME`,
    means: ({ time = 0, of }) => ({ op: 'slides', seconds: time, ...of }),
  },
  {
    say: `AT? VIDEO? (START|END|LAST) (ADD|PLACE) REF COMMA? (SHOW|FOR|PLAY)+ TIME`,
    means: showFirstOrLast,
  },
  {
    say: `START_OVER (CUT)? / CLEAR ALL? (TIMELINE|PROJECT|EVERYTHING|CLIPS|VIDEO)? EVERYTHING?
          REMOVE ALL (CLIPS|VIDEO|EVERYTHING|ALL)* / ALL? TIMELINE CLEAR / REMOVE TIMELINE ALL EVERYTHING`,
    means: () => ({ op: 'start-over' }),
  },
  { say: `UNDO (LAST_EDIT|IT)? CUT? / LAST_EDIT UNDO`, means: () => ({ op: 'undo' }) },
  {
    say: `EXPORT what? (BECOME|TO)? (FORMAT|LINES|VIDEO)* / what EXPORT / EXPORT (LINES|FORMAT)* what`,
    means: () => ({ op: 'export' }),
  },
];
