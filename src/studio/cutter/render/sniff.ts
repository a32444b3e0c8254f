/** What the first bytes of a file say it is. */
export interface SniffedFormat {
  format: string;
  type: 'video' | 'image' | 'audio';
  /** The libav demuxer to force. */
  demuxer: string;
}

/** The 13 accepted formats, each with its demuxer and the extensions that `file-type` gives for it. */
const FORMATS: Array<[SniffedFormat['type'], format: string, demuxer: string, extensions: string]> =
  [
    ['video', 'mp4', 'mov', 'mp4 m4v f4v 3gp 3g2'],
    ['video', 'mov', 'mov', 'mov'],
    ['video', 'avi', 'avi', 'avi'],
    ['video', 'webm', 'matroska', 'webm'],
    ['video', 'mkv', 'matroska', 'mkv'],
    ['image', 'jpg', 'jpeg_pipe', 'jpg'],
    ['image', 'png', 'png_pipe', 'png apng'],
    ['image', 'gif', 'gif', 'gif'],
    ['image', 'webp', 'webp_pipe', 'webp'],
    ['audio', 'mp3', 'mp3', 'mp3'],
    ['audio', 'wav', 'wav', 'wav'],
    ['audio', 'm4a', 'mov', 'm4a m4b'],
    ['audio', 'aac', 'aac', 'aac'],
  ];

/** Nothing else is ever opened with. */
export const DEMUXERS = new Set(FORMATS.map(([, , demuxer]) => demuxer));

/**
 * Recognises a file by its first bytes (4096 are enough); a name or MIME type is never asked. Playlists,
 * SVG, HTML and the rest must not reach a demuxer, since some demuxers open other files.
 */
export async function sniffMedia(head: Uint8Array): Promise<SniffedFormat | null> {
  // Loaded with the first upload: a start must be quick.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const known = FORMATS.find(([, , , extensions]) =>
    extensions.split(' ').includes(found?.ext ?? ''),
  );
  if (!known) return null;
  const [type, format, demuxer] = known;
  return { type, format, demuxer };
}
