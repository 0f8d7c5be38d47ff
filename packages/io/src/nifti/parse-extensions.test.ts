import { describe, expect, test } from "vitest";
import { type ParsedExtensions, parseExtensions } from "./parse-extensions.js";

/** Four bytes of flags, then extensions as size, code and data. */
function area(
  flag: number,
  ...extensions: readonly (readonly [size: number, code: number, ...data: number[]])[]
): Uint8Array {
  const bytes = [flag, 0, 0, 0];
  for (const [size, code, ...data] of extensions) {
    const head = new Uint8Array(Int32Array.of(size, code).buffer);
    bytes.push(...head, ...data);
  }
  return Uint8Array.from(bytes);
}

const codes = ({ warnings }: ParsedExtensions): string[] => warnings.map(({ code }) => code);

describe("parseExtensions", () => {
  test("finds each with its padding", () => {
    const parsed = parseExtensions(area(1, [16, 6, 1, 2, 3, 4, 5, 6, 7, 8], [16, 4, ...Array(8).fill(9)]), true);
    expect(parsed.extensions).toEqual([
      { code: 6, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
      { code: 4, data: new Uint8Array(8).fill(9) },
    ]);
    expect(parsed.warnings).toEqual([]);
  });

  test("follows the byte order of the header", () => {
    const bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 6, 1, 2, 3, 4, 5, 6, 7, 8);
    expect(parseExtensions(bytes, false).extensions[0]?.code).toBe(6);
  });

  test("finds none where the flag is 0, the area is short or a size is 0", () => {
    const none = { extensions: [], warnings: [] };
    expect(parseExtensions(area(0, [16, 6, ...Array(8).fill(1)]), true)).toEqual(none);
    expect(parseExtensions(new Uint8Array(2), true)).toEqual(none);
    expect(parseExtensions(area(1, [0, 0]), true)).toEqual(none);
  });

  test("keeps one whose size is not a multiple of 16, with a warning", () => {
    const parsed = parseExtensions(area(1, [12, 6, 1, 2, 3, 4]), true);
    expect(parsed.extensions).toHaveLength(1);
    expect(codes(parsed)).toEqual(["EXTENSION_INVALID"]);
  });

  test.each([-16, 7, 17, 2 ** 31 - 1])("ends with a warning at one that claims %i of 16 bytes", (size) => {
    const parsed = parseExtensions(area(1, [16, 4, ...Array(8).fill(9)], [size, 6, ...Array(8).fill(1)]), true);
    expect(parsed.extensions.map(({ code }) => code)).toEqual([4]);
    expect(codes(parsed)).toEqual(["EXTENSION_INVALID"]);
  });

  test("shares no memory with the file", () => {
    const bytes = area(1, [16, 6, ...Array(8).fill(1)]);
    const { extensions } = parseExtensions(bytes, true);
    bytes.fill(0);
    expect(extensions[0]?.data[0]).toBe(1);
  });
});
