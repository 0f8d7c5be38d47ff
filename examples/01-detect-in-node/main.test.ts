import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { renderPhantom } from "@cmb/synth";
import { expect, it } from "vitest";

it("prints where microbleeds are, with diameter and score, and finds most of them", async () => {
  const main = fileURLToPath(new URL("./main.mjs", import.meta.url));
  const lines = execFileSync(process.execPath, [main], { encoding: "utf8" }).trim().split("\n");
  expect(lines.at(-1)).toMatch(/^\S+ \d\S* on \S+\. Research use only; not a medical device\.$/);
  const marks = lines.slice(0, -1);
  const format = /^\((-?\d+\.\d, ){2}-?\d+\.\d\) mm {2}\d+\.\d mm {2}score [01]\.\d\d {2}(definite|possible)$/;
  for (const mark of marks) expect(mark).toMatch(format);

  const { truth } = await renderPhantom({ seed: 2, headScale: 0.8, microbleeds: 6, veins: 0 });
  const places = marks.map((mark) => [...mark.matchAll(/-?\d+\.\d/g)].slice(0, 3).map(Number));
  const found = truth.lesions.filter(({ class: kind, centreMm: [x, y, z] }) => {
    const distances = places.map(([a = Number.NaN, b = 0, c = 0]) => Math.hypot(a - x, b - y, c - z));
    return kind === "microbleed" && Math.min(...distances) < 3;
  });
  expect(found.length).toBeGreaterThanOrEqual(3);
}, 120_000);
