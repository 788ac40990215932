import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const HOW_TO_GET_A_BROWSER =
  'There is no Chrome or Chromium here. `apt-get install chromium` gets one; CHROME_PATH names another.';

/** The browser that CHROME_PATH names, or the first that is installed. */
export function findBrowser(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return CHROME_PATH;
  const folders = ['/usr/bin', ...PATH.split(delimiter)];
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...ELSEWHERE].find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Agents Playground as a person uses it: reads the newest card, presses, types. */
export type PlaygroundPage = {
  readonly page: Page;
  /** The newest card that has this text. */
  card(text: string): Promise<Locator>;
  press(button: string | RegExp): Promise<void>;
  say(text: string): Promise<void>;
};

export type PageOptions = { readonly width?: number; readonly height?: number; readonly scale?: number };

export async function openPlayground(
  browser: Browser,
  url: string,
  { width = 1_280, height = 1_000, scale = 1 }: PageOptions = {},
): Promise<PlaygroundPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: 'light',
  });
  const page = await context.newPage();
  // A loaded machine is slow; what is missing is missing after a while, too.
  page.setDefaultTimeout(45_000);
  // Fonts and icons of the client come from the internet, which the tests do not need.
  await page.route(/^https:/, (route) => route.abort());
  await page.goto(url);
  // Its log would keep the keyboard's focus to itself.
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  return {
    page,
    async card(text) {
      const found = page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
      await found.waitFor();
      return found;
    },
    async press(button) {
      await page.getByRole('button', { name: button }).last().click();
    },
    async say(text) {
      const box = page.locator('[contenteditable=true]').first();
      await box.fill(text);
      await box.press('Enter');
    },
  };
}

/** From the prompt to the certificate, part by part, with the buttons the card offers. */
export async function readTheCode({ page, card, press }: PlaygroundPage): Promise<void> {
  await press('Read the Code');
  for (let part = 1; part < 30; part += 1) {
    const shown = await card(`Part ${part} of`);
    const onward = shown.getByRole('button', { name: 'Continue to the certificate' });
    if ((await onward.count()) > 0) {
      await onward.click();
      await page.getByText('To the Audit Committee of').waitFor();
      return;
    }
    await shown.getByRole('button', { name: /^Next: / }).click();
  }
}

/** Confirms everything, types the name and signs; gives the receipt. */
export async function signAs(playground: PlaygroundPage, name: string): Promise<Locator> {
  const form = await playground.card('To the Audit Committee of');
  for (const box of await form.getByRole('checkbox').all()) await box.check();
  await form.getByRole('textbox').fill(name);
  await playground.press('Sign the certificate');
  return await playground.card('Certificate signed');
}

/** The certificate's number on a receipt. */
export async function numberOn(receipt: Locator): Promise<string | undefined> {
  return /20\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await receipt.textContent()) ?? '')?.[0];
}

/** Gives cards a width of their own, a phone's for example: the client gives them all the same. Pixels. */
export async function sizeCards(page: Page, width: number): Promise<void> {
  const exactly = (px: number) =>
    `width: ${px}px !important; min-width: 0 !important; max-width: ${px}px !important; box-sizing: border-box;`;
  await page.addStyleTag({
    content: `
      .ac-adaptiveCard, .ac-preview-panel { ${exactly(width)} }
      .fai-OutputCard, .fai-OutputCard > :has(.ac-adaptiveCard) { ${exactly(width + 40)} overflow: visible !important; }`,
  });
}

/** Parts of the newest card with this text that stand out of it, whose text is cut off, or whose words are broken in two. */
export function misfits(page: Page, text: string): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const cards = [...document.querySelectorAll('.ac-adaptiveCard')];
    const card = cards.findLast((each) => each.textContent.includes(${JSON.stringify(text)}));
    const edge = card.getBoundingClientRect().right + 1;
    const isCut = (part) => part.scrollWidth > part.clientWidth + 1;
    const standingOut = [...card.querySelectorAll('*')]
      .filter((part) => part.children.length === 0)
      // The client's own button for further actions, whose dots some browsers draw as an ellipsis.
      .filter((part) => part.textContent !== '...')
      .filter((part) => getComputedStyle(part).display !== 'inline')
      .filter((part) => part.getBoundingClientRect().width > 0)
      .filter((part) => part.getBoundingClientRect().right > edge || isCut(part))
      .map((part) => part.textContent.slice(0, 60));
    const broken = [];
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { index, 0: word } of node.data.matchAll(/[A-Za-z]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
      }
    }
    return [...standingOut, ...new Set(broken)];
  })()`);
}

/** The name of whatever has the keyboard's focus. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(
    `document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent?.trim() || ''`,
  );
}

/** Where a card's button leads that opens something outside the chat; it is not opened. */
export async function addressBehind({ page }: PlaygroundPage, card: Locator): Promise<string> {
  await page.evaluate('window.open = (address) => { window.opened = String(address); return null; }');
  await card.getByRole('link', { name: 'Download' }).click();
  await page.waitForFunction('window.opened');
  return await page.evaluate<string>('window.opened');
}
