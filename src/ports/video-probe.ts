import { open, type FileHandle } from 'node:fs/promises';
import { nameCodec, type VideoFacts } from '../core/video-facts.ts';
import { MP4BoxBuffer, createFile, type Movie } from '../vendor/mp4box.ts';

const CHUNK_BYTES = 256 * 1024;
/** A movie header is found in far fewer reads; a file that needs more is not one we wrote down as video. */
const MOST_READS = 4096;

/** Reads an MP4's facts from its own boxes, skipping over the media data; undefined when it is not an MP4 with a picture. */
export async function probeVideo(path: string): Promise<VideoFacts | undefined> {
  const file = await open(path);
  try {
    return await readMovie(file, (await file.stat()).size);
  } catch {
    // The parser throws all sorts of things on bytes that are no MP4.
    return undefined;
  } finally {
    await file.close();
  }
}

async function readMovie(file: FileHandle, size: number): Promise<VideoFacts | undefined> {
  const parser = createFile();
  const found: { facts?: VideoFacts | undefined; ended: boolean } = { ended: false };
  parser.onReady = (movie) => {
    found.facts = describeMovie(movie);
    found.ended = true;
  };
  parser.onError = () => {
    found.ended = true;
  };
  let position = 0;
  /** Everything before it has been read without a gap. */
  let solid = 0;
  for (let reads = 0; reads < MOST_READS && position < size && !found.ended; reads += 1) {
    const buffer = new ArrayBuffer(Math.min(CHUNK_BYTES, size - position));
    await file.read(new Uint8Array(buffer), 0, buffer.byteLength, position);
    // The parser names the next byte it needs: past the media data, when the header comes last. Over a large box of another
    // kind it cannot jump: it then asks for the same byte again, and gets what lies between.
    const next = parser.appendBuffer(MP4BoxBuffer.fromArrayBuffer(buffer, position));
    if (position === solid) solid += buffer.byteLength;
    position = next > position ? next : solid;
  }
  return found.facts;
}

/** The first picture track's facts; undefined when there is none, or it is empty. */
function describeMovie({ videoTracks, duration, timescale }: Movie): VideoFacts | undefined {
  const [track] = videoTracks;
  if (!track?.video || track.nb_samples === 0) return undefined;
  return {
    container: 'mp4',
    codec: nameCodec(track.codec),
    width: track.video.width,
    height: track.video.height,
    duration_s: Number((duration / timescale).toFixed(3)),
  };
}
