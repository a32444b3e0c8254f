/** Door to gray-matter. The package ships it with its YAML engine only (see scripts/dev/vendor.ts). */
export { default as matter } from 'gray-matter';
