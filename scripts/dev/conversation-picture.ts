/** Draws a conversation as an SVG, for the README: real output, no screenshot. */
export interface ChatLine {
  who: 'person' | 'command' | 'agent';
  text: string;
}

const COLUMNS = 96;
const CHARACTER_WIDTH = 8.1;
const LINE_HEIGHT = 21;
const MARGIN = 20;
const STYLE = {
  person: { fill: '#f0f6fc', mark: '🧑', weight: '600' },
  command: { fill: '#7d8590', mark: '$', weight: '400' },
  agent: { fill: '#a5d6ff', mark: '🤖', weight: '400' },
};

/** The picture's text; nothing in it comes from elsewhere than the lines. */
export function drawConversation(lines: ChatLine[]): string {
  // One mark for all that is said in a row.
  const rows = lines.flatMap((line, at) =>
    wrapText(line.text).map((text, index) => ({
      ...line,
      text,
      first: index === 0 && lines[at - 1]?.who !== line.who,
    })),
  );
  const width = Math.round(COLUMNS * CHARACTER_WIDTH + 3 * MARGIN + 24);
  const height = rows.length * LINE_HEIGHT + 2 * MARGIN;
  const texts = rows.map(({ who, text, first }, index) => {
    const y = MARGIN + (index + 1) * LINE_HEIGHT - 6;
    const { fill, mark, weight } = STYLE[who];
    const sign = first ? `<text x="${MARGIN}" y="${y}" fill="${fill}">${mark}</text>` : '';
    return `${sign}<text x="${MARGIN + 30}" y="${y}" fill="${fill}" font-weight="${weight}" xml:space="preserve">${escapeXml(text)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A conversation with the skill">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="13.5">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Breaks at spaces; wide characters (Chinese, emoji) count double. */
function wrapText(text: string): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/(?<= )/)) {
    if (row !== '' && columnsOf(row + word) > COLUMNS) {
      rows.push(row);
      row = '';
    }
    row += word;
  }
  return [...rows, row];
}

const columnsOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, character) => sum + (/[\u2e80-\uffef]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1),
    0,
  );

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
