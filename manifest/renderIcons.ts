import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** The icons Teams asks for: drawn as SVG here, committed as PNG beside it. */
const icons = [
  { name: 'color', pixels: 192 },
  { name: 'outline', pixels: 32 },
] as const;

/** Draws an SVG into a PNG of exactly `pixels` by `pixels`, transparent where the SVG draws nothing. */
async function renderIcon(svg: string, options: { pixels: number; executablePath: string }): Promise<Buffer> {
  const { pixels, executablePath } = options;
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({ viewport: { width: pixels, height: pixels }, deviceScaleFactor: 1 });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await browser.close();
  }
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
for (const { name, pixels } of icons) {
  const svg = await readFile(new URL(`${name}.svg`, import.meta.url), 'utf8');
  await writeFile(new URL(`${name}.png`, import.meta.url), await renderIcon(svg, { pixels, executablePath }));
  process.stdout.write(`manifest/${name}.png: ${pixels} x ${pixels}\n`);
}
