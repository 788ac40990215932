import assert from 'node:assert/strict';
import { elementsOfType } from './cards/readCard.ts';
import { chatOf } from './chat.ts';
import type { CompanyName } from './company.ts';
import { openStage, type Stage } from './stage.ts';

describe('the pack, asked for in the chat', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const links = async (name: CompanyName) =>
    (await chatOf(stage, name).type('pack')).flatMap(({ activity }) =>
      elementsOfType((activity.attachments?.[0]?.content ?? {}) as object, 'Action.OpenUrl').map(({ url }) =>
        String(url).replace(/^(http:\/\/[^/]+)?/, new URL(stage.url).origin),
      ),
    );

  for (const name of ['dana', 'margaret'] as const)
    it(`is a PDF and a workbook for ${name}`, async () => {
      const [pdf = '', xlsx = ''] = await links(name);
      const first = await fetch(pdf);
      assert.equal(first.headers.get('content-type'), 'application/pdf');
      assert.match(await first.text(), /^%PDF/);
      const second = await fetch(xlsx);
      assert.match(
        String(second.headers.get('content-disposition')),
        /Audit Committee pack 2026 2026-11-23\.xlsx/,
      );
      assert.match(await second.text(), /^PK/);
    });

  for (const name of ['katherine', 'renee', 'maya', 'otto'] as const)
    it(`is not for ${name}`, async () => {
      assert.deepEqual(await links(name), []);
    });

  it('is not for somebody who has just left the Compliance Office, whatever the last sync found', async () => {
    const [pdf = ''] = await links('dana');
    stage.directory.members = async function* () {
      yield [];
    };
    assert.deepEqual(await links('dana'), []);
    assert.equal((await fetch(pdf)).status, 404, 'nor does a link work that they have already');
  });
});
