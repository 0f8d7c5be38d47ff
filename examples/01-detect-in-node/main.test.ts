import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("prints each mark with what it lies on, and finds most of the microbleeds", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  const marks = lines.slice(0, -2);
  const [found, visible] = [...(lines.at(-2) ?? "").matchAll(/\d+/g)].map(Number);
  expect(lines.at(-1)).toBe("Research use only; not a medical device.");
  expect(marks.filter((line) => line.endsWith("  microbleed"))).toHaveLength(found ?? Number.NaN);
  expect(marks[0]).toMatch(/^\((-?\d+\.\d, ){2}-?\d+\.\d\) mm {2}\d+\.\d mm {2}score 0\.\d\d {2}\S/);
  expect(found).toBeGreaterThanOrEqual(3);
  expect(visible).toBeGreaterThanOrEqual(3);
}, 120_000);
