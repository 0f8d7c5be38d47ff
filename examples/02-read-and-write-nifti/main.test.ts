import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("prints the geometry of what it read back, and writes a mask", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  expect(execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n")).toEqual([
    "32 × 32 × 8 voxels of int16, LAS",
    "1 × 1 × 3 mm, geometry from the sform, 0 warnings",
    "darkest voxel (10, 20, 3) at (6, 4, -3) mm",
    "mask written: true",
  ]);
}, 60_000);
