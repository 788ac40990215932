import { createLog } from '../../src/log.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { chatOf, post } from '../teams/chat.ts';
import { cardOf } from '../teams/connectorStub.ts';
import { readToTheForm } from '../teams/signing.ts';
import { openStage } from '../teams/stage.ts';
import { PHRASE } from './kept.ts';

// A process of its own, so that everything it prints can be looked through: run with the database's file.
const [file = ''] = process.argv.slice(2);
const stores = openSqliteStores(file);
const stage = await openStage({ stores, log: createLog('trace') });
const maya = chatOf(stage, 'maya');
await maya.install();
const form = await readToTheForm(maya);

for (const call of ['people.get', 'obligations.replace', 'certificates.create', 'programme.get', '']) {
  stage.breakStore((each) => call === '' || each === call);
  await maya.type(`May I keep ${PHRASE}?`);
  await maya.type(`They falsified ${PHRASE} and threatened me`);
  await maya.press(form, 'certificate.sign', { typedName: PHRASE });
}
// Errors that carry what was being written, as other libraries throw them.
stage.breakStore(() => {
  throw Object.assign(new Error(`INSERT failed for ${PHRASE}`), {
    body: { text: PHRASE },
    request: { body: PHRASE },
    cause: new Error(PHRASE),
    code: 'ERR_SQLITE_ERROR',
  });
});
await maya.type('status');
await maya.type(`Is ${PHRASE} allowed?`);
await maya.press(form, 'exception.form', {});
stage.breakStore(undefined);

// A connector whose errors repeat the request, at every place from which something is sent.
stage.connector.fail((body) => ({
  status: 403,
  body: { error: { code: 'BadSyntax', message: `${PHRASE} ${body}` } },
}));
const ask = { type: 'message', text: `Is ${PHRASE} allowed?` };
for (let time = 0; time < 2; time += 1) {
  await maya.type(ask.text).catch(() => undefined);
  await maya.press(cardOf(maya.prompt()), 'decline.form', {}, { on: maya.prompt() });
  await stage.service.run('deliver');
}
await post(stage, JSON.stringify(ask));
await stage.close();
process.stdout.write('done\n');
