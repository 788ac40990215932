import { startCosmosEmulator } from './cosmosEmulator.ts';

/** `npm run start:cosmos`: local mode on a Cosmos DB emulator instead of SQLite. What it holds ends with it. */
const emulator = await startCosmosEmulator();
process.env.COSMOS_ENDPOINT = emulator.endpoint;
process.env.COSMOS_KEY = emulator.key;
await import('../main.js');
