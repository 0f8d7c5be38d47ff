import { crc32, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePng, type GreyImage, pngDataUri } from "./encode-png.js";

describe("encodePng", () => {
  it("writes signature, header, data and end as the PNG specification lays them out", async () => {
    const png = await encodePng({ pixels: new Uint8Array([0, 50, 100, 150, 200, 250]), width: 3, height: 2 });
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(chunks(png).map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IEND"]);
    // 3 × 2 pixels of 8 bits, grey, deflate, adaptive filters, not interlaced
    expect([...(chunks(png)[0]?.data ?? [])]).toEqual([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  });

  it("takes less room for a smooth picture than for its plain bytes", async () => {
    const pixels = Uint8Array.from({ length: 10_000 }, (_, n) => 128 + 100 * Math.sin((n % 100) / 20 + n / 4000));
    expect((await encodePng({ pixels, width: 100, height: 100 })).length).toBeLessThan(4000);
  });

  it("becomes a URI that holds the whole file", async () => {
    const image = { pixels: new Uint8Array([0, 255]), width: 2, height: 1 };
    const [, base64 = ""] = (await pngDataUri(image)).split("data:image/png;base64,");
    expect([...Buffer.from(base64, "base64")]).toEqual([...(await encodePng(image))]);
  });

  describe("properties", () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height })
          .map((pixels): GreyImage => ({ pixels, width, height })),
      );

    it("gives every pixel back to a decoder, with checksums that fit", async () => {
      await fc.assert(
        fc.asyncProperty(image, async (original) => {
          expect(decode(await encodePng(original))).toEqual([...original.pixels]);
        }),
      );
    });
  });
});

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

function chunks(png: Uint8Array): Chunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(body));
    found.push({ type: String.fromCharCode(...body.subarray(0, 4)), data: body.subarray(4) });
    at += length + 12;
  }
  return found;
}

/** An 8-bit grey PNG whose rows all have the Paeth filter, by the reconstruction of section 9.2. */
function decode(png: Uint8Array): number[] {
  const [header, data] = chunks(png);
  if (header === undefined || data === undefined) throw new Error("no header or no data");
  const width = new DataView(header.data.buffer, header.data.byteOffset).getUint32(0);
  const raw = inflateSync(data.data);
  const out: number[] = [];
  for (let at = 0; at < raw.length; at++) {
    const x = (at % (width + 1)) - 1;
    if (x < 0) {
      expect(raw[at]).toBe(4);
      continue;
    }
    const left = x > 0 ? (out.at(-1) ?? 0) : 0;
    const above = out.at(-width) !== undefined && out.length >= width ? (out.at(-width) ?? 0) : 0;
    const aboveLeft = x > 0 && out.length >= width + 1 ? (out.at(-width - 1) ?? 0) : 0;
    const estimate = left + above - aboveLeft;
    const nearest = [left, above, aboveLeft].sort((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0] ?? 0;
    out.push(((raw[at] ?? 0) + nearest) & 255);
  }
  return out;
}
