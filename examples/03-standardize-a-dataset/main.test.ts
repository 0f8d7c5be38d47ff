import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("prints the quality table, with every lesion kept, and skips all the second time", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "4 files, 2 series",
    "series\tstatus\tshapeBefore\tshapeAfter\tlesionsBefore\tlesionsAfter",
  ]);
  const rows = lines.slice(2).map((line) => line.split("\t"));
  expect(rows.map(([, status]) => status)).toEqual(["completed", "completed", "skipped", "skipped"]);
  for (const [series, , shape, , before, after] of rows.slice(0, 2)) {
    expect(shape).toBe("64x64x44");
    expect(Number(before)).toBeGreaterThan(0);
    expect(after).toBe(before);
    expect(series).toMatch(new RegExp(`^DOU-0[12]-CMB-${after}$`));
  }
}, 120_000);
