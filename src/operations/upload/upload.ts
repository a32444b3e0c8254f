import { formatLength, sizeText } from '../../words/format.ts';
import { SkillError } from '../../system/errors.ts';
import { matchByName } from '../../media/media-arrival.ts';
import { isLink } from '../../media/media-source.ts';
import { describeMedia, statedType, type MediaFacts } from '../../media/media.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { MediaItem } from '../../backend/schemas.ts';
import { verbatim, type Text } from '../../words/text.ts';
import { uploadWords } from '../../words/uploads.ts';
import { inspectMediaFile, type MediaFile } from '../../media/media-file.ts';
import type { Context } from '../context.ts';
import { openProject, type Connection } from '../project.ts';
import { ship, type UploadMemory } from './shipment.ts';
import { buildUploadBody } from './upload-body.ts';

export interface UploadFields {
  files: MediaFacts[];
}

export interface UploadOptions {
  sources: string[];
  /** Of the job that the upload is a step of. */
  memory?: UploadMemory;
}

/** Sends files and URLs into the project's session. Everything is checked before a byte is sent. */
export async function upload(
  context: Context,
  { sources, memory }: UploadOptions,
): Promise<Outcome<UploadFields>> {
  // Before anything can be wrong with the files.
  if (sources.length === 0) throw nothingGiven();
  const urls = sources.filter(isLink).map(checkUrl);
  const paths = sources.filter((source) => !isLink(source));
  const files = await Promise.all(paths.map(inspectMediaFile));
  const connection = await openProject(context, { working: true });
  const uploaded: MediaFacts[] = [];
  if (files.length > 0)
    uploaded.push(...(await uploadFiles(context, connection, { files, memory })));
  if (urls.length > 0) {
    const isFirst = files.length === 0;
    uploaded.push(...(await uploadUrls(context, connection, { urls, isFirst, memory })));
  }
  for (const facts of uploaded) context.reporter.say(tellUploaded(facts));
  return { status: 'done', fields: { files: uploaded } };
}

async function uploadFiles(
  context: Context,
  connection: Connection,
  { files, memory }: { files: MediaFile[]; memory: UploadMemory | undefined },
): Promise<MediaFacts[]> {
  const { api } = connection;
  context.reporter.progress(
    uploadWords.start(files.map(({ name, bytes }) => ({ name, size: sizeText(bytes) }))),
  );
  let isSent = false;
  const send = (sessionId: string): Promise<MediaItem[]> => {
    isSent = false;
    const body = buildUploadBody(context, files, () => (isSent = true));
    return api.uploadFiles(sessionId, body, context.signal);
  };
  const items = await ship(context, connection, {
    kind: 'files',
    memory,
    count: files.length,
    isFirst: true,
    send,
    isSent: () => isSent,
    findIn: (arrivals) => matchByName(files, arrivals).map(({ item }) => item),
  });
  // A backend that gives them names of its own has at least kept their order.
  const named = new Map(matchByName(files, items).map(({ file, item }) => [file, item]));
  return files.map((file, index) => mergeFacts(file, named.get(file) ?? items[index]));
}

async function uploadUrls(
  context: Context,
  connection: Connection,
  { urls, isFirst, memory }: { urls: string[]; isFirst: boolean; memory: UploadMemory | undefined },
): Promise<MediaFacts[]> {
  const { api } = connection;
  context.reporter.progress(uploadWords.handingOver(urls.length));
  const items = await ship(context, connection, {
    kind: 'links',
    memory,
    count: urls.length,
    isFirst,
    send: (sessionId) => api.uploadUrls(sessionId, urls, context.signal),
    isSent: () => true,
    // The backend names them: what has come in meanwhile is what was asked for.
    findIn: (arrivals) => arrivals.slice(-urls.length),
  });
  return items.map(describeMedia);
}

const nothingGiven = (): SkillError =>
  new SkillError('usage', uploadWords.nothingGiven(), {
    advice: uploadWords.nameFiles(),
  });

function checkUrl(source: string): string {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    const address = url ? `${url.protocol}//${url.host}/…` : source;
    throw new SkillError('usage', uploadWords.noSource(address), {
      advice: uploadWords.giveSource(),
    });
  }
  return url.href;
}

/** What the backend tells of a file, with the name and size as they are here. */
const mergeFacts = (file: MediaFile, item: MediaItem = {}): MediaFacts => ({
  ...describeMedia(item),
  name: file.name,
  type: statedType(item) ?? file.type,
  bytes: file.bytes,
});

/** `✅ Uploaded promo.mp4 (video, 60.0 s, 1920×1080, 24.3 MB)`. */
function tellUploaded({ name, type, duration_s, width, height, bytes }: MediaFacts): Text {
  const facts: Text[] = [uploadWords.type(type)];
  if (duration_s !== undefined) facts.push(uploadWords.length(formatLength(duration_s)));
  if (width !== undefined && height !== undefined) facts.push(verbatim(`${width}×${height}`));
  if (bytes !== undefined) facts.push(sizeText(bytes));
  return uploadWords.done(name, facts);
}
