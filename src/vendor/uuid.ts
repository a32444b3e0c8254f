/** Door to uuid: random client ids. */
export { v4 as createUuid, validate as isUuid } from 'uuid';
