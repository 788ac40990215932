import type { AddressInfo } from 'node:net';
import { compose, type Service, type Surroundings } from '../../src/compose.ts';
import { type Answering, composeAnswers } from '../../src/composeAnswers.ts';
import type { Config } from '../../src/config.ts';
import type { Content } from '../../src/content/code/loadContent.ts';
import type { Instant, TenantId } from '../../src/domain/ids.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { closeServer, listen } from '../../src/http/server.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { setbackOf } from '../../src/teams/deliveryFailure.ts';
import { pace } from '../../src/teams/pace.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { SHIPPED, SHIPPED_ANSWERING } from '../helpers/shipped.ts';
import { testSigner } from '../helpers/testSigner.ts';
import { PROGRAMME } from './cards/cardWorld.ts';
import { COMPANY, type CompanyName, companyDirectory, type FakeDirectory } from './company.ts';
import { type ConnectorStub, startConnectorStub } from './connectorStub.ts';

export const TENANT = '161ad22f-8423-4924-938d-5c55e06c1d84' as TenantId;
export const CONFIG: Config = {
  mode: { kind: 'local', playground: false, playgroundPort: 1 },
  port: 1,
  store: { kind: 'sqlite', file: ':memory:' },
  signing: { kind: 'file', file: 'unused' },
  logLevel: 'silent',
};

/** A call to a store that is to fail: `obligations.replace`. */
export type Broken = (call: string) => boolean;

export type Logged = { readonly level: 'info' | 'warn' | 'error' } & Readonly<Record<string, unknown>>;

/** The whole service over a store in memory, with Teams' connector on loopback, and nobody signed in to it. */
export type Stage = {
  readonly service: Service;
  readonly stores: Stores;
  readonly directory: FakeDirectory;
  readonly connector: ConnectorStub;
  readonly url: string;
  readonly logged: Logged[];
  /** What time it is; only tests move it. */
  now: Instant;
  /** Lets calls to the store fail from now on, or no longer. */
  breakStore(broken: Broken | undefined): void;
  /** The newest obligation of somebody. */
  obligationOf(name: CompanyName): Promise<Obligation>;
  close(): Promise<void>;
};

const answeringOf = new WeakMap<Content, Answering>([[SHIPPED, SHIPPED_ANSWERING]]);

/** What answers from a content, learnt once for all stages with it: answering keeps nothing of a question. */
export function answeringFrom(content: Content): Answering {
  const answering = answeringOf.get(content) ?? composeAnswers(content);
  answeringOf.set(content, answering);
  return answering;
}

export async function openStage({
  content = SHIPPED,
  ...facts
}: Partial<Surroundings> & { content?: Content } = {}): Promise<Stage> {
  const stores = facts.stores ?? openSqliteStores(':memory:');
  const directory = companyDirectory();
  const connector = await startConnectorStub();
  const logged: Logged[] = [];
  const log = (level: Logged['level']) => (entry: object) => void logged.push({ level, ...entry });
  let broken: Broken | undefined;
  const service = compose({
    config: CONFIG,
    programme: PROGRAMME,
    content,
    answering: answeringFrom(content),
    tenant: TENANT,
    directory,
    liveRoles: directory,
    signer: testSigner,
    clock: () => stage.now,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    software: { name: 'bot', version: '0.0.0' },
    pace: pace({ setbackOf, attempts: 1 }),
    ...facts,
    stores: breakable(stores, (call) => broken?.(call) ?? false),
  });
  await listen(service.server, { port: 0, host: '127.0.0.1' });
  const { port } = service.server.server.address() as AddressInfo;
  const stage: Stage = {
    service,
    stores,
    directory,
    connector,
    url: `http://127.0.0.1:${port}/api/messages`,
    logged,
    now: '2026-11-23T14:00:00.000Z' as Instant,
    breakStore(next) {
      broken = next;
    },
    async obligationOf(name) {
      const [newest] = await stores.obligations.ofPerson(COMPANY[name].id);
      if (!newest) throw new Error(`Nothing is asked of ${name}.`);
      return newest.value.obligation;
    },
    async close() {
      await service.settle();
      await closeServer(service.server);
      await connector.close();
      await stores.close();
    },
  };
  await service.run('sync');
  await service.run('issue');
  return stage;
}

/** The same stores, of which any call can be made to fail. */
function breakable(stores: Stores, isBroken: Broken): Stores {
  const wrapped = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get(target, method: string) {
        const call = Reflect.get(target, method) as unknown;
        if (typeof call !== 'function') return call;
        return (...args: unknown[]) => {
          if (isBroken(`${name}.${method}`)) throw new StoreUnavailable('The store does not answer.');
          return Reflect.apply(call, target, args) as unknown;
        };
      },
    });
  const { people, obligations, certificates, programme } = stores;
  return {
    people: wrapped(people, 'people'),
    obligations: wrapped(obligations, 'obligations'),
    certificates: wrapped(certificates, 'certificates'),
    programme: wrapped(programme, 'programme'),
    ping: () => stores.ping(),
    close: () => stores.close(),
  };
}
