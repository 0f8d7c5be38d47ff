import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("prints the scores with their interval over patients and why lesions count as errors, and writes page and table", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "cmb-example-"));
  const [page, table] = [join(folder, "report.html"), join(folder, "scans.csv")];
  const lines = execFileSync(process.execPath, [main, page, table], { encoding: "utf8" }).trim().split("\n");
  expect(lines[0]).toBe("centroid-3mm: 5 of 7 found, 3 false");
  expect(lines[1]).toMatch(/^sensitivity 0\.714 \[0\.\d{3}, 1\.000\] over 5 patients$/);
  expect(lines[2]).toMatch(/^mean sensitivity at 1\/8 to 8 false positives per scan: 0\.\d{3}$/);
  expect(lines.slice(3)).toEqual([
    "sub-01_ses-1: reference 2 has no match: no prediction meets the criterion.",
    "sub-01_ses-1: prediction 2 has no match: no reference meets the criterion.",
    "sub-02: reference 3 has no match: no prediction meets the criterion.",
    "sub-02: prediction 3 has no match: no reference meets the criterion.",
    "sub-04: prediction 1 has no match: no reference meets the criterion.",
  ]);
  expect(readFileSync(page, "utf8")).toContain("<h1>Example 05</h1>");
  expect(readFileSync(table, "utf8").trim().split("\r\n")).toHaveLength(7);
  rmSync(folder, { recursive: true });
}, 60_000);
