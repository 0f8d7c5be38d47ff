import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** The folder with scans of other projects; they are not part of this repository. */
export const TEST_DATA: string = process.env["CMB_TEST_DATA"] ?? join(ROOT, "../shared/data");

/** Whether the folder is there; says so where it is not. */
export function hasTestData(): boolean {
  const there = existsSync(join(TEST_DATA, "index.json"));
  if (!there) process.stderr.write(`skipped: no test data at ${TEST_DATA}; set CMB_TEST_DATA to their folder\n`);
  return there;
}
