/** A size as the backend takes it: `1080p`, `720p` or `1080x1920`; undefined for what is none. */
export function parseResolution(text: string): string | undefined {
  const resolution = text.trim().toLowerCase().replace('×', 'x');
  const isSize = /^(?:1080p|720p|[1-9]\d{1,3}x[1-9]\d{1,3})$/.test(resolution);
  return isSize ? resolution : undefined;
}
