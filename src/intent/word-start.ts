let segmenter: Intl.Segmenter | undefined;

/** Whether a word starts here: 导出 is none in 引导出现. Created when first needed; it reads a dictionary. */
export function isWordStart(text: string, position: number): boolean {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const from = Math.max(0, position - 20);
  const near = text.slice(from, position + 20);
  return segmenter.segment(near).containing(position - from)?.index === position - from;
}
