import { inflateSync } from "node:zlib";

/** The grey pixels of an image in a page, by its id. */
export function pictureOf(page: string, id: string): { readonly width: number; readonly pixels: Uint8Array } {
  const data = new RegExp(`id="${id}"[^>]*base64,([^"]+)"`).exec(page)?.[1] ?? "";
  const png = Buffer.from(data, "base64");
  // The signature has 8 bytes, IHDR 25; then come length and type of IDAT.
  const width = png.readUInt32BE(16);
  const raw = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  const height = raw.length / (width + 1);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (dx: number, dy: number): number => (x < dx || y < dy ? 0 : (pixels[(y - dy) * width + x - dx] ?? 0));
      const [left, above, aboveLeft] = [at(1, 0), at(0, 1), at(1, 1)];
      const distance = (value: number): number => Math.abs(left + above - aboveLeft - value);
      const nearest = [left, above, aboveLeft].reduce((best, next) => (distance(next) < distance(best) ? next : best));
      pixels[y * width + x] = (raw[y * (width + 1) + 1 + x] ?? 0) + nearest;
    }
  }
  return { width, pixels };
}
