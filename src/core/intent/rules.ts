import type { Action } from './action.ts';

/** A wish as the roles of its words (`en.ts` lists them): no word is compared here. */
export interface RoleRule {
  action: Exclude<Action, 'chat'>;
  /** Named in a plan's `because`. */
  name: string;
  pattern: RegExp;
  /** Roles that decided; their words are quoted in `because`. */
  decided: RegExp;
}

const rule = (
  action: RoleRule['action'],
  name: string,
  [pattern, decided]: [string, string],
): RoleRule => ({
  action,
  name,
  pattern: new RegExp(pattern),
  decided: new RegExp(`[${decided}]`),
});

const HEAD = '[tO1]*';
/** The thing asked for, with up to nine words before it that may be anything but verbs. */
const ANY_VIDEO = '(?:p|[dDpaRfr#xhlov]{0,9}[vfkp])';
/** Verbs with many uses ask for the file only when it is the one at hand. */
const THE_VIDEO = '(?:p|[dpaRfr#]{0,4}x{0,3}[dpaRfr#]{0,2}v{1,2}|[dDaRfr#]{0,4}[fk])';
const PLACE = '[i8W]{0,2}[dDpaR#K]*';
const TAIL = `(?:[tOR]|8?m|${PLACE}x?x?[frlhvkFS]|i[dDa]*Q|8(?:p|[dDaK]*x{1,3}))*`;
const TAIL_KNOWN = `(?:[tOR]|8?m|${PLACE}[frlhvkF]|[i8]Q|8p)*`;

/** English puts the verb first. The first rule that matches decides. */
export const englishRules = (): RoleRule[] => (english ??= buildEnglish());
let english: RoleRule[] | undefined;

const buildEnglish = (): RoleRule[] => [
  rule('credits', 'asks how much is left', ['^[tOjyI]*q[jItm]*z[tjzI]*$', 'qz']),
  rule('credits', 'asks for the balance', [
    '^[tOjIyKmdDazngq]*[bB]+[tjzIKimO]*(?:8?[eEw](?:p|d?v)?t*)?$',
    'qbBz',
  ]),
  rule('state', 'asks for the timeline or status', [
    '^[tO]*[da]*[vweEu]?[da]*S(?:[jI]?id?S|[i8y]?[daRpv]+[weEu]?|[i8d]+[weEuv])?[tzRIa]*$',
    'vweEuS',
  ]),
  rule('state', 'asks to see the timeline or status', [
    '^[tOI]*[yg][mt]*[daovweEuRKpy]*S(?:[jI]?id?S|[i8y]?[daRpv]+[weEu]?|[i8d]+[weEuv])?[tzRIajy]*$',
    'ygS',
  ]),
  rule('state', 'asks whether it is ready', [
    '^t*I(?:t*(?:p|[da]*[vweEuS]+)[It]*[Ra]|R(?:p|[da]*v)?)[tz]*(?:8?[eEw])?t*$',
    'IR',
  ]),
  rule('upload', 'asks to upload', [
    `^${HEAD}um?(?:p|[dDpaRr#xf]{0,6}[vof])?[QUFJ]*(?:[tmp]|[i8][dap]*[vlSm])*$`,
    'uvof',
  ]),
  rule('upload', 'asks to bring media in', [
    `^${HEAD}Y(?:p|[dpa]*x{0,3}[dpa]*[vo]|Dv|[dDpavo]*[QUF])[QUFJ]*(?:[tmp]|[i8][dap]*[vlSm])*$`,
    'YvoF',
  ]),
  rule('upload', 'hands media over', [`^${HEAD}H(?:[dDpaxrf]{0,5}[vof])?[QUF]*t*$`, 'Hvo']),
  rule('upload', 'a link alone', ['^[tJ]*U[tUJ]*$', 'U']),
  rule('export', 'asks for the file', [`^${HEAD}[eE]m?${ANY_VIDEO}?${TAIL}$`, 'eEpvfk']),
  rule('export', 'asks for the rendered video', [
    `^${HEAD}[wW]m?${THE_VIDEO}?${TAIL_KNOWN}$`,
    'wWpvfk',
  ]),
  rule('export', 'asks to be sent the video', [`^${HEAD}gm?${THE_VIDEO}${TAIL_KNOWN}$`, 'gmpvfk']),
  rule('export', 'asks to have the video', [
    `^${HEAD}n(?:p(?=[i8])|[dpaRfr#]{0,4}x{0,2}[vfkEe]|[dDafr#]*[fk])${TAIL_KNOWN}$`,
    'nvfkeE',
  ]),
  rule('export', 'asks for the link', ['^[tgnymdDIaO]*[eEw]?[8v]?kt*$', 'gnkeE']),
  rule('export', 'asks for an MP4', [
    `^${HEAD}C(?:p|[dDaRfr#xhv]{0,9}v)[i8]?[dDaRrfx#]{0,5}fv?${TAIL}$`,
    'Cf',
  ]),
];

const ONLY = (roles: string): string => `^[${roles}]*$`;
const HOLDS = (roles: string): string => `(?=.*[${roles}])`;
const holdsOnly = (roles: string, ...some: string[]): string =>
  `^${some.map(HOLDS).join('')}${ONLY(roles).slice(1)}`;

/** Languages with a freer order: all words are known, and one of them decides. */
export const freeRules = (): RoleRule[] => (free ??= buildFree());
let free: RoleRule[] | undefined;

const buildFree = (): RoleRule[] => [
  rule('credits', 'asks how much is left', [holdsOnly('tOjyIqzim1', 'q', 'z'), 'qz']),
  rule('credits', 'asks for the balance', [holdsOnly('bBqjztdDaKyImpinOg81', 'bB'), 'qbBz']),
  rule('state', 'asks for the timeline or status', [
    holdsOnly('SydDatIvapKi8mweEuOzRjgn1', 'S'),
    'yweES',
  ]),
  rule('state', 'asks whether it is ready', [holdsOnly('tIdapvwi', 'I'), 'I']),
  rule('upload', 'asks to upload', [holdsOnly('uHMdDapvotmi8lUFQfOgn1', 'uH'), 'uHvo']),
  rule('upload', 'asks to bring media in', [holdsOnly('YMdapvotmi8lUFQfOgn1', 'Y'), 'Yvo']),
  rule('export', 'asks for the file', [holdsOnly('eEtOdDapvfrk#i8lhmnRWgzMF1', 'eE'), 'eEpvfk']),
  rule('export', 'asks for the file', [
    '^[tO]*(?:Mx{0,8}[dpa]*vt*)?[gt]*[eE][tm]*[dDpaRfr#xhK]{0,12}[vfk]t*$|^[tO]*(?:M[dpax]{0,12}|[dpa]*x{0,6})[vf][gt]*[eE][tmgi8lfr]*$',
    'eEpvfk',
  ]),
  rule('export', 'asks for the video', [
    holdsOnly('wWgntOdapvfrk#i8lhmRMFI1', 'wWgn', 'vfkp'),
    'wWgnvfkp',
  ]),
  rule('export', 'asks to save it', [holdsOnly('wWtOil8damgM1r#', 'wW'), 'wWl']),
  rule('export', 'asks for the link', [holdsOnly('kgtimndyOjapv', 'k'), 'gk']),
];
