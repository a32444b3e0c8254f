/** How quantities are written for people, everywhere the same. */
import { verbatim, type Text } from './text.ts';
import { commonWords } from './common.ts';

/** `10`, `2.5`: seconds without needless decimals. */
export const formatSeconds = (ms: number): string => String(Number((ms / 1000).toFixed(1)));

const two = (value: number): string => String(value).padStart(2, '0');

/** `0:07`, `1:02:30`, `0:02.5`: a moment on a timeline. */
export function formatClock(ms: number): string {
  const tenths = Math.round(ms / 100);
  const seconds = Math.floor(tenths / 10);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  const rest = tenths % 10 === 0 ? '' : `.${tenths % 10}`;
  return `${head}:${two(seconds % 60)}${rest}`;
}

/** `60.0`: a measured length, always with one decimal. */
export const formatLength = (seconds: number): string => seconds.toFixed(1);

/** `24.3 MB`, `512 KB`, `80 bytes`, in steps of 1000 as file managers count. */
export const sizeText = (bytes: number): Text => (bytes < 1000 ? commonWords.bytes(bytes) : verbatim(formatBytes(bytes)));

/** As `sizeText`, in English. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return commonWords.bytes(bytes).en;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  if (bytes < 999_950_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

/** Terminal sequences (CSI, OSC), control characters, marks that turn the direction of text around, and halves of surrogate pairs, which strict readers of JSON refuse. */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/** Removes what must not reach a terminal from text that came over the wire. */
export const stripControls = (text: string): string => text.replace(UNSAFE, '');

/** One line, at most `limit` characters. */
export function clipText(text: string, limit: number): string {
  const line = stripControls(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** At most `limit` characters, never half of one. */
export const cutText = (text: string, limit: number): string => (text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/, ''));
