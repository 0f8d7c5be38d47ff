import { describe, expect, it } from "vitest";
import { formatMosaic, mosaicName } from "./format-mosaic.js";

describe("formatMosaic", () => {
  it("links the pages of a large dataset, and the first by its plain name", () => {
    const page = formatMosaic(["<section></section>"], { title: "A & B", page: 2, pages: 3 });
    expect(page).toContain('<a href="mosaic.html">1</a> <b>2</b> <a href="mosaic-3.html">3</a>');
    expect(page).toContain("<title>A &amp; B</title>");
    expect(formatMosaic([], { title: "A", page: 1, pages: 1 })).not.toContain("<nav>");
    expect(mosaicName(1)).toBe("mosaic.html");
  });
});
