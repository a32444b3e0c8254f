/** The text of multipart form data (RFC 7578) around the files' bytes. With it the length of the request is known before sending. */
export interface MultipartFrame {
  contentType: string;
  /** What goes before each file's bytes, in order. */
  heads: string[];
  tail: string;
  /** The length of all of this text: what the body has besides the files. */
  bytes: number;
}

/** Frames files under one field name. The boundary must not occur in them; a UUID will not. */
export function frameMultipart(
  files: { name: string; contentType: string }[],
  { field, boundary }: { field: string; boundary: string },
): MultipartFrame {
  const heads = files.map(({ name, contentType }, index) => {
    const start = index === 0 ? '' : '\r\n';
    return `${start}--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${escapeFileName(name)}"\r\nContent-Type: ${contentType}\r\n\r\n`;
  });
  const tail = `\r\n--${boundary}--\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    heads,
    tail,
    bytes: new TextEncoder().encode([...heads, tail].join('')).length,
  };
}

/** As browsers do it (WHATWG HTML, "Multipart form data"): only quotes and line ends are escaped. */
const escapeFileName = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
