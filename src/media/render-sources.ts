import { downloadPath, type Backend } from '../backend/backend.ts';
import { readRender } from '../backend/render-status.ts';
import { parseJsonIfAny } from '../system/json.ts';
import { exportWords } from '../words/exports.ts';
import { unusable, type Open } from './download.ts';

export interface RenderAddress {
  backend: Pick<Backend, 'openFile' | 'readRender'>;
  renderId: string;
  /** From the finished render; undefined goes straight to the download endpoint. */
  url: string | undefined;
  signal: AbortSignal;
}

/**
 * The ways to a rendered file: the render's own URL; the one it has now, should the first have expired; the download endpoint
 * with the token (wire-contract.md 2.10).
 */
export async function* listRenderSources({
  backend,
  renderId,
  url,
  signal,
}: RenderAddress): AsyncGenerator<Open> {
  if (url !== undefined) {
    yield (headers) => backend.openFile(url, headers, signal);
    const { status } = (await backend.readRender(renderId, signal).catch(() => undefined)) ?? {};
    const fresh = status?.phase === 'completed' ? status.url : undefined;
    if (fresh !== undefined && fresh !== url)
      yield (headers) => backend.openFile(fresh, headers, signal);
  }
  yield async (headers) => {
    const response = await backend.openFile(downloadPath(renderId), headers, signal);
    // Some versions of the endpoint answer with the file's address instead of the file.
    const isLink =
      response.status === 200 && /\bjson\b/i.test(response.header('content-type') ?? '');
    if (!isLink) return response;
    const status = readRender(parseJsonIfAny(await response.text()))?.status;
    if (status?.phase !== 'completed' || !status.url) throw unusable(exportWords.namesNoFile());
    return backend.openFile(status.url, headers, signal);
  };
}
