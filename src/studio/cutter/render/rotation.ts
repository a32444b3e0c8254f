/**
 * Reads a display matrix (nine 32-bit integers in the machine's order, which is little-endian on
 * every platform we run on) as clockwise degrees to turn the picture by: 0, 90, 180 or 270.
 * Mirroring is ignored. The angle is that of `av_display_rotation_get`, with the opposite sign.
 */
export function readRotation(matrix: Uint8Array | null): number {
  if (!matrix || matrix.byteLength < 36) return 0;
  const view = new DataView(matrix.buffer, matrix.byteOffset, matrix.byteLength);
  const at = (index: number): number => view.getInt32(index * 4, true);
  const scaleX = Math.hypot(at(0), at(3));
  const scaleY = Math.hypot(at(1), at(4));
  if (scaleX === 0 || scaleY === 0) return 0;
  const degrees = (Math.atan2(at(1) / scaleY, at(0) / scaleX) * 180) / Math.PI;
  return (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
}
