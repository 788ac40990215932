import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Picture, readPng } from './readPng.ts';

async function icon(name: string): Promise<Picture> {
  return readPng(await readFile(new URL(`../../manifest/${name}.png`, import.meta.url)));
}

describe('The icons', () => {
  it('have exactly the sizes Teams asks for', async () => {
    const [color, outline] = [await icon('color'), await icon('outline')];
    assert.deepEqual([color.width, color.height], [192, 192]);
    assert.deepEqual([outline.width, outline.height], [32, 32]);
  });

  it('outline is white and transparent, nothing else', async () => {
    const { pixels } = await icon('outline');
    const coloured = pixels.filter(
      ({ red, green, blue, alpha }) => alpha > 0 && red + green + blue < 3 * 255,
    );
    assert.deepEqual(coloured, []);
  });

  it('outline is a drawing: much of it is white, more of it transparent', async () => {
    const { pixels } = await icon('outline');
    const white = pixels.filter(({ alpha }) => alpha > 200).length / pixels.length;
    const transparent = pixels.filter(({ alpha }) => alpha === 0).length / pixels.length;
    assert.ok(white > 0.15 && white < 0.5, `${white} of it is white`);
    assert.ok(transparent > 0.5, `${transparent} of it is transparent`);
  });

  it('color fills its square, in the accent colour, with a drawing of several colours', async () => {
    const { pixels } = await icon('color');
    assert.ok(pixels.every(({ alpha }) => alpha === 255));
    const hex = ({ red, green, blue }: (typeof pixels)[number]) =>
      `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
    const counts = new Map<string, number>();
    for (const pixel of pixels) counts.set(hex(pixel), (counts.get(hex(pixel)) ?? 0) + 1);
    const manifest = JSON.parse(
      await readFile(new URL('../../manifest/manifest.json', import.meta.url), 'utf8'),
    ) as { accentColor: string };
    const corner = pixels[0];
    assert.ok(corner);
    assert.equal(hex(corner), manifest.accentColor);
    assert.ok([...counts.values()].filter((count) => count > 200).length >= 4);
  });
});
