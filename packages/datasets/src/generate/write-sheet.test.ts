import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSheet } from "../tables/read-sheet.js";
import { writeSheet } from "./write-sheet.js";

describe("writeSheet", () => {
  it("keeps cells beyond column Z in their place, and markup in a text", async () => {
    const row = ["a & <b>", ...Array.from({ length: 60 }, (_, n) => n)];
    expect(await readSheet(writeSheet([row]))).toEqual([row]);
  });

  it("gives the same bytes for the same rows", () => {
    expect(writeSheet([["a", 1]])).toEqual(writeSheet([["a", 1]]));
  });
});

describe("properties", () => {
  it("gives back what was written", async () => {
    const row = fc.tuple(fc.stringMatching(/^[a-z<&]{1,8}$/), fc.integer(), fc.integer());
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        expect(await readSheet(writeSheet(rows))).toEqual(rows);
      }),
    );
  });
});
