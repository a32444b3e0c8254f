const MP3_BITRATES = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const MP3_SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

/** The length of a leading ID3v2 tag in bytes, 0 when there is none. */
export function readId3Length(head: Uint8Array): number {
  if (head.length < 10 || String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') return 0;
  // Four bytes of seven bits each, so that the length never looks like a sync word.
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return 10 + size;
}

/** Whether an ADTS frame starts here, followed by another one if there are enough bytes to see it. */
export function isAdtsFrame(body: Uint8Array): boolean {
  if (body.length < 7 || !hasAdtsSync(body, 0)) return false;
  const length = ((at(body, 3) & 3) << 11) | (at(body, 4) << 3) | (at(body, 5) >> 5);
  if (length < 7) return false;
  return body.length < length + 2 || hasAdtsSync(body, length);
}

/** Whether an MPEG layer III frame starts here, followed by another one if that can be seen. */
export function findMp3Frame(body: Uint8Array): boolean {
  const length = readMp3FrameLength(body, 0);
  if (length === null) return false;
  return body.length < length + 4 || readMp3FrameLength(body, length) !== null;
}

function hasAdtsSync(body: Uint8Array, offset: number): boolean {
  return at(body, offset) === 0xff && (at(body, offset + 1) & 0xf6) === 0xf0;
}

function readMp3FrameLength(body: Uint8Array, offset: number): number | null {
  const second = at(body, offset + 1);
  const third = at(body, offset + 2);
  const version = (second >> 3) & 3;
  const isLayerThree = at(body, offset) === 0xff && (second & 0xe6) === 0xe2 && version !== 1;
  const bitrate = (version === 3 ? MP3_BITRATES.one : MP3_BITRATES.two)[third >> 4];
  const baseRate = MP3_SAMPLE_RATES[(third >> 2) & 3];
  if (!isLayerThree || !bitrate || !baseRate) return null;
  const sampleRate = version === 3 ? baseRate : baseRate / (version === 2 ? 2 : 4);
  const slots = version === 3 ? 144_000 : 72_000;
  return Math.floor((slots * bitrate) / sampleRate) + ((third >> 1) & 1);
}

function at(body: Uint8Array, offset: number): number {
  return body[offset] ?? 0;
}
