import { enableCompileCache } from 'node:module';
import { dirname } from 'node:path';

// Compiled code is kept between starts, in the folder NODE_COMPILE_CACHE names or the temporary one: a start takes a
// third less. It has to be switched on before anything else is loaded, hence this file, and it is JavaScript, as what
// removes types takes a tenth of a second to load and is not needed where everything is kept.
const { directory } = enableCompileCache();
// Threads take it from here.
if (directory) process.env.NODE_COMPILE_CACHE ??= dirname(directory);
await import('./cli.ts');
