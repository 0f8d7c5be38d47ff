/** A picture in shades of grey: one byte for each pixel, 0 black, rows from the top. @since 0.1.0 */
export interface GreyImage {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PAETH_FILTER = 4;

/**
 * A grey picture as the bytes of a PNG file, 8 bits a pixel; works wherever `CompressionStream` does.
 *
 * @param image - `width * height` bytes, rows from the top
 * @returns the whole file
 * @see PNG Specification, third edition, https://www.w3.org/TR/png-3/
 * @since 0.1.0
 */
export async function encodePng(image: GreyImage): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, image.width);
  view.setUint32(4, image.height);
  view.setUint8(8, 8); // bits a sample; the four bytes after it (grey, deflate, adaptive filters, no interlace) are 0
  const data = await deflate(filterRows(image));
  const chunks = [chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array(0))];
  return new Uint8Array(await new Blob([SIGNATURE, ...chunks]).arrayBuffer());
}

/** Each row behind its filter byte; interpolated pictures shrink best when predicted from three neighbours. */
function filterRows({ pixels, width, height }: GreyImage): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (width + 1);
    out[row] = PAETH_FILTER;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = x > 0 ? (pixels[at - 1] ?? 0) : 0;
      const above = y > 0 ? (pixels[at - width] ?? 0) : 0;
      const aboveLeft = x > 0 && y > 0 ? (pixels[at - width - 1] ?? 0) : 0;
      out[row + 1 + x] = (pixels[at] ?? 0) - paeth(left, above, aboveLeft);
    }
  }
  return out;
}

/** PNG Specification, section 9.4: the neighbour nearest to left + above − aboveLeft; ties go in this order. */
function paeth(left: number, above: number, aboveLeft: number): number {
  const estimate = left + above - aboveLeft;
  const dLeft = Math.abs(estimate - left);
  const dAbove = Math.abs(estimate - above);
  const dAboveLeft = Math.abs(estimate - aboveLeft);
  if (dLeft <= dAbove && dLeft <= dAboveLeft) return left;
  return dAbove <= dAboveLeft ? above : aboveLeft;
}

/** The zlib format, which is what PNG calls deflate. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let n = 0; n < 4; n++) out[4 + n] = type.charCodeAt(n);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

/** PNG Specification, annex D, bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/**
 * A grey picture as the URI of a PNG, for the `href` or `src` of an image in a page.
 *
 * @param image - as for {@link encodePng}
 * @returns `data:image/png;base64,…`
 * @since 0.1.0
 */
export async function pngDataUri(image: GreyImage): Promise<string> {
  let binary = "";
  for (const byte of await encodePng(image)) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}
