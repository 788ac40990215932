import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as permissions from '../../src/graph/permissions.ts';

const script = fileURLToPath(new URL('../../deployment/grant-graph-permissions.sh', import.meta.url));
const principal = '11111111-1111-4111-8111-111111111111';

/** Answers as the Azure CLI would, in a tenant where GroupMember.Read.All is granted already, and notes what is posted. */
const azureCli = `#!/usr/bin/env bash
case "$*" in
  'cloud show '*) echo 'https://graph.example/' ;;
  *'--query id '*) echo graph-service-principal ;;
  *'--method get '*) echo role-of-GroupMember.Read.All ;;
  *'--method post '*) echo "$*" >> "$POSTED" ;;
  *User.Read.All*) echo role-of-User.Read.All ;;
  *MailboxSettings.Read*) echo role-of-MailboxSettings.Read ;;
  *User-LifeCycleInfo.Read.All*) echo role-of-User-LifeCycleInfo.Read.All ;;
  *GroupMember.Read.All*) echo role-of-GroupMember.Read.All ;;
  *AppCatalog.Read.All*) echo role-of-AppCatalog ;;
  *TeamsAppInstallation.ReadWriteSelfForUser.All*) echo role-of-TeamsAppInstallation ;;
esac
`;

describe('grant-graph-permissions.sh', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grant-'));
    await writeFile(join(folder, 'az'), azureCli);
    await chmod(join(folder, 'az'), 0o755);
    await writeFile(join(folder, 'posted'), '');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function grant(...args: string[]) {
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, POSTED: join(folder, 'posted') };
    const result = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      execFile('bash', [script, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
    const posted = (await readFile(join(folder, 'posted'), 'utf8')).split('\n').filter(Boolean);
    return { ...result, posted };
  }

  it('grants what is missing, to the principal, and leaves what is granted', async () => {
    const { code, stdout, posted } = await grant(principal);
    assert.equal(code, 0);
    assert.deepEqual(stdout.trim().split('\n'), [
      'User.Read.All: granted',
      'GroupMember.Read.All: already granted',
      'TeamsAppInstallation.ReadWriteSelfForUser.All: granted',
      'AppCatalog.Read.All: granted',
      'MailboxSettings.Read: granted',
      'User-LifeCycleInfo.Read.All: granted',
    ]);
    assert.equal(posted.length, 5);
    for (const call of posted) {
      assert.ok(
        call.includes(`--url https://graph.example/v1.0/servicePrincipals/${principal}/appRoleAssignments `),
      );
    }
    const body = /--body (\{.*?\})/.exec(posted[0] ?? '')?.[1] ?? '';
    assert.deepEqual(JSON.parse(body), {
      principalId: principal,
      resourceId: 'graph-service-principal',
      appRoleId: 'role-of-User.Read.All',
    });
  });

  it('grants what the Graph adapter needs, and says beside each permission which calls need it', async () => {
    const lines = (await readFile(script, 'utf8')).split('\n');
    for (const { name, calls } of Object.values(permissions)) {
      const reason = lines[lines.findIndex((line) => line.trim() === name) - 1] ?? '';
      for (const call of calls) assert.ok(reason.includes(call), `${name}: ${call}`);
    }
  });

  for (const readme of ['README.md', 'deployment/README.md']) {
    it(`grants what ${readme} lists, with the calls and with what is lost without it`, async () => {
      const text = await readFile(new URL(`../../${readme}`, import.meta.url), 'utf8');
      for (const { name, calls, disables, ...rest } of Object.values<permissions.Permission>(permissions)) {
        const row = text.split('\n').find((line) => line.includes(`| \`${name}\``)) ?? '';
        for (const said of [...calls, disables]) assert.ok(row.includes(said), `${name}: ${said}`);
        assert.equal(row.includes('(optional)'), rest.optional === true, name);
      }
      const listed = text.match(/^ *\| `[\w-]+(?:\.[\w-]+)*\.(?:All|Read)`/gm) ?? [];
      assert.equal(listed.length, Object.keys(permissions).length);
    });
  }

  it('grants only the permissions that are named, when some are', async () => {
    const { code, stdout, posted } = await grant(principal, 'User.Read.All');
    assert.equal(code, 0);
    assert.equal(stdout, 'User.Read.All: granted\n');
    assert.equal(posted.length, 1);
  });

  it('stops at a permission that Microsoft Graph does not have', async () => {
    const { code, stderr, posted } = await grant(principal, 'User.Write.Everything');
    assert.equal(code, 65);
    assert.match(
      stderr,
      /^User\.Write\.Everything: Microsoft Graph has no application permission of that name/,
    );
    assert.deepEqual(posted, []);
  });

  for (const args of [[], ['--help'], ['my-bot'], ['User.Read.All']]) {
    it(`says how it is used when called with ${args.join(' ') || 'nothing'}`, async () => {
      const { code, stderr, posted } = await grant(...args);
      assert.equal(code, 64);
      assert.match(stderr, /<principal id> {3}the template's output IDENTITY_PRINCIPAL_ID/);
      assert.deepEqual(posted, []);
    });
  }
});
