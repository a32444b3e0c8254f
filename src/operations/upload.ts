import type { UploadBody } from '../client/api.ts';
import { SkillError } from '../core/errors.ts';
import { formatBytes, formatLength } from '../core/format.ts';
import { describeMedia, type MediaFacts } from '../core/media.ts';
import { frameMultipart } from '../core/multipart.ts';
import type { MediaItem } from '../core/schemas.ts';
import { inspectMediaFile, readMediaFile, type MediaFile } from '../ports/media-file.ts';
import { createUuid } from '../vendor/uuid.ts';
import { inSession, openProject } from './project.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';

export interface UploadFields {
  files: MediaFacts[];
}

/** Sends files and URLs into the project's session. Everything is checked before a byte is sent. */
export async function upload(
  context: Context,
  { sources }: { sources: string[] },
): Promise<Outcome<UploadFields>> {
  if (sources.length === 0) throw nothingGiven();
  const urls = sources.filter(isUrl).map(checkUrl);
  const paths = sources.filter((source) => !isUrl(source));
  const files = await Promise.all(paths.map(inspectMediaFile));
  const connection = await openProject(context, { working: true });
  const { api } = connection;
  const uploaded: MediaFacts[] = [];
  if (files.length > 0) {
    context.reporter.progress(
      `Uploading ${files.map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`).join(', ')}…`,
    );
    const items = await inSession(context, connection, (sessionId) =>
      api.uploadFiles(sessionId, buildBody(files), context.signal),
    );
    uploaded.push(...files.map((file, index) => mergeFacts(file, items[index])));
  }
  if (urls.length > 0) {
    context.reporter.progress(
      `Handing over ${urls.length === 1 ? 'the link' : `${urls.length} links`}…`,
    );
    const items = await inSession(context, connection, (sessionId) =>
      api.uploadUrls(sessionId, urls, context.signal),
    );
    uploaded.push(...items.map(describeMedia));
  }
  for (const facts of uploaded) context.reporter.say(`✅ Uploaded ${describeFacts(facts)}`);
  return { status: 'done', fields: { files: uploaded } };
}

const nothingGiven = (): SkillError =>
  new SkillError('usage', 'No file or link was given to upload', {
    advice: 'Name files after the command, or with --file PATH.',
  });

const isUrl = (source: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(source);

function checkUrl(source: string): string {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new SkillError(
      'usage',
      `${url ? `${url.protocol}//${url.host}/…` : source} cannot be uploaded from`,
      {
        advice:
          'Give an http or https address without user name and password, or a file on this machine.',
      },
    );
  }
  return url.href;
}

/** One request for all files, its length known beforehand. */
function buildBody(files: MediaFile[]): UploadBody {
  const frame = frameMultipart(files, { field: 'files', boundary: createUuid() });
  const frameBytes = [...frame.heads, frame.tail].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  return {
    contentType: frame.contentType,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, frameBytes),
    chunks: async function* chunks() {
      for (const [index, file] of files.entries()) {
        yield Buffer.from(frame.heads[index] ?? '');
        yield* readMediaFile(file);
      }
      yield Buffer.from(frame.tail);
    },
  };
}

/** What the backend tells of a file, with the name and size as they are here. */
const mergeFacts = (file: MediaFile, item: MediaItem | undefined): MediaFacts => ({
  ...describeMedia(item ?? {}),
  name: file.name,
  type: file.type,
  bytes: file.bytes,
});

/** `promo.mp4 (video, 60.0 s, 1920×1080, 24.3 MB)`. */
function describeFacts({ name, type, duration_s, width, height, bytes }: MediaFacts): string {
  const facts: string[] = [type];
  if (duration_s !== undefined) facts.push(`${formatLength(duration_s)} s`);
  if (width !== undefined && height !== undefined) facts.push(`${width}×${height}`);
  if (bytes !== undefined) facts.push(formatBytes(bytes));
  return `${name} (${facts.join(', ')})`;
}
