/** Door to jsonc-parser: finds a value's exact text inside a JSON document. */
import * as jsonc from 'jsonc-parser';

export const { findNodeAtLocation, parseTree } = jsonc;
