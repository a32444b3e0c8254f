import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

/** As much of opentype.js as is used here; its published types would bring those of browsers along. */
interface OpenType {
  parse(file: ArrayBuffer): Font;
  Font: new (settings: object) => { toArrayBuffer(): ArrayBuffer };
  Glyph: new (settings: object) => Glyph;
  Path: new () => Path;
}
interface Font {
  unitsPerEm: number;
  charToGlyphIndex(character: string): number;
  charToGlyph(character: string): Glyph;
}
interface Glyph {
  advanceWidth: number;
  path: Path;
}
interface Path {
  commands: Record<string, number | string>[];
}

/** The slice of a font that is said to hold these code points. */
interface Slice {
  from: number;
  to: number;
  file: string;
}

const require = createRequire(import.meta.url);
/**
 * Where glyphs come from, the first that has one (all OFL-1.1): Chinese, Japanese and symbols; Latin,
 * Greek and Cyrillic with all their accents; Hangul; emoji in one colour. Their files are small slices by code point.
 */
const FAMILIES = ['noto-sans-sc', 'noto-sans', 'noto-sans-kr', 'noto-emoji'];

const UNITS_PER_EM = 1000;
/** Of the lines of all titles, in ems: from above an accented capital to below a descender. */
export const LINE_HEIGHT = 1.25;
const DESCENT = 0.25;
/** How wide something is that no font can draw. */
const UNKNOWN_WIDTH = 1;

let openType: OpenType | undefined;
let slices: Slice[] | undefined;
const fonts = new Map<string, Font>();
const found = new Map<string, Glyph | null>();

/** Whether one of the fonts has this character. */
export const hasGlyph = (character: string): boolean => findGlyph(character) !== null;

/** How wide a line of text is, in ems. */
export function measureText(text: string): number {
  let width = 0;
  for (const character of text) {
    width += (findGlyph(character)?.advanceWidth ?? UNKNOWN_WIDTH * UNITS_PER_EM) / UNITS_PER_EM;
  }
  return width;
}

/** One font file with the glyphs of these characters, whichever fonts they come from: drawtext takes only one. */
export function buildFont(characters: string): Uint8Array {
  const { Font, Glyph, Path } = loadOpenType();
  const glyphs = [new Glyph({ name: '.notdef', advanceWidth: UNITS_PER_EM, path: new Path() })];
  for (const character of new Set(characters)) {
    const glyph = findGlyph(character);
    const unicode = character.codePointAt(0) ?? 0;
    if (glyph) glyphs.push(new Glyph({ ...glyph, name: `u${unicode.toString(16)}`, unicode }));
  }
  const font = new Font({
    familyName: 'Titles',
    styleName: 'Regular',
    unitsPerEm: UNITS_PER_EM,
    ascender: (LINE_HEIGHT - DESCENT) * UNITS_PER_EM,
    descender: -DESCENT * UNITS_PER_EM,
    createdTimestamp: 0,
    glyphs,
  });
  return new Uint8Array(font.toArrayBuffer());
}

/** The glyph of the first font that has one, scaled to `UNITS_PER_EM`. */
function findGlyph(character: string): Glyph | null {
  const known = found.get(character);
  if (known !== undefined) return known;
  const point = character.codePointAt(0) ?? 0;
  const font = listSlices()
    .filter(({ from, to }) => from <= point && point <= to)
    .map(({ file }) => openFont(file))
    .find((candidate) => candidate.charToGlyphIndex(character) > 0);
  const glyph = font ? scaleGlyph(font.charToGlyph(character), font.unitsPerEm) : null;
  found.set(character, glyph);
  return glyph;
}

function scaleGlyph({ advanceWidth, path }: Glyph, unitsPerEm: number): Glyph {
  const factor = UNITS_PER_EM / unitsPerEm;
  const scaled = new (loadOpenType().Path)();
  scaled.commands = path.commands.map((command) =>
    Object.fromEntries(
      Object.entries(command).map(([key, value]) => [
        key,
        typeof value === 'number' ? value * factor : value,
      ]),
    ),
  );
  return { advanceWidth: Math.round(advanceWidth * factor), path: scaled };
}

function openFont(file: string): Font {
  const known = fonts.get(file);
  if (known) return known;
  const font = loadOpenType().parse(unpackWoff(readFileSync(require.resolve(file))));
  fonts.set(file, font);
  return font;
}

/** Loaded with the first title: most starts of a studio need none. */
function loadOpenType(): OpenType {
  openType ??= require('opentype.js') as OpenType;
  return openType;
}

/** Reads each family's list of slices, such as `"[109]": "U+2190-2193,U+2605"`. */
function listSlices(): Slice[] {
  slices ??= FAMILIES.flatMap((family) => {
    const folder = `@fontsource/${family}`;
    const ranges = require(`${folder}/unicode.json`) as Record<string, string>;
    return Object.entries(ranges).flatMap(([name, list]) => {
      const slice = name.replaceAll(/[[\]]/g, '');
      const file = `${folder}/files/${family}-${slice}-400-normal.woff`;
      return list.split(',').map((range) => {
        const [from = 0, to = from] = range.replace('U+', '').split('-').map(readHex);
        return { from, to, file };
      });
    });
  });
  return slices;
}

const readHex = (digits: string): number => Number.parseInt(digits, 16);

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * Unpacks a WOFF file into the TrueType or OpenType file it holds (W3C, WOFF File Format 1.0, sections 3
 * to 5). Done here since the font library's own inflate fails on some of the files (noto-sans-sc-101).
 */
function unpackWoff(woff: Buffer): ArrayBuffer {
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const parts: Uint8Array[] = [header];
  let end = header.length;
  for (let index = 0; index < count; index += 1) {
    const at = WOFF_HEADER + index * WOFF_ENTRY;
    const [offset, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const packed = woff.subarray(offset!, offset! + packedLength!);
    // A table that would not become smaller is stored as it is.
    const table = packedLength! < length! ? inflateSync(packed) : packed;
    const entry = SFNT_HEADER + index * SFNT_ENTRY;
    woff.copy(header, entry, at, at + 4);
    woff.copy(header, entry + 4, at + 16, at + 20);
    header.writeUInt32BE(end, entry + 8);
    header.writeUInt32BE(length!, entry + 12);
    const padding = Buffer.alloc(-length! & 3);
    parts.push(table, padding);
    end += length! + padding.length;
  }
  return new Uint8Array(Buffer.concat(parts)).buffer;
}
