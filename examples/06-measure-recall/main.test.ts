import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("prints recall by radius and depth with intervals, and marks on the scans as they are", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  for (const seed of [1, 2])
    expect(lines[seed - 1]).toMatch(new RegExp(`^phantom ${seed}: \\d+ marks on the scan as it is$`));
  expect(lines[2]).toBe("radius mm \\ depth\tbelow 0.35\t0.35 to 0.6\tabove 0.6\tall");
  const all = lines.at(-2)?.split("\t") ?? [];
  expect(all[0]).toBe("all");
  const [, recall, , , counted] = /^(\d\.\d\d) \[(\d\.\d\d), (\d\.\d\d)\] of (\d+)$/.exec(all[4] ?? "") ?? [];
  const [invisible, unclear] = [...(lines.at(-1) ?? "").matchAll(/\d+/g)].map(Number);
  expect(Number(counted) + (invisible ?? 0) + (unclear ?? 0)).toBe(16);
  expect(Number(recall)).toBeGreaterThan(0);
}, 240_000);
