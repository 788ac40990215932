import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { type BicepDeclaration, type BicepFile, Expression, parseBicep, readBicep } from './readBicep.ts';

const modules = (await readdir(new URL('../../deployment/modules', import.meta.url))).map(
  (file) => `modules/${file}`,
);
const files = ['main.bicep', ...modules];

function of(kind: BicepDeclaration['kind'], file: BicepFile): BicepDeclaration[] {
  return file.declarations.filter((declaration) => declaration.kind === kind);
}

function names(declarations: readonly BicepDeclaration[]): string[] {
  return declarations.map(({ name }) => name).sort();
}

describe('The Bicep templates', () => {
  for (const path of files) {
    it(`${path} is Bicep, and uses no name that it does not declare`, async () => {
      const { syntaxErrors, unknownNames, declarations } = await readBicep(path);
      assert.deepEqual(syntaxErrors, []);
      assert.deepEqual(unknownNames, []);
      assert.ok(declarations.some(({ kind }) => kind === 'resource'));
    });

    it(`${path} describes every parameter and output`, async () => {
      const file = await readBicep(path);
      const undescribed = [...of('parameter', file), ...of('output', file)].filter(
        ({ decorators }) => !decorators.some((decorator) => decorator.startsWith('description(')),
      );
      assert.deepEqual(names(undescribed), []);
    });

    it(`${path} declares nothing that it does not use`, async () => {
      const source = await readFile(new URL(`../../deployment/${path}`, import.meta.url), 'utf8');
      const file = await parseBicep(source);
      const unused = [...of('parameter', file), ...of('variable', file)].filter(
        ({ name }) => source.split(new RegExp(`\\b${name}\\b(?!:)`)).length < 3,
      );
      assert.deepEqual(names(unused), []);
    });
  }

  it('are noticed when they are broken', async () => {
    const source = await readFile(new URL('../../deployment/modules/store.bicep', import.meta.url), 'utf8');
    const breaks: [string, string][] = [
      ['resource account ', 'resorce account '],
      ['automatic: true', 'automatic true'],
      ['paths: [item.partitionKey]', 'paths: [item.partitionKey'],
      ["kind: 'Hash'", "kind: 'Hash"],
    ];
    for (const [from, to] of breaks) {
      const { syntaxErrors } = await parseBicep(source.replace(from, to));
      assert.notDeepEqual(syntaxErrors, [], to);
    }
    const { unknownNames } = await parseBicep(
      source.replace('for item in containers', 'for item in contaners'),
    );
    assert.deepEqual(unknownNames, ['contaners']);
  });

  it('fit together: every module gets the parameters it has, all those it needs, and gives what is taken from it', async () => {
    const source = await readFile(new URL('../../deployment/main.bicep', import.meta.url), 'utf8');
    const used = of('module', await parseBicep(source));
    assert.deepEqual(used.map(({ type }) => type).sort(), [...modules].sort());
    for (const { name, type, value } of used) {
      const module = await readBicep(type ?? '');
      const { params } = value as { params: Record<string, unknown> };
      const parameters = of('parameter', module);
      assert.deepEqual(
        Object.keys(params).filter((key) => !parameters.some((parameter) => parameter.name === key)),
        [],
        `${type} has no such parameter`,
      );
      const missing = parameters.filter(
        (parameter) => parameter.value === undefined && !(parameter.name in params),
      );
      assert.deepEqual(names(missing), [], `${type} needs these`);
      const taken = [...source.matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g'))].map(
        (match) => match[1],
      );
      const given = names(of('output', module));
      assert.deepEqual(
        taken.filter((output) => !given.includes(output ?? '')),
        [],
        `${type} has no such output`,
      );
    }
  });

  it('hand over no secret: no parameter is one, and no output is read from a key', async () => {
    for (const path of files) {
      const file = await readBicep(path);
      assert.deepEqual(
        names(file.declarations.filter(({ decorators }) => decorators.includes('secure()'))),
        [],
        path,
      );
      for (const { name, value } of of('output', file)) {
        assert.ok(!(value instanceof Expression && /listKeys|getSecret/.test(value.text)), `${path} ${name}`);
      }
    }
  });

  it('are what the Agents Toolkit’s file names', async () => {
    const toolkit = await readFile(new URL('../../deployment/m365agents.yml', import.meta.url), 'utf8');
    const named = [...toolkit.matchAll(/(?:path|parameters|manifestPath|ignoreFile): (\S+)/g)].map(
      (match) => match[1],
    );
    assert.equal(named.length, 4);
    for (const path of named) {
      // Relative to the file, but for the ignore file, which is relative to the working directory `..`.
      const base = path?.startsWith('deployment/') ? '../../' : '../../deployment/';
      assert.ok(existsSync(new URL(`${base}${path}`, import.meta.url)), path);
    }
    const outputs = names(of('output', await readBicep('main.bicep')));
    for (const output of ['BOT_ID', 'BOT_DOMAIN', 'BOT_AZURE_APP_SERVICE_RESOURCE_ID'])
      assert.ok(outputs.includes(output));
  });
});
