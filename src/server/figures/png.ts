/** A figure as PNG, with the font that ships with the package, and what the figure says about itself inside the file. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

/** This file is three levels below the root in src/server/figures, and two in the bundle that it becomes part of. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../..' : '../..', import.meta.url));
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => path.join(root, 'assets', 'fonts', name));
const family = 'DejaVu Sans';

/** Name of the text in the file (PNG, section 11.3.3.4: iTXt). */
export const pngKeyword = 'servanda';

/** Draws at twice the size in CSS pixels, so that it is sharp in print. No font of the machine is used. */
export async function drawPng({ svg, metadata }: { svg: string; metadata: string }): Promise<Uint8Array<ArrayBuffer>> {
  const { Resvg } = await import('@resvg/resvg-js');
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      fontFiles: fonts,
      loadSystemFonts: false,
      defaultFontFamily: family,
      sansSerifFamily: family,
    },
  }).render();
  return withText(image.asPng(), metadata);
}

/** Puts an uncompressed iTXt chunk right behind the header. */
export function withText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const headerEnd = 8 + 25;
  const data = Buffer.concat([Buffer.from(`${pngKeyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
  const named = Buffer.concat([Buffer.from('iTXt', 'latin1'), data]);
  const chunk = Buffer.alloc(4 + named.length + 4);
  chunk.writeUInt32BE(data.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), 4 + named.length);
  return new Uint8Array([...png.subarray(0, headerEnd), ...chunk, ...png.subarray(headerEnd)]);
}
