import type { UploadBody } from '../backend/backend.ts';
import type { Clock } from '../system/clock.ts';
import type { Reporter } from '../system/reporter.ts';
import { createUuid } from '../vendor/uuid.ts';
import { uploadWords } from '../words/uploads.ts';
import { readMediaFile, type MediaFile } from './media-file.ts';
import { startTransferProgress } from './transfer.ts';

/**
 * Builds the body of one request with all files, as multipart form data (RFC 7578). Its length is known before it is sent. It
 * tells its progress, and calls `onSent` when all of it has gone out.
 */
export function buildUploadBody(
  { reporter, clock }: { reporter: Reporter; clock: Clock },
  files: MediaFile[],
  onSent: () => void,
): UploadBody {
  // The boundary must not occur in the files; a UUID will not.
  const boundary = createUuid();
  const parts = files.map((file) => ({ file, head: frameHead(file, boundary) }));
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const totalBytes = parts.reduce(
    (sum, { file, head }) => sum + head.length + file.bytes + LINE_END.length,
    tail.length,
  );
  async function* readParts(): AsyncGenerator<Uint8Array> {
    for (const { file, head } of parts) {
      yield head;
      yield* readMediaFile(file);
      yield LINE_END;
    }
    yield tail;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: totalBytes,
    chunks: async function* chunks() {
      const about = { label: uploadWords.uploading(), totalBytes, startBytes: 0 };
      const progress = startTransferProgress({ reporter, clock, ...about });
      try {
        let sentBytes = 0;
        for await (const piece of readParts()) {
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

const LINE_END = Buffer.from('\r\n');

const frameHead = ({ name, contentType }: MediaFile, boundary: string): Buffer =>
  Buffer.from(
    [
      `--${boundary}`,
      `Content-Disposition: form-data; name="files"; filename="${escapeFileName(name)}"`,
      `Content-Type: ${contentType}`,
      '\r\n',
    ].join('\r\n'),
  );

/** As browsers do it (WHATWG HTML, "Multipart form data"): only quotes and line ends are escaped. */
const escapeFileName = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
