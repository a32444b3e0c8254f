import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { downloadPath, type Api } from '../client/api.ts';
import type { HttpResponse } from '../client/http.ts';
import { SkillError, findErrorCode } from '../core/errors.ts';
import { readRender } from '../core/render-status.ts';
import type { VideoFacts } from '../core/video-facts.ts';
import { removeFile } from '../ports/output-file.ts';
import { probeVideo } from '../ports/video-probe.ts';
import { parseJsonIfAny } from '../core/json.ts';

export interface DownloadOptions {
  api: Api;
  renderId: string;
  /** From the finished render; undefined goes straight to the fallback. */
  url: string | undefined;
  /** Where the bytes gather. It is left behind only when it is a complete video. */
  part: string;
  signal: AbortSignal;
}

/** Fetches a rendered file and proves that it is a video. Throws without leaving anything half-written. */
export async function downloadVideo(
  options: DownloadOptions,
): Promise<{ bytes: number; video: VideoFacts }> {
  const { part, signal } = options;
  const response = await openVideo(options);
  try {
    const bytes = await saveBody(response, part, signal);
    const video = await probeVideo(part);
    if (!video) throw notVideo('the file holds no video');
    return { bytes, video };
  } catch (error) {
    await removeFile(part);
    throw error;
  } finally {
    await response.discard();
  }
}

/** The render's URL; when it is refused or gone, the download endpoint with the token (wire-contract.md 2.10). */
async function openVideo({ api, renderId, url, signal }: DownloadOptions): Promise<HttpResponse> {
  const direct = url === undefined ? undefined : await openDirectly(api, url, signal);
  if (direct) return direct;
  const fallback = await api.openFile(downloadPath(renderId), signal);
  if (fallback.status !== 200) {
    await fallback.discard();
    throw refused(fallback.status);
  }
  if (!/\bjson\b/i.test(fallback.header('content-type') ?? '')) return fallback;
  return followLink(api, await fallback.text(), signal);
}

/** The render's own address; undefined when it does not lead to a file, whatever the reason. */
async function openDirectly(
  api: Api,
  url: string,
  signal: AbortSignal,
): Promise<HttpResponse | undefined> {
  try {
    const response = await api.openFile(url, signal);
    if (response.status === 200) return response;
    await response.discard();
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return undefined;
}

/** Some versions of the endpoint answer with the file's address instead of the file. */
async function followLink(api: Api, text: string, signal: AbortSignal): Promise<HttpResponse> {
  const status = readRender(parseJsonIfAny(text))?.status;
  if (status?.phase !== 'completed' || !status.url) throw notVideo('the answer names no file');
  const response = await api.openFile(status.url, signal);
  if (response.status === 200) return response;
  await response.discard();
  throw refused(response.status);
}

async function saveBody(
  response: HttpResponse,
  part: string,
  signal: AbortSignal,
): Promise<number> {
  const type = response.header('content-type') ?? '';
  if (/^text\/|\bjson\b|\bxml\b/i.test(type)) throw notVideo(`the server sent ${type}`);
  const announced = Number(response.header('content-length') ?? Number.NaN);
  let bytes = 0;
  const counted = (async function* count() {
    for await (const chunk of response.body) {
      bytes += chunk.length;
      yield chunk;
    }
  })();
  try {
    await pipeline(counted, createWriteStream(part, { highWaterMark: 1024 * 1024 }), { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : explainWrite(error, part);
  }
  if (bytes === 0) throw notVideo('the server sent nothing');
  if (!Number.isNaN(announced) && bytes !== announced) {
    throw notVideo(`${bytes} of ${announced} bytes arrived`);
  }
  return bytes;
}

function explainWrite(error: unknown, part: string): unknown {
  if (error instanceof SkillError) return error;
  return new SkillError(
    'file',
    `${part} could not be written (${findErrorCode(error) ?? 'unknown reason'})`,
    {
      advice: 'Free some space, or give another folder with --out.',
      cause: error,
    },
  );
}

const refused = (status: number): SkillError =>
  new SkillError('backend', `The finished video could not be fetched (HTTP ${status})`, {
    advice: 'The render is kept: run the command under "next" to fetch it again.',
  });

const notVideo = (reason: string): SkillError =>
  new SkillError('backend', `What was downloaded is not a complete video: ${reason}`, {
    advice:
      'Nothing was saved. The render is kept: run the command under "next" to fetch it again.',
  });
