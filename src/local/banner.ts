import type { StoreChoice } from '../config.ts';
import { localTexts } from '../content/en/local.ts';
import type { DirectoryPerson } from '../domain/person.ts';

/** What somebody who has just typed `npm start` has to know, in a few lines. */
export function banner(facts: {
  endpoint: string;
  playgroundUrl: string | undefined;
  me: DirectoryPerson | undefined;
  store: StoreChoice;
}): void {
  const { endpoint, playgroundUrl, me, store } = facts;
  const where = store.kind === 'sqlite' ? store.file : `${store.endpoint} (${store.database})`;
  const lines = [
    localTexts.running,
    '',
    playgroundUrl ? localTexts.open(playgroundUrl) : localTexts.withoutPlayground(endpoint),
    ...(me ? [localTexts.youAre(me.displayName, me.jobTitle ?? '')] : [localTexts.nobodyYet]),
    localTexts.tryThis,
    store.kind === 'sqlite' ? localTexts.data(where) : localTexts.dataInMemory(where),
    localTexts.tenant,
    localTexts.stop,
  ];
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}
