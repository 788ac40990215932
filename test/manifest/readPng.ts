import { inflateSync } from 'node:zlib';

export type Pixel = {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
};
export type Picture = { readonly width: number; readonly height: number; readonly pixels: readonly Pixel[] };

/**
 * Decodes what the icons are: 8 bits a channel, RGB or RGBA, not interlaced.
 *
 * @throws on any other PNG, and on what is no PNG.
 */
export function readPng(bytes: Buffer): Picture {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new Error('Not a PNG');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(body);
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, colour, , , interlace] = bytes.subarray(24, 29);
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0)
    throw new Error('Not a PNG of this kind');
  const channels = colour === 6 ? 4 : 3;
  const rows = unfilter(inflateSync(Buffer.concat(data)), { height, stride: width * channels, channels });
  return { width, height, pixels: pixelsOf(rows, channels) };
}

/** Undoes the filter of each row (PNG, section 9). */
function unfilter(raw: Buffer, of: { height: number; stride: number; channels: number }): Uint8Array {
  const { height, stride, channels } = of;
  const rows = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? (rows[y * stride + x - channels] ?? 0) : 0;
      const up = y > 0 ? (rows[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (rows[(y - 1) * stride + x - channels] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rows[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const byDistance = [left, up, corner].map((value) => ({ value, distance: Math.abs(estimate - value) }));
  return byDistance.reduce((best, next) => (next.distance < best.distance ? next : best)).value;
}

function pixelsOf(rows: Uint8Array, channels: number): Pixel[] {
  const pixels: Pixel[] = [];
  for (let at = 0; at < rows.length; at += channels) {
    const [red = 0, green = 0, blue = 0, alpha = 255] = rows.subarray(at, at + channels);
    pixels.push({ red, green, blue, alpha });
  }
  return pixels;
}
