import type { UploadBody } from '../../backend/api.ts';
import { frameMultipart, type MultipartFrame } from '../../media/multipart.ts';
import { uploadWords } from '../../words/uploads.ts';
import { readMediaFile, type MediaFile } from '../../media/media-file.ts';
import { startTransferProgress } from '../../media/transfer-progress.ts';
import { createUuid } from '../../vendor/uuid.ts';
import type { Context } from '../context.ts';

/** One request for all files, its length known beforehand; tells how far it is, and when all of it has gone out. */
export function buildUploadBody(
  { reporter, clock }: Context,
  files: MediaFile[],
  onSent: () => void,
): UploadBody {
  const frame = frameMultipart(files, { field: 'files', boundary: createUuid() });
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, frame.bytes);
  return {
    contentType: frame.contentType,
    bytes: totalBytes,
    chunks: async function* chunks() {
      const about = { label: uploadWords.uploading(), totalBytes, startBytes: 0 };
      const progress = await startTransferProgress({ reporter, clock, ...about });
      try {
        let sentBytes = 0;
        for await (const piece of readParts(frame, files)) {
          yield piece;
          // The next piece is asked for when the connection has taken this one.
          progress.at((sentBytes += piece.length));
        }
        onSent();
      } finally {
        progress.stop();
      }
    },
  };
}

async function* readParts(
  { heads, tail }: MultipartFrame,
  files: MediaFile[],
): AsyncGenerator<Uint8Array> {
  for (const [index, file] of files.entries()) {
    yield Buffer.from(heads[index] ?? '');
    yield* readMediaFile(file);
  }
  yield Buffer.from(tail);
}
