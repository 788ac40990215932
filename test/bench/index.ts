import { print } from './turnsBench.ts';

/** `npm run bench` runs all; `npm run bench -- ask` one. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ask: async () => (await import('./askBench.ts')).askBench(print),
  start: async () => (await import('./startBench.ts')).startBench(),
  turns: async () => (await import('./turnsBench.ts')).turnsBench(),
  sync: async () => (await import('./syncBench.ts')).syncBench(),
  deliver: async () => (await import('./deliverBench.ts')).deliverBench(),
  seal: async () => (await import('./sealBench.ts')).sealBench(),
  verify: async () => (await import('./verifyBench.ts')).verifyBench(),
  team: async () => (await import('./teamBench.ts')).teamBench(),
};

const [wanted] = process.argv.slice(2);
const names = wanted === undefined ? Object.keys(benches) : [wanted];
for (const name of names) {
  const bench = benches[name];
  if (!bench) {
    print(`There is no bench "${name}". Benches: ${Object.keys(benches).join(', ')}.`);
    process.exitCode = 1;
    break;
  }
  print(`\n== ${name}`);
  await bench();
}
