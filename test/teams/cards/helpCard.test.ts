import assert from 'node:assert/strict';
import { commandsFor, helpCard } from '../../../src/teams/cards/helpCard.ts';
import { COMMANDS } from '../../../src/teams/commands.ts';
import { ROLES, type Role } from '../../../src/usecases/ports.ts';
import { CONTEXT } from './cardWorld.ts';
import { elementsOfType, type Node, wordsOf } from './readCard.ts';

type Reader = { roles: readonly Role[]; covered: boolean; local: boolean };

const listed = (reader: Reader) =>
  elementsOfType(helpCard(CONTEXT, reader), 'FactSet').flatMap(({ facts }) =>
    (facts as Node[]).map(({ title }) => String(title).replace(' …', '')),
  );
const buttons = (reader: Reader) =>
  elementsOfType(helpCard(CONTEXT, reader), 'Action.Execute').map(({ data }) => (data as Node).command);

/** Everyone there can be: each subset of roles, covered or not. */
const READERS: readonly Reader[] = Array.from({ length: 2 ** ROLES.length * 2 }, (_, bits) => ({
  roles: ROLES.filter((_role, index) => bits & (1 << index)),
  covered: bits >= 2 ** ROLES.length,
  local: false,
}));

describe('the help card', () => {
  it('lists for each role what that role may do, and no more', () => {
    const nobody = { covered: false, local: false };
    assert.deepEqual(listed({ ...nobody, roles: [] }), ['code', 'report', 'help']);
    assert.deepEqual(listed({ ...nobody, covered: true, roles: [] }), [
      'status',
      'sign',
      'code',
      'my certificates',
      'report',
      'help',
    ]);
    assert.deepEqual(listed({ ...nobody, roles: ['manager'] }), ['code', 'team', 'remind', 'report', 'help']);
    assert.deepEqual(listed({ ...nobody, roles: ['compliance'] }), [
      'code',
      ...['programme', 'alarms', 'cases', 'unreached', 'offices', 'roster', 'why'],
      ...['remind', 'extend', 'pause', 'resume', 'excuse', 'reissue'],
      ...['pack', 'export', 'paper', 'correct', 'waivers', 'hold', 'retention', 'erase'],
      ...['amendment', 'preview', 'questions', 'jobs'],
      ...['report', 'help'],
    ]);
    for (const role of ['audit-committee', 'audit-committee-chair'] as const)
      assert.deepEqual(listed({ ...nobody, roles: [role] }), [
        'code',
        'offices',
        'pack',
        'export',
        'report',
        'help',
      ]);
  });

  it('says that the chat is not anonymous before it invites a question', () => {
    for (const reader of READERS) {
      const words = wordsOf(helpCard(CONTEXT, reader));
      const { notAnonymous, askExample } = CONTEXT.texts.help;
      assert.ok(words.includes(notAnonymous) && words.indexOf(notAnonymous) < words.indexOf(askExample));
    }
  });

  it('lists acting as somebody else in local mode only', () => {
    for (const reader of READERS) {
      assert.equal(listed(reader).includes('act as'), false);
      assert.equal(listed({ ...reader, local: true }).includes('act as'), true);
    }
  });

  it('leads everyone to the channels for concerns with a button', () => {
    const without = READERS.filter((reader) => !buttons(reader).includes('report'));
    assert.deepEqual(without, []);
  });

  it('offers every command it lists as a button too, except itself', () => {
    const lacking = READERS.map((reader) => ({
      reader,
      missing: commandsFor(reader).filter((name) => name !== 'help' && !buttons(reader).includes(name)),
    }));
    assert.deepEqual(
      lacking.filter(({ missing }) => missing.length > 0),
      [],
    );
  });

  it('shows first what somebody’s role comes for, and lists nothing twice', () => {
    const shown = (reader: Reader) =>
      elementsOfType(helpCard(CONTEXT, reader), 'Action.Execute')
        .filter(({ mode }) => mode !== 'secondary')
        .map(({ data }) => (data as Node).command);
    const local = false;
    assert.deepEqual(shown({ roles: ['compliance'], covered: false, local }), [
      ...['programme', 'alarms', 'cases', 'offices', 'remind'],
    ]);
    assert.deepEqual(shown({ roles: ['manager'], covered: true, local }), [
      ...['status', 'sign', 'team', 'remind', 'code'],
    ]);
    for (const reader of READERS) assert.equal(new Set(listed(reader)).size, listed(reader).length);
  });

  it('describes every command there is', () => {
    for (const name of COMMANDS) assert.ok(CONTEXT.texts.help.commands[name].length > 5);
  });
});
