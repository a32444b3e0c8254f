import { findAttributes, type ExportAttributes } from './attributes.ts';
import { originOf, type Folded } from './fold.ts';
import type { PlanStep } from './plan-step.ts';
import type { RoleRule } from './rules.ts';
import { isRole, type Token } from './tokens.ts';

/** What was written, and where its words are in it. */
export interface Source {
  message: string;
  folded: Folded;
}

/** "export it, 1080p please", "upload a.mp4 and b.mp4". */
export function takesAttributes(step: PlanStep, tokens: Token[], source: Source): boolean {
  const files = filesIn(tokens, source);
  if (step.action === 'upload' && files.length > 0) {
    step.files = [...(step.files ?? []), ...files];
    return true;
  }
  if (step.action !== 'export') return false;
  addAttributes(step, readAttributes(tokens, source));
  return true;
}

/** What was said first counts. */
export function addAttributes(
  step: PlanStep,
  { out, resolution, unavailable }: ExportAttributes,
): void {
  if (out !== undefined) step.out ??= out;
  if (resolution !== undefined) step.resolution ??= resolution;
  if (unavailable !== undefined) step.unavailable ??= unavailable;
}

function readAttributes(tokens: Token[], source: Source): ExportAttributes {
  const out = findOut(tokens, source);
  return { ...(out !== undefined && { out }), ...findAttributes(wordsOf(tokens)) };
}

/** "save it as final.mp4", 导出为final.mp4; in "export clip.mp4" the name says what is exported. */
function findOut(tokens: Token[], source: Source): string | undefined {
  const name = tokens.find(
    (token, at) =>
      isRole(token, 'file') &&
      /(?:^|\s)(?:as|to|into|named|called)$|[为成叫]$/.test(tokens[at - 1]?.text ?? ''),
  );
  const file = name && sliceOf([name], source);
  return file !== undefined && /\.mp4$/i.test(file) && !file.startsWith('~') ? file : undefined;
}

const wordsOf = (tokens: Token[]): string => tokens.map(({ text }) => text).join(' ');

export function actionStep(
  { action, name, decided }: RoleRule,
  tokens: Token[],
  source: Source,
): PlanStep {
  const words = tokens.filter(
    (token) => decided.test(token.letters) && !isRole(token, 'file', 'address'),
  );
  const said = quoteWords(words);
  return {
    action,
    ...(action === 'upload' && { files: filesIn(tokens, source) }),
    ...(action === 'export' && readAttributes(tokens, source)),
    skip_sse: true,
    because: said === '' ? name : `${name}: "${said}"`,
  };
}

/** Words that stand side by side are told as one. */
const quoteWords = (words: Token[]): string =>
  words
    .map(({ text, start }, index) => {
      const previous = words[index - 1];
      const gap = previous ? start - previous.end : 0;
      return `${previous ? (['', ' '][gap] ?? ' … ') : ''}${text}`;
    })
    .join('');

const filesIn = (tokens: Token[], source: Source): string[] =>
  tokens
    .filter((token) => isRole(token, 'quoted', 'address', 'file'))
    .map((token) => sliceOf([token], source).replace(/^["'“‘「『《«„]|["'”’」』》»“]$/g, ''))
    .filter((file) => file !== '');

const sliceOf = (tokens: Token[], { message, folded }: Source): string =>
  message.slice(originOf(folded, tokens[0]?.start ?? 0), originOf(folded, tokens.at(-1)?.end ?? 0));

export function editStep(tokens: Token[], source: Source): PlanStep[] {
  if (tokens.length === 0) return [];
  // The word that tied it to another request.
  const own = tokens.length > 1 && isRole(tokens[0], 'after') ? tokens.slice(1) : tokens;
  const text = sliceOf(own, source).trim();
  return text === '' ? [] : [chatStep(text)];
}

export const chatStep = (
  text: string,
  because = 'everything else goes to the editor',
): PlanStep => ({
  action: 'chat',
  text,
  skip_sse: false,
  because,
});
