import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findings } from '../../src/verify/findings.ts';
import { verifyFile } from '../../src/verify/verifyFile.ts';
import { testKey } from '../helpers/testSigner.ts';
import { elementsOfType } from './cards/readCard.ts';
import { chatOf } from './chat.ts';
import type { CompanyName } from './company.ts';
import { FILLED, readToTheForm } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

describe('the evidence, asked for in the chat', () => {
  let stage: Stage;
  let folder: string;
  beforeEach(async () => {
    stage = await openStage();
    folder = mkdtempSync(join(tmpdir(), 'export-'));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const links = async (name: CompanyName, text: string) =>
    (await chatOf(stage, name).type(text)).flatMap(({ activity }) =>
      elementsOfType((activity.attachments?.[0]?.content ?? {}) as object, 'Action.OpenUrl').map(({ url }) =>
        String(url).replace(/^(http:\/\/[^/]+)?/, new URL(stage.url).origin),
      ),
    );

  for (const name of ['dana', 'margaret'] as const)
    it(`is an archive for ${name} that anybody can verify`, async () => {
      const maya = chatOf(stage, 'maya');
      await maya.install();
      const form = await readToTheForm(maya);
      await maya.press(form, 'certificate.sign', { ...FILLED, typedName: 'Maya Okafor' });
      for (const text of ['export', 'please export 2026']) {
        const [link = ''] = await links(name, text);
        const answer = await fetch(link);
        assert.equal(answer.headers.get('content-type'), 'application/zip');
        const file = join(folder, 'evidence.zip');
        writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
        const found = findings([testKey.kid]);
        await verifyFile(file, found);
        assert.equal(found.wrongs(), 0, found.lines().join('\n'));
        assert.match(found.lines().join('\n'), /1 certificates and 0 other records/);
      }
    });

  it('is not there for a cycle that never was', async () => {
    assert.deepEqual(await links('dana', 'export 1999'), []);
  });

  for (const name of ['katherine', 'renee', 'maya', 'otto'] as const)
    it(`is not for ${name}`, async () => {
      assert.deepEqual(await links(name, 'export 2026'), []);
    });

  it('is not for somebody who has just left the Compliance Office, whatever the last sync found', async () => {
    const [link = ''] = await links('dana', 'export');
    stage.directory.members = async function* () {
      yield [];
    };
    assert.deepEqual(await links('dana', 'export'), []);
    assert.equal((await fetch(link)).status, 404, 'nor does a link work that they have already');
  });
});
