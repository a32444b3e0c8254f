/**
 * True for an address, false for a file. A scheme has at least two letters: the one letter in `C:\clip.mp4`, and in
 * `C://clip.mp4` too, is a drive of Windows.
 */
export const isLink = (source: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
