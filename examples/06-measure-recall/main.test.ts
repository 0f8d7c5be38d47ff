import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { recallTable } from "./recall-table.mjs";

it("prints what was found by radius and depth, and marks on the scans as they are", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  for (const n of [0, 1]) expect(lines[n]).toMatch(/^simulated piece \d: \d+ marks on the scan as it is$/);
  expect(lines[2]).toMatch(/^Found of inserted/);
  expect(lines[3]).toBe("radius mm \\ depth\tbelow 0.35\t0.35 to 0.6\tabove 0.6\tall");
  const all = lines.at(-2)?.split("\t") ?? [];
  expect(all[0]).toBe("all");
  const [, found, counted] = /^(\d+) of (\d+)$/.exec(all[4] ?? "") ?? [];
  const [invisible, unclear] = [...(lines.at(-1) ?? "").matchAll(/\d+/g)].map(Number);
  expect(Number(counted) + (invisible ?? 0) + (unclear ?? 0)).toBe(16);
  expect(Number(found)).toBeGreaterThan(0);
}, 240_000);

it("gives intervals over 20 scans and none over fewer", () => {
  const insertions = Array.from({ length: 20 }, (_, n) => {
    return { scan: `scan ${n}`, radiusMm: 1.2, depth: 0.5, found: n % 2 === 0 };
  });
  const [lower = 0, upper = 0] = [...(/\[([\d.]+), ([\d.]+)\]$/.exec(recallTable(insertions)) ?? [])]
    .slice(1)
    .map(Number);
  expect(lower).toBeLessThan(0.5);
  expect(upper).toBeGreaterThan(0.5);
  expect(recallTable(insertions.slice(1))).toMatch(/^all\t-\t9 of 19\t-\t9 of 19$/m);
});
