/** Door to mp4box: reads an MP4's tracks. */
export { createFile, MP4BoxBuffer } from 'mp4box';
export type { Movie } from 'mp4box';
