/** Door to file-type: recognises media by content. */
export { fileTypeFromBuffer } from 'file-type/core';
