import { expect, test } from 'vitest';
import { frameMultipart } from '../../src/media/multipart.ts';

const options = { field: 'files', boundary: 'BOUNDARY' };
const png = (name: string) => ({ name, contentType: 'image/png' });

test('frames one file exactly', () => {
  const { heads, tail } = frameMultipart([{ name: 'a.mp4', contentType: 'video/mp4' }], options);
  expect(`${heads.join('<bytes>')}<bytes>${tail}`).toBe(
    [
      '--BOUNDARY',
      'Content-Disposition: form-data; name="files"; filename="a.mp4"',
      'Content-Type: video/mp4',
      '',
      '<bytes>',
      '--BOUNDARY--',
      '',
    ].join('\r\n'),
  );
});

test('separates files by the boundary and a line end', () => {
  const { heads } = frameMultipart([png('a.png'), png('b.png')], options);
  expect(heads[0]).toMatch(/^--BOUNDARY\r\n/);
  expect(heads[1]).toMatch(/^\r\n--BOUNDARY\r\n/);
});

test('names the boundary in the content type', () => {
  expect(frameMultipart([], options).contentType).toBe('multipart/form-data; boundary=BOUNDARY');
});

test('knows its length in bytes beforehand, whatever the names hold', () => {
  const { heads, tail, bytes } = frameMultipart([png('城市 🌅.png'), png('b.png')], options);
  expect(bytes).toBe(Buffer.byteLength([...heads, tail].join('')));
});

test.each([
  ['clip "final".mp4', 'clip %22final%22.mp4'],
  ['a\r\nContent-Type: text/html\r\n\r\n.mp4', 'a%0D%0AContent-Type: text/html%0D%0A%0D%0A.mp4'],
  ['城市 延时.mp4', '城市 延时.mp4'],
  ["it's 100%.mp4", "it's 100%.mp4"],
])('writes the name %j into its header', (name, written) => {
  const [head] = frameMultipart([png(name)], options).heads;
  expect(head?.split('\r\n')[1]).toBe(
    `Content-Disposition: form-data; name="files"; filename="${written}"`,
  );
});

test('is read by a real form data parser, name and bytes', async () => {
  const { contentType, heads, tail } = frameMultipart([png('城市.png'), png('b.png')], options);
  const body = Buffer.concat([
    Buffer.from(heads[0] ?? ''),
    Buffer.from([0, 13, 10, 255]),
    Buffer.from(heads[1] ?? ''),
    Buffer.from('--BOUNDAR'),
    Buffer.from(tail),
  ]);
  const form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  const files = form.getAll('files') as File[];
  const read = files.map(async (file) => [file.name, file.type, [...(await bytesOf(file))]]);
  expect(await Promise.all(read)).toEqual([
    ['城市.png', 'image/png', [0, 13, 10, 255]],
    ['b.png', 'image/png', [...Buffer.from('--BOUNDAR')]],
  ]);
});

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
