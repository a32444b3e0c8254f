/** The smallest files of each kind: enough of each for its content to be told. */

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const ftyp = (brand: string): Buffer =>
  Buffer.concat([uint32(24), ascii(`ftyp${brand}`), uint32(0), ascii(`${brand}isom`)]);

const riff = (form: string, rest: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(rest.length + 4);
  return Buffer.concat([ascii('RIFF'), size, ascii(form), rest]);
};

/** An EBML header that names its document type. */
const ebml = (docType: string): Buffer =>
  Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x80 + 3 + docType.length, 0x42, 0x82]),
    Buffer.from([0x80 + docType.length]),
    ascii(docType),
  ]);

/** 8 kHz, 8 bit, one channel, 8 samples of silence. */
const wav = riff(
  'WAVE',
  Buffer.concat([
    ascii('fmt '),
    Buffer.from([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]),
    ascii('data'),
    Buffer.from([8, 0, 0, 0]),
    Buffer.alloc(8, 0x80),
  ]),
);

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const jpg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  ascii('JFIF\0'),
  Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]),
]);
/** One silent frame: MPEG 1 layer III, 32 kbit/s, 44.1 kHz. */
const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0x00]), Buffer.alloc(100)]);
const aac = Buffer.concat([
  Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]),
  Buffer.alloc(9),
]);

export const SAMPLES = {
  png,
  jpg,
  gif,
  webp,
  wav,
  mp3,
  aac,
  mp4: Buffer.concat([ftyp('isom'), uint32(8), ascii('mdat')]),
  mov: Buffer.concat([ftyp('qt  '), uint32(8), ascii('mdat')]),
  m4a: Buffer.concat([ftyp('M4A '), uint32(8), ascii('mdat')]),
  avi: riff('AVI ', Buffer.concat([ascii('LIST'), Buffer.alloc(16)])),
  mkv: ebml('matroska'),
  webm: ebml('webm'),
};
