import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** The folder with scans of other projects that the oracle tests read; they are not part of this repository. */
export const TEST_DATA: string = process.env["CMB_TEST_DATA"] ?? join(ROOT, "../shared/data");

/** Whether the folder is there. */
export function hasTestData(): boolean {
  const there = existsSync(join(TEST_DATA, "oracles.json"));
  if (!there) process.stderr.write(`skipped: no test data at ${TEST_DATA}; set CMB_TEST_DATA to their folder\n`);
  return there;
}

/** A JSON file of the folder; Python wrote it, so NaN may stand in it and becomes `null`. */
export function testDataJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(TEST_DATA, name), "utf8").replace(/: NaN\b/g, ": null")) as T;
}
