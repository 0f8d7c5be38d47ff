// Counts of what passed and failed, as `npm test` and `npm run check` leave them in `.results/` and `.ci/run` adds them.
//
// Usage: node scripts/results.mjs FILE…      prints `N passed, N failed`, exits with 1 unless all passed
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isMain } from "./workspace.mjs";

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * What a vitest run did, from its JSON report.
 *
 * A report that is missing or empty, a file that could not be loaded, and a run that ended in an error while every test
 * passed each count as failed.
 */
export function countTests(file, exitCode) {
  if (!existsSync(file)) return { ...NOTHING, failed: 1 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const unloaded = report.testResults.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  const unexplained = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

export function addCounts(all) {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + (one.skipped ?? 0),
    }),
    NOTHING,
  );
}

export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? ` (${skipped} skipped)` : ""}`;
}

export function writeCounts(file, counts) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(counts)}\n`);
}

/** The counts of a file that `writeCounts` wrote; a missing file is one failure. */
export function readCounts(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { ...NOTHING, failed: 1 };
}

if (isMain(import.meta.url)) {
  const total = addCounts(process.argv.slice(2).map(readCounts));
  const { passed, failed } = total.passed === 0 && total.failed === 0 ? { passed: 0, failed: 1 } : total;
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
