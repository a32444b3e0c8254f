/** What the first bytes of a file say it is. */
export interface SniffedFormat {
  format: string;
  type: 'video' | 'image' | 'audio';
  /** The libav demuxer to force. */
  demuxer: string;
}

const video = (format: string, demuxer: string): SniffedFormat => ({
  format,
  type: 'video',
  demuxer,
});
const image = (format: string, demuxer: string): SniffedFormat => ({
  format,
  type: 'image',
  demuxer,
});
const audio = (format: string, demuxer: string): SniffedFormat => ({
  format,
  type: 'audio',
  demuxer,
});

/** By the extension that `file-type` gives; what is in none of the 13 accepted formats is missing. */
const FORMATS: Record<string, SniffedFormat> = {
  mp4: video('mp4', 'mov'),
  m4v: video('mp4', 'mov'),
  f4v: video('mp4', 'mov'),
  '3gp': video('mp4', 'mov'),
  '3g2': video('mp4', 'mov'),
  mov: video('mov', 'mov'),
  avi: video('avi', 'avi'),
  webm: video('webm', 'matroska'),
  mkv: video('mkv', 'matroska'),
  jpg: image('jpg', 'jpeg_pipe'),
  png: image('png', 'png_pipe'),
  apng: image('png', 'png_pipe'),
  gif: image('gif', 'gif'),
  webp: image('webp', 'webp_pipe'),
  mp3: audio('mp3', 'mp3'),
  wav: audio('wav', 'wav'),
  m4a: audio('m4a', 'mov'),
  m4b: audio('m4a', 'mov'),
  aac: audio('aac', 'aac'),
};

/**
 * Recognises a file by its first bytes (4096 are enough); a name or MIME type is never asked. Playlists,
 * SVG, HTML and the rest must not reach a demuxer, since some demuxers open other files.
 */
export async function sniffMedia(head: Uint8Array): Promise<SniffedFormat | null> {
  // Loaded with the first upload: a start must be quick.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return FORMATS[found?.ext ?? ''] ?? null;
}
