/** A picture with at most 256 colours, rows from the top. */
export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  /** One index into the colours for each pixel. */
  readonly pixels: Uint8Array;
  /** Red, green and blue of each index. */
  readonly colours: readonly (readonly [red: number, green: number, blue: number])[];
}

const FILE_HEADER = 14;
const INFO_HEADER = 40;
const COLOURS = 256;

/** The bytes of a BMP file of 8 bits a pixel: every browser shows it, and small pictures need no compression. */
export function encodeBmp({ width, height, pixels, colours }: IndexedPicture): Uint8Array {
  const stride = Math.ceil(width / 4) * 4;
  const start = FILE_HEADER + INFO_HEADER + 4 * COLOURS;
  const bytes = new Uint8Array(start + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, INFO_HEADER, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(34, stride * height, true);
  for (const [n, [red, green, blue]] of colours.entries()) {
    bytes.set([blue, green, red, 0], FILE_HEADER + INFO_HEADER + 4 * n);
  }
  for (let y = 0; y < height; y++) {
    // The last row comes first.
    bytes.set(pixels.subarray(y * width, (y + 1) * width), start + stride * (height - 1 - y));
  }
  return bytes;
}
