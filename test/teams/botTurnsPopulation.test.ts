import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { chatOf, readInvoked } from './chat.ts';
import { COMPANY } from './company.ts';
import { CONFIG, openStage, type Stage } from './stage.ts';

const { texts } = CONTEXT;
const RUNNING = readFileSync(new URL('../../src/content/programme.yaml', import.meta.url), 'utf8');

describe('the roster and a preview in Teams', () => {
  let stage: Stage;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'preview-'));
    file = join(folder, 'changed.yaml');
    stage = await openStage({ config: { ...CONFIG, programmePreviewFile: file } });
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const say = async (text: string) => wordsOf(await chatOf(stage, 'dana').see(text));

  it('shows who had to certify, by which rule, and that it adds up', async () => {
    const words = await say('show me the roster please');
    assert.match(words, /^The roster of cycle 2026/);
    assert.match(words, /4 on the roster = 0 certified/);
    for (const { displayName } of [COMPANY.katherine, COMPANY.renee, COMPANY.maya, COMPANY.zoe])
      assert.ok(words.includes(displayName.split(' ')[0] ?? ''), displayName);
    assert.ok(words.includes('Their department is “Accounting”'));
  });

  it('says where to put a changed file, and what is wrong with it, and that nothing has changed', async () => {
    assert.ok((await say('preview')).includes('cannot be read'));
    writeFileSync(file, RUNNING.replace('mostClosedPercent: 20', 'mostClosedPercent: 200'));
    const words = await say('preview');
    assert.ok(words.includes(texts.preview.unusable) && words.includes('limits'));
    writeFileSync(file, RUNNING);
    assert.ok((await say('preview')).includes(texts.preview.same));
  });

  it('shows who would join and leave by the file as it is when somebody asks', async () => {
    writeFileSync(file, RUNNING.replace('    - Accounting\n', '    - Operations\n'));
    const words = await say('preview');
    assert.ok(words.includes(texts.preview.joins(1)) && words.includes(texts.preview.leaves(2)));
    assert.ok(words.includes(texts.preview.nothing));
    assert.match(words, /Otto Operations/);
    const again = RUNNING.replace('hireWindowDays: 90', 'hireWindowDays: 91');
    writeFileSync(file, again);
    assert.ok((await say('preview')).includes(texts.preview.others('cycles')));
    assert.ok((await say('why otto')).includes(texts.why.kinds['not-covered']));
  });

  it('without a setting says which', async () => {
    const plain = await openStage();
    const words = wordsOf(await chatOf(plain, 'dana').see('preview'));
    assert.ok(words.includes('PROGRAMME_PREVIEW_FILE'));
    await plain.close();
  });

  it('are for compliance alone, whatever card somebody sends', async () => {
    for (const name of ['maya', 'renee', 'katherine', 'margaret'] as const) {
      for (const text of ['roster', 'preview']) {
        const [answer] = await chatOf(stage, name).type(text);
        assert.equal(answer?.activity.text, texts.noRole.compliance);
        const { body } = await chatOf(stage, name).invoke({
          action: { type: 'Action.Execute', verb: `${text}.page`, data: { after: '0' } },
        });
        assert.equal(readInvoked(body).sentence, texts.noRole.compliance);
      }
    }
  });
});
