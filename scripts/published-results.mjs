// Writes docs/published-results.md from the fixtures: the published tables beside what their raw counts give.
//
// Usage: node scripts/published-results.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultServerConditions, runnerImport } from "vite";
import { repositoryRoot } from "./workspace.mjs";

const read = (path) => JSON.parse(readFileSync(join(repositoryRoot, "fixtures", path), "utf8"));
const source = join(repositoryRoot, "packages/metrics/src/testdata/published-results-page.ts");
const { module } = await runnerImport(source, {
  root: repositoryRoot,
  logLevel: "error",
  ssr: { resolve: { conditions: ["@cmb/source", ...defaultServerConditions] } },
});
const page = module.publishedResultsPage({
  distance: read("upstream/detection_distance.json"),
  overlap: read("upstream/detection_overlap.json"),
  claims: read("peers/published.json"),
});
writeFileSync(join(repositoryRoot, "docs", "published-results.md"), page);
