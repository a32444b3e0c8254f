/** Longest side of "1080p" and of the default output, in pixels. */
const FULL_HD_SIDE = 1920;
const NAMED_SIDES: Record<string, number> = { '480p': 854, '720p': 1280, '1080p': FULL_HD_SIDE };
const MAX_SIDE = 3840;

export interface PictureSize {
  width: number;
  height: number;
}

/**
 * The size to render at: `resolution` is `WxH` or a name such as `1080p`, which keeps the canvas
 * shape; anything else means the canvas itself, at most 1080p class (seed: "up to 1080x1920").
 */
export function chooseRenderSize(canvas: PictureSize, resolution: unknown): PictureSize {
  const wanted = typeof resolution === 'string' ? resolution.toLowerCase() : '';
  const exact = /^(\d{2,4})x(\d{2,4})$/.exec(wanted);
  if (exact) return fit({ width: Number(exact[1]), height: Number(exact[2]) });
  const longest = Math.max(canvas.width, canvas.height);
  const factor = (NAMED_SIDES[wanted] ?? Math.min(longest, FULL_HD_SIDE)) / longest;
  return fit({ width: canvas.width * factor, height: canvas.height * factor });
}

function fit({ width, height }: PictureSize): PictureSize {
  const factor = Math.min(1, MAX_SIDE / Math.max(width, height));
  const toEven = (pixels: number) => Math.max(16, Math.round((pixels * factor) / 2) * 2);
  return { width: toEven(width), height: toEven(height) };
}
