// The lock file holds every platform's optional packages, so that `npm ci` accepts it anywhere.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { missingOptionalPackages } from "../complete-lockfile.mjs";

export function lockfile(root) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return missingOptionalPackages(lock).map(
    ({ parent, name, range }) => `${name}@${range} of ${parent} is not locked: run node scripts/complete-lockfile.mjs`,
  );
}
