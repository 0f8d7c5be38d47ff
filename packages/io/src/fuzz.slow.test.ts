import { createRng } from "@cmb/core";
import { expect, test } from "vitest";
import { survive } from "./testdata/survive.js";

test("120,000 broken files give an image or a typed error, without memory that stays", async () => {
  const before = process.memoryUsage().arrayBuffers;
  const outcomes = await survive(120_000, 20, createRng(20262, "nifti"));
  const total = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  expect(total).toBe(120_000);
  expect(outcomes["read"]).toBeGreaterThan(1000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 28);
});
