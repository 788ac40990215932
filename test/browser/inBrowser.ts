import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import {
  findBrowser,
  HOW_TO_GET_A_BROWSER,
  launchBrowser,
  openPlayground,
  type PageOptions,
  type PlaygroundPage,
} from './playground.ts';
import { type RunningService, startService, temporaryFolder } from './service.ts';

/** What a test in a browser works with: the service as started for it alone, and pages that look at it. */
export type InBrowser = {
  browser(): Browser;
  service(): RunningService;
  open(options?: PageOptions): Promise<PlaygroundPage>;
  /** Ends the service as a failing machine does, and starts it again on the same file. */
  startAgain(env?: NodeJS.ProcessEnv, meanwhile?: () => Promise<void>): Promise<void>;
};

/** Within a `describe`: one browser for all tests, a fresh service for each; skipped where no browser is installed. */
export function inBrowser(): InBrowser {
  let browser: Browser | undefined;
  let service: RunningService | undefined;
  let folder: ReturnType<typeof temporaryFolder> | undefined;

  before(async function () {
    const found = findBrowser();
    if (!found && process.env.REQUIRE_BROWSER === '1') throw new Error(HOW_TO_GET_A_BROWSER);
    if (!found) {
      process.stdout.write(`Browser tests skipped. ${HOW_TO_GET_A_BROWSER}\n`);
      this.skip();
    }
    browser = await launchBrowser(found);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    folder = temporaryFolder();
    service = await startService(folder.path);
  });
  afterEach(async () => {
    await service?.end('SIGKILL');
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    folder?.remove();
  });

  const theBrowser = () => {
    assert.ok(browser);
    return browser;
  };
  const theService = () => {
    assert.ok(service);
    return service;
  };
  return {
    browser: theBrowser,
    service: theService,
    open: (options) => openPlayground(theBrowser(), theService().playgroundUrl, options),
    async startAgain(env, meanwhile) {
      await theService().end('SIGKILL');
      await meanwhile?.();
      assert.ok(folder);
      service = await startService(folder.path, env);
    },
  };
}
