// Installs what is missing, builds every package, runs every test. Results go to `.results/`.
//
// Usage: npm test [-- --slow]      --slow (or CMB_SLOW=1) adds the tests that take minutes
import { randomInt } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { runNx } from "./nx.mjs";
import { addCounts, countTests, describeCounts, writeCounts } from "./results.mjs";
import { binary, isMain, repositoryRoot, run } from "./workspace.mjs";

const RESULTS = join(repositoryRoot, ".results");

/** Runs these vitest projects to the end and counts what they did. */
async function runLane(name, projects) {
  const file = join(RESULTS, `vitest-${name}.json`);
  rmSync(file, { force: true });
  const selected = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run(binary("vitest"), ["run", ...selected, ...reporters], { echo: true });
  return countTests(file, code);
}

async function main() {
  await bootstrap({ browser: true });
  mkdirSync(RESULTS, { recursive: true });
  const build = await runNx(["run-many", "-t", "build"], { echo: true });
  if (build.code !== 0) return { passed: 0, failed: 1, skipped: 0 };
  process.env.FC_SEED ??= String(randomInt(2 ** 31));
  console.log(`Properties: the same again with FC_SEED=${process.env.FC_SEED}`);
  const lanes = [await runLane("fast", ["node", "browser"])];
  if (process.argv.includes("--slow") || process.env.CMB_SLOW === "1")
    lanes.push(await runLane("slow", ["slow", "slow-browser"]));
  return addCounts(lanes);
}

if (isMain(import.meta.url)) {
  let counts = { passed: 0, failed: 1, skipped: 0 };
  try {
    counts = await main();
  } catch (error) {
    console.error(`npm test: ${error.message}`);
  }
  writeCounts(join(RESULTS, "tests.json"), counts);
  console.log(`\nTests: ${describeCounts(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
