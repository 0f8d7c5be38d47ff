import { describe, expect, it } from "vitest";
import { formatFailure, formatMosaic, formatPictures, MOST_PICTURES, mosaicName } from "./format-mosaic.js";
import type { QcRow } from "./qc-table.js";

const row = { series: "A<1>", shapeBefore: null, lesionsBefore: 2, lesionsAfter: 3, warnings: "", message: "a & b" };
const qc = row as unknown as QcRow;
const lesion = {
  label: 1,
  centreVoxel: [1, 2, 3],
  centreMm: [0.5, 1, 1.5],
  sizeVoxels: 8,
  volumeMm3: 1,
  radiusVoxels: 1.2,
  radiusMm: 0.6,
} as const;

describe("formatPictures", () => {
  it("shows so many lesions, says how many are left, and takes no markup from a name", () => {
    const pictures = Array.from({ length: MOST_PICTURES + 3 }, () => ({ lesion, plain: "data:a", outlined: "data:b" }));
    const part = formatPictures(qc, pictures);
    expect(part.match(/<figure>/g)).toHaveLength(MOST_PICTURES);
    expect(part).toContain("3 more lesions are not shown");
    expect(part).toContain("A&lt;1&gt;");
    expect(part).toContain("2 lesions before, 3 after");
    expect(formatPictures(qc, [])).toContain("No lesion.");
  });
});

describe("formatFailure", () => {
  it("says why", () => {
    expect(formatFailure(qc)).toContain("a &amp; b");
  });
});

describe("formatMosaic", () => {
  it("links the pages of a large dataset, and the first by its plain name", () => {
    const page = formatMosaic(["<section></section>"], { title: "A & B", page: 2, pages: 3 });
    expect(page).toContain('<a href="mosaic.html">1</a> <b>2</b> <a href="mosaic-3.html">3</a>');
    expect(page).toContain("<title>A &amp; B</title>");
    expect(formatMosaic([], { title: "A", page: 1, pages: 1 })).not.toContain("<nav>");
    expect(mosaicName(1)).toBe("mosaic.html");
  });
});
