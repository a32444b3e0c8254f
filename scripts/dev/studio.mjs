/** What `npm run studio` starts. */
import { compileStudio } from './compile-studio.mjs';

await import(new URL('studio.mjs', await compileStudio()).href);
