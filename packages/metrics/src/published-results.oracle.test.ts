import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type PublishedFiles, publishedResultsPage } from "./testdata/published-results-page.js";
import { readFixture } from "./testdata/read-fixture.js";

const files: PublishedFiles = {
  distance: readFixture("upstream/detection_distance.json"),
  overlap: readFixture("upstream/detection_overlap.json"),
  claims: readFixture("peers/published.json"),
};
const page = readFileSync(new URL("../../../docs/published-results.md", import.meta.url), "utf8");

describe("docs/published-results.md", () => {
  it("is what the published tables and their raw counts give; run scripts/published-results.mjs after a change", () => {
    expect(page).toBe(publishedResultsPage(files));
  });
  it("has no line in which published and recount differ", () => {
    const rows = page.split("\n").filter((line) => /^\| (pooled|macro|Dice) /.test(line));
    expect(rows.length).toBeGreaterThan(150);
    for (const row of rows) {
      const [, , published, recount] = row.split("|").map((cell) => cell.trim());
      expect([row, recount]).toEqual([row, published]);
    }
  });
  it("gives a reason wherever the corrected number is another", () => {
    for (const row of page.split("\n").filter((line) => /^\| (pooled|macro|Dice) /.test(line))) {
      const [, , , recount, corrected, why] = row.split("|").map((cell) => cell.trim());
      expect([row, why !== ""]).toEqual([row, recount !== corrected]);
    }
  });
});
