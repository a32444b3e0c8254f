/** The smallest files of two kinds: enough for their content to be told. */
export const SAMPLES = {
  /** One transparent pixel. */
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
  /** An MP4 without a header. */
  mp4: Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypisom\0\0\0\0isomisom'),
    Buffer.from([0, 0, 0, 8]),
    Buffer.from('mdat'),
  ]),
};
