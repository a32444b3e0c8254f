/** A message as it is compared: one width, one case, no accents. Every unit knows where it came from. */
export interface Folded {
  text: string;
  /** Position in the message of each unit of `text`, and of the end. */
  origin: number[] | undefined;
}

/**
 * Folds width, case, accents and typographic apostrophes. Plain ASCII keeps its positions, which is most of what comes in.
 */
export function fold(message: string): Folded {
  if (/^[\t\n\r -~]*$/.test(message)) return { text: message.toLowerCase(), origin: undefined };
  const origin: number[] = [];
  let text = '';
  for (const { 0: cluster, index } of message.matchAll(CLUSTER)) {
    const folded = foldCluster(cluster);
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) origin.push(index);
  }
  origin.push(message.length);
  return { text, origin };
}

/** One letter with its marks; the parts of a decomposed Korean syllable belong together. */
const CLUSTER = /[\u1100-\u11ff]+|[^\p{M}]\p{M}*|\p{M}+/gsu;

/** Signs that are written in one way only: most of what Chinese, Japanese and Korean write. */
const isPlainSign = (cluster: string): boolean =>
  /^[\u3041-\u30fa\u4e00-\u9fff\uac00-\ud7a3]$/.test(cluster);

const foldCluster = (cluster: string): string =>
  isPlainSign(cluster)
    ? cluster
    : isPictograph(cluster)
      ? ' '
      : cluster
          .normalize('NFKD')
          .replace(/[\u0300-\u036f\p{Cf}\p{Cc}]/gu, (mark) =>
            mark === '\n' ? mark : /\s/.test(mark) ? ' ' : '',
          )
          .normalize('NFC')
          .toLowerCase()
          .replace(/[‘’ʼ`´]/g, "'");

const isPictograph = (cluster: string): boolean => {
  const code = cluster.codePointAt(0) ?? 0;
  return code > 0x20ff && !/[\p{L}\p{N}\p{P}]/u.test(cluster) && !isCjkMark(code);
};

const isCjkMark = (code: number): boolean => (code >= 0x3000 && code <= 0x30ff) || code >= 0xff00;

export const originOf = ({ origin }: Folded, position: number): number =>
  origin?.[position] ?? position;
