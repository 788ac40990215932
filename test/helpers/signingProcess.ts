import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { granted, signCommand } from './signing.ts';
import { testProgramme } from './testProgramme.ts';

/** One instance of several, with a key of its own: signs for whom it is told, and says what the receipt shows. */
const [, , kind = '', place = '', key = ''] = process.argv;
const stores =
  kind === 'sqlite'
    ? openSqliteStores(place)
    : await openCosmosStores({ endpoint: place, key, database: 'signing' });
const programme = testProgramme();
await programme.stores.close();
const sign = signCertificate({ ...programme, ...stores });
process.on('disconnect', () => process.exit(0));
process.on('message', async ({ name, at }: { name: string; at: number }) => {
  // Not before the others have heard of it too.
  while (Date.now() < at);
  const command = signCommand(name);
  const outcome = await sign(command);
  // Whoever comes a moment later is shown what there is, as the bot does.
  const isLate = isRefusal(outcome) && outcome.refused === 'already-certified';
  const certificate = isLate
    ? await stores.certificates.get(command.signer, command.obligationId)
    : granted(outcome).certificate;
  process.send?.({ name, jws: certificate?.jws });
});
process.send?.('ready');
