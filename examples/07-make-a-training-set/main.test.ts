import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("makes three patches with two microbleeds each, keeps them when it is run again, and reads them", () => {
  const folder = mkdtempSync(join(tmpdir(), "cmb-example-"));
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const run = (): string[] => execFileSync(process.execPath, [main, folder], { encoding: "utf8" }).trim().split("\n");
  try {
    const lines = run();
    expect(lines.slice(0, 3)).toEqual([1, 2, 3].map((n) => `sub-000${n} made: 2 microbleeds`));
    for (const line of lines.slice(3, 6)) {
      expect(line).toMatch(/^sub-000\d: (SWI|GRE), \d+ × \d+ × \d+ voxels, \d+ objects, \d+ voxels marked$/);
      expect(Number(/(\d+) objects/.exec(line)?.[1])).toBeGreaterThanOrEqual(2);
    }
    expect(lines.at(-1)).toBe(folder);
    expect(run().slice(0, 3)).toEqual([1, 2, 3].map((n) => `sub-000${n} kept: 2 microbleeds`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
