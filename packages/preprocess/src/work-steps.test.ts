import { describe, expect, it } from "vitest";
import { runAtOnce, runInTurns, type WorkSteps } from "./work-steps.js";

/** Steps of about 5 ms each, and how many were done. */
function* counted(total: number, done: number[]): WorkSteps<string> {
  for (let n = 0; n < total; n++) {
    const end = performance.now() + 5;
    while (performance.now() < end);
    done.push(n);
    yield;
  }
  return "all";
}

describe("runAtOnce", () => {
  it("gives what the steps return", () => {
    const done: number[] = [];
    expect(runAtOnce(counted(3, done))).toBe("all");
    expect(done).toEqual([0, 1, 2]);
  });
});

describe("runInTurns", () => {
  it("gives what the steps return", async () => {
    expect(await runInTurns(counted(3, []), "counting", {})).toBe("all");
  });

  it("lets other events stop the steps", async () => {
    const done: number[] = [];
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 20);
    const stopped = runInTurns(counted(400, done), "counting", { signal: controller.signal });
    await expect(stopped).rejects.toThrow("enough");
    expect(done.length).toBeLessThan(400);
  });
});
