/** Door to file-type: recognises media by content. */
export { fileTypeFromFile } from 'file-type';
