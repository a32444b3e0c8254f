import type { FileHandle } from 'node:fs/promises';

/**
 * Reads until the buffer is full or the file ends, and returns how many bytes came. A single read may bring less than was asked
 * for, on network drives for one: only a read that brings nothing means the end. `null` reads on from the last position.
 */
export async function readFully(
  file: Pick<FileHandle, 'read'>,
  buffer: Buffer,
  position: number | null,
): Promise<number> {
  for (let filled = 0; filled < buffer.length;) {
    const at = position === null ? null : position + filled;
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at);
    if (bytesRead === 0) return filled;
    filled += bytesRead;
  }
  return buffer.length;
}
