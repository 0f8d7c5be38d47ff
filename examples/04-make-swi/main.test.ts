import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("says how it read the phase, and that veins are darker in SWI than in the magnitude", () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("signed-12-bit");
  const [magnitude = 0, swi = 1, projection = 1] = lines.slice(1).map((line) => Number(/0\.\d\d/.exec(line)?.[0]));
  expect(swi).toBeLessThan(magnitude - 0.05);
  expect(projection).toBeLessThan(swi);
}, 120_000);
