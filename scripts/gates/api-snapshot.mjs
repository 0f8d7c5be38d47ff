// Each package exports the names that its api.txt lists: a change of the public API is seen, and meant.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatApi, publicApi } from "../public-api.mjs";
import { listPackages } from "../workspace.mjs";

export function apiSnapshot(root) {
  return listPackages(root).flatMap((entry) => {
    const path = join(entry.folder, "api.txt");
    const accepted = existsSync(path) ? readFileSync(path, "utf8") : "";
    const now = formatApi(publicApi(entry));
    if (now === accepted) return [];
    const [before, after] = [accepted, now].map((text) => new Set(text.split("\n")));
    const lines = [
      ...[...before].filter((line) => !after.has(line)).map((line) => `no longer exports ${line.trim()}`),
      ...[...after].filter((line) => !before.has(line)).map((line) => `now exports ${line.trim()}`),
    ];
    return lines.map((line) => `${entry.manifest.name} ${line}: if that is meant, npm run generate`);
  });
}
