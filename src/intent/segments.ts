import type { Letters } from './role.ts';
import { isRole, type Token } from './tokens.ts';

/** How a part of a message is joined to the one before it. */
export type Seam = 'start' | 'strong' | 'weak' | 'none';

/** A part of a message that may be one request. */
export interface Segment {
  tokens: Token[];
  seam: Seam;
}

/** Cuts at every mark and joining word; parts that turn out to be one edit are put together again. */
export function segment(tokens: Token[]): Segment[] {
  const segments: Segment[] = [];
  let current: Segment = { tokens: [], seam: 'start' };
  const close = (seam: Seam): void => {
    if (current.tokens.length > 0) {
      segments.push(current);
      current = { tokens: [], seam };
    } else if (current.seam !== 'start' && seam === 'strong') current.seam = 'strong';
  };
  for (const [index, token] of tokens.entries()) {
    const seam = seamOf(token, tokens[index + 1]);
    if (seam) close(seam);
    if (!seam || seam === 'none') current.tokens.push(token);
    if (isRole(token, 'beforeExport')) close('none');
  }
  close('weak');
  return segments;
}

function seamOf(token: Token, next: Token | undefined): Seam | undefined {
  // 最后5秒: the last five seconds
  if (isRole(token, 'andThen') && isRole(next, 'number')) return undefined;
  if (isRole(token, 'stop', 'andThen')) return 'strong';
  if (isRole(token, 'comma', 'and')) return 'weak';
  // These words belong to what follows them.
  return isRole(token, 'before', 'after', 'beforeExport') ? 'none' : undefined;
}

export const lettersOf = (tokens: Token[]): Letters =>
  tokens.map(({ letters }) => letters).join('');
