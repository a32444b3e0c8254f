import type { UploadBody } from '../backend/backend.ts';
import type { Clock } from '../system/clock.ts';
import type { Reporter } from '../system/reporter.ts';
import { createUuid } from '../vendor/uuid.ts';
import { uploadWords } from '../words/uploads.ts';
import { readMediaFile, type MediaFile } from './media-file.ts';
import { frameMultipart, type MultipartFrame } from './multipart.ts';
import { startTransferProgress } from './transfer.ts';

/** Builds the body of one request with all files. It tells its progress, and calls `onSent` when all of it has gone out. */
export function buildUploadBody(
  { reporter, clock }: { reporter: Reporter; clock: Clock },
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
