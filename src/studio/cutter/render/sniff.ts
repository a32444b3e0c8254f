import { findMp3Frame, isAdtsFrame, readId3Length } from './sniff-audio.ts';

/** What the first bytes of a file say it is. */
export interface SniffedFormat {
  format:
    | 'mp4'
    | 'mov'
    | 'avi'
    | 'webm'
    | 'mkv'
    | 'jpg'
    | 'png'
    | 'gif'
    | 'webp'
    | 'mp3'
    | 'wav'
    | 'm4a'
    | 'aac';
  type: 'video' | 'image' | 'audio';
  /** The libav demuxer to force. */
  demuxer: string;
}

type Format = SniffedFormat['format'];

const FORMATS: Record<Format, SniffedFormat> = {
  mp4: { format: 'mp4', type: 'video', demuxer: 'mov' },
  mov: { format: 'mov', type: 'video', demuxer: 'mov' },
  avi: { format: 'avi', type: 'video', demuxer: 'avi' },
  webm: { format: 'webm', type: 'video', demuxer: 'matroska' },
  mkv: { format: 'mkv', type: 'video', demuxer: 'matroska' },
  jpg: { format: 'jpg', type: 'image', demuxer: 'jpeg_pipe' },
  png: { format: 'png', type: 'image', demuxer: 'png_pipe' },
  gif: { format: 'gif', type: 'image', demuxer: 'gif' },
  webp: { format: 'webp', type: 'image', demuxer: 'webp_pipe' },
  mp3: { format: 'mp3', type: 'audio', demuxer: 'mp3' },
  wav: { format: 'wav', type: 'audio', demuxer: 'wav' },
  m4a: { format: 'm4a', type: 'audio', demuxer: 'mov' },
  aac: { format: 'aac', type: 'audio', demuxer: 'aac' },
};

const MP4_BRAND = /^(isom|iso[2-9a]|mp4[12]|avc1|dash|msnv|m4v |f4v |3gp.|3g2.|mmp4|xavc)$/i;

/**
 * Recognises a file by its first bytes (64 are enough for most, 4096 for all); a name or MIME type
 * is never asked. Everything outside the 13 accepted formats is null: playlists, SVG, HTML and the
 * rest must not reach a demuxer, since some demuxers open other files.
 */
export function sniffMedia(head: Uint8Array): SniffedFormat | null {
  const format = sniffContainer(head) ?? sniffImage(head) ?? sniffElementary(head);
  return format ? FORMATS[format] : null;
}

function sniffContainer(head: Uint8Array): Format | null {
  const tag = readText(head, 0, 4);
  if (tag === 'RIFF') return sniffRiff(readText(head, 8, 4));
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return sniffDocType(head);
  const box = readText(head, 4, 4);
  if (box === 'ftyp') return sniffBrand(head);
  // QuickTime files from before the ftyp box start with any of these.
  return ['moov', 'mdat', 'wide'].includes(box) ? 'mov' : null;
}

function sniffRiff(kind: string): Format | null {
  if (kind === 'AVI ') return 'avi';
  if (kind === 'WAVE') return 'wav';
  return kind === 'WEBP' ? 'webp' : null;
}

function sniffBrand(head: Uint8Array): Format | null {
  const major = readText(head, 8, 4);
  if (major === 'qt  ') return 'mov';
  if (/^M4[ABP] $/.test(major)) return 'm4a';
  // HEIC and AVIF pictures share this box; they name no video brand as their own.
  return MP4_BRAND.test(major) ? 'mp4' : null;
}

/** Finds the DocType element (id 0x4282) of an EBML header; its size is one byte in practice. */
function sniffDocType(head: Uint8Array): Format | null {
  for (let at = 4; at + 3 < Math.min(head.length, 256); at += 1) {
    if (head[at] !== 0x42 || head[at + 1] !== 0x82) continue;
    const docType = readText(head, at + 3, (head[at + 2] ?? 0) & 0x7f).replace(/\0+$/, '');
    if (docType === 'webm') return 'webm';
    return docType === 'matroska' ? 'mkv' : null;
  }
  return null;
}

function sniffImage(head: Uint8Array): Format | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  return /^GIF8[79]a$/.test(readText(head, 0, 6)) ? 'gif' : null;
}

function sniffElementary(head: Uint8Array): Format | null {
  const tagLength = readId3Length(head);
  const body = head.subarray(tagLength);
  if (isAdtsFrame(body)) return 'aac';
  if (findMp3Frame(body)) return 'mp3';
  // The tag is longer than the head (cover art): nearly always an MP3, and its demuxer will tell.
  return tagLength > 0 && body.length === 0 ? 'mp3' : null;
}

function startsWith(head: Uint8Array, magic: number[]): boolean {
  return head.length >= magic.length && magic.every((byte, at) => head[at] === byte);
}

function readText(head: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...head.subarray(at, at + length));
}
