import { SkillError } from '../system/errors.ts';
import { networkWords } from '../words/network.ts';
import { checkFileAddress } from './file-address.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';

const MOST_REDIRECTS = 5;
/** A server that sends nothing for this long is given up on; another try goes on from there. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Opens a file by its address, following redirects. Each address on the way is judged anew (`checkFileAddress`), and the
 * names of all but the API and this machine must stand for public addresses. Throws a `backend` error for one that is
 * refused, a `network` error when no answer comes.
 */
export async function openFile(
  http: Http,
  address: string,
  request: Pick<HttpRequest, 'headers' | 'caller' | 'signal'>,
): Promise<HttpResponse> {
  let next = address.startsWith('/') ? `${http.apiUrl}${address}` : address;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const { href, lookup } = checkFileAddress(next, http.apiUrl);
    const response = await http.request({
      ...request,
      method: 'GET',
      url: href,
      // A transfer that was compressed on the way cannot be resumed, and video gains nothing by it.
      headers: { 'Accept-Encoding': 'identity', ...request.headers },
      lookup,
      longestSilenceMs: LONGEST_SILENCE_MS,
    });
    const location = response.header('location');
    if (!isRedirect(response.status) || location === undefined) return response;
    await response.discard();
    next = URL.canParse(location, href) ? new URL(location, href).href : location;
  }
  throw new SkillError('backend', networkWords.redirected(MOST_REDIRECTS), {
    advice: networkWords.renderKept(),
  });
}

export function isFileAddress(address: string, apiUrl: string): boolean {
  try {
    checkFileAddress(address, apiUrl);
    return true;
  } catch {
    return false;
  }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
