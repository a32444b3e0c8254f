/** Door to uuid: random client ids. */
export { v4 as createUuid } from 'uuid';
