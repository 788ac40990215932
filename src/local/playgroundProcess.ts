import { createRequire } from 'node:module';

// The channel to the parent closes when the parent ends, also by kill -9: nothing is left running.
process.on('disconnect', () => process.exit(0));

createRequire(import.meta.url)('@microsoft/m365agentsplayground/cli.js');
