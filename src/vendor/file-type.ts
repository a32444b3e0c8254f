/** Door to file-type: recognises media by content. */
export { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
