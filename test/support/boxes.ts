/** The boxes of an MP4 (ISO 14496-12), byte by byte. */

/** Four bytes for each number, eight for a bigint; text and bytes as they are. */
export function box(type: string, ...content: (number | bigint | string | Buffer)[]): Buffer {
  const body = Buffer.concat(content.map(toBytes));
  return Buffer.concat([toBytes(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

export function toBytes(value: number | bigint | string | Buffer): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  if (typeof value === 'object') return value;
  const bytes = Buffer.alloc(typeof value === 'bigint' ? 8 : 4);
  if (typeof value === 'bigint') bytes.writeBigUInt64BE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}

export const zeros = (count: number): Buffer => Buffer.alloc(count);
