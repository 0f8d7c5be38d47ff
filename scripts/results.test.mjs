import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countTests, writeCounts } from "./results.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cmb-results-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function report(content) {
  const file = join(root, "vitest.json");
  const empty = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  writeFileSync(file, JSON.stringify({ ...empty, ...content }));
  return file;
}

describe("countTests", () => {
  it("counts what vitest counted", () => {
    const file = report({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1 });
    expect(countTests(file, 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const file = report({ numPassedTests: 5, testResults: [{ status: "failed", assertionResults: [] }] });
    expect(countTests(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it("counts a crash, a run of nothing and an error outside of the tests as failures", () => {
    expect(countTests(join(root, "none.json"), 1).failed).toBe(1);
    expect(countTests(report({}), 0).failed).toBe(1);
    expect(countTests(report({ numPassedTests: 5 }), 1).failed).toBe(1);
    expect(countTests(report({ numPassedTests: 5 }), 0).failed).toBe(0);
  });
});

describe("the closing line", () => {
  const script = fileURLToPath(new URL("./results.mjs", import.meta.url));
  function close(...files) {
    try {
      return { code: 0, line: execFileSync(process.execPath, [script, ...files], { encoding: "utf8" }) };
    } catch (error) {
      return { code: error.status, line: error.stdout };
    }
  }

  it("adds tests and gates and succeeds only when nothing failed", () => {
    const tests = join(root, "tests.json");
    const gates = join(root, "gates.json");
    writeCounts(tests, { passed: 100, failed: 0, skipped: 2 });
    writeCounts(gates, { passed: 15, failed: 0 });
    expect(close(tests, gates)).toEqual({ code: 0, line: "115 passed, 0 failed\n" });
    writeCounts(gates, { passed: 14, failed: 1 });
    expect(close(tests, gates)).toEqual({ code: 1, line: "114 passed, 1 failed\n" });
  });

  it("counts a missing file as a failure", () => {
    expect(close(join(root, "tests.json"))).toEqual({ code: 1, line: "0 passed, 1 failed\n" });
  });
});
