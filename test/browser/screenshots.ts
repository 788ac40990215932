import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator } from 'playwright-core';
import { colleaguesSign } from './colleagues.ts';
import {
  addressBehind,
  findBrowser,
  HOW_TO_GET_A_BROWSER,
  launchBrowser,
  openPlayground,
  type PlaygroundPage,
  readTheCode,
  signAs,
  sizeCards,
} from './playground.ts';
import { startService, temporaryFolder } from './service.ts';

// Takes the README's pictures from the running product: `npm run screenshots`.

const PICTURES = fileURLToPath(new URL('../../.github/pictures/', import.meta.url));
/** Pixels, before the doubling for sharp screens. */
const WIDTH = 640;
const PHONE = 390 - 32;
const QUESTION = 'My brother-in-law’s firm is bidding for our contract. What do I do?';
const SIGNED = [
  'thandiwe.nkosi',
  'lukasz.wisniewski',
  'min.zhang',
  'camila.araujo',
  'eleni.karagianni',
  'wei.li',
  'kenichi.sato',
  'joao.goncalves',
  'aoife.osullivan',
];

const executable = findBrowser();
if (!executable) throw new Error(HOW_TO_GET_A_BROWSER);
mkdirSync(PICTURES, { recursive: true });
const browser = await launchBrowser(executable);
try {
  await withService([{ LOCAL_NOW: '2026-11-23T14:12:00Z' }], (url) => takeEmployee(browser, url));
  await withService([{ LOCAL_NOW: '2026-11-23T14:12:00Z' }], (url) => takePhone(browser, url));
  // Some have signed; two weeks later the newcomer is overdue.
  const later = [{ LOCAL_NOW: '2026-11-24T14:00:00Z' }, { LOCAL_NOW: '2026-12-09T14:00:00Z' }];
  await withService(later, (url) => takeManager(browser, url));
  await withService(later, (url) => takeCompliance(browser, url));
} finally {
  await browser.close();
}

/** Starts the service at one time after another on the same file; at the last, pictures are taken. */
async function withService(
  times: readonly NodeJS.ProcessEnv[],
  take: (playgroundUrl: string) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder();
  try {
    for (const [index, env] of times.entries()) {
      const service = await startService(folder.path, env);
      try {
        if (index < times.length - 1) await colleaguesSign(service.messagesUrl, SIGNED);
        else await take(service.playgroundUrl);
      } finally {
        await service.end('SIGTERM');
      }
    }
  } finally {
    folder.remove();
  }
}

async function openAt(on: Browser, url: string, width: number): Promise<PlaygroundPage> {
  const playground = await openPlayground(on, url, { width: 1_280, height: 2_400, scale: 2 });
  await sizeCards(playground.page, width);
  return playground;
}

async function takeEmployee(on: Browser, url: string): Promise<void> {
  const playground = await openAt(on, url, WIDTH);
  await take(playground, await playground.card('Code of Ethics certification'), 'prompt');
  await readTheCode(playground);
  const form = await playground.card('To the Audit Committee of');
  for (const box of await form.getByRole('checkbox').all()) await box.check();
  await form.getByRole('textbox').fill('Maya Okafor');
  await take(playground, form, 'certificate');
  await take(playground, await signAs(playground, 'Maya Okafor'), 'receipt');
  await playground.press('Get it as a PDF');
  await takePdf(playground, await playground.card('Your file is ready'), 'receipt-pdf');
  await playground.say(QUESTION);
  const answer = await playground.card('What the Code says');
  await take(playground, answer, 'answer');
  const inContext = answer.getByRole('link', { name: 'Open in context' }).first();
  await takeCode(on, (await inContext.getAttribute('href')) ?? '');
}

async function takePhone(on: Browser, url: string): Promise<void> {
  const playground = await openAt(on, url, PHONE);
  await playground.card('Code of Ethics certification');
  await readTheCode(playground);
  await take(playground, await playground.card('To the Audit Committee of'), 'phone');
}

async function takeManager(on: Browser, url: string): Promise<void> {
  const playground = await openAt(on, url, WIDTH);
  await playground.say('act as Renée Delacroix');
  await playground.card('Hello Renée');
  await playground.say('team');
  await take(playground, await playground.card('Your organisation'), 'team');
}

async function takeCompliance(on: Browser, url: string): Promise<void> {
  const playground = await openAt(on, url, WIDTH);
  await playground.say('act as Dana Whitfield');
  await playground.page.getByText('You are now').first().waitFor();
  await playground.say('pack');
  await takePdf(playground, await playground.card('.pdf'), 'pack');
}

async function takeCode(on: Browser, url: string): Promise<void> {
  const context = await on.newContext({ viewport: { width: 1_080, height: 760 }, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(url.replace(/#.*/, ''));
  await page.evaluate('document.activeElement?.blur()');
  const path = join(PICTURES, 'code.png');
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
  await context.close();
}

/** The first page of a PDF behind a card's button, drawn by poppler (`apt-get install poppler-utils`). */
async function takePdf(playground: PlaygroundPage, card: Locator, name: string): Promise<void> {
  const response = await fetch(await addressBehind(playground, card));
  const pdf = Buffer.from(await response.arrayBuffer());
  const path = join(PICTURES, name);
  execFileSync('pdftoppm', ['-png', '-r', '80', '-f', '1', '-singlefile', '-', path], { input: pdf });
  process.stdout.write(`${path}.png\n`);
}

async function take({ page }: PlaygroundPage, card: Locator, name: string): Promise<void> {
  // Neither the focus nor the pointer belongs into a picture; charts draw themselves in a moment.
  await page.evaluate('document.activeElement?.blur()');
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_200);
  const path = join(PICTURES, `${name}.png`);
  await card.screenshot({ path, animations: 'disabled' });
  process.stdout.write(`${path}\n`);
}
