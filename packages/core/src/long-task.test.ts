import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Progress, startLongTask } from "./long-task.js";

/** A slab of work that takes a while. */
function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("startLongTask", () => {
  it("reports the first step and the end, and at most ten steps a second between", async () => {
    // The report is decided on between the two times, which lie apart when the machine is busy.
    const events: (Progress & { readonly before: number; readonly after: number })[] = [];
    let before = 0;
    const onProgress = (progress: Progress): number => events.push({ ...progress, before, after: performance.now() });
    const task = startLongTask(60, { onProgress });
    for (let slab = 1; slab <= 60; slab++) {
      spin(7);
      before = performance.now();
      await task.advance("smoothing", slab);
    }
    expect(events[0]).toMatchObject({ stage: "smoothing", completed: 1, total: 60 });
    expect(events.at(-1)).toMatchObject({ completed: 60, total: 60 });
    expect(events.length).toBeGreaterThan(3);
    events.slice(1, -1).forEach(({ after }, n) => {
      expect(after - (events[n]?.before ?? 0)).toBeGreaterThan(99);
    });
  });

  it("reports the end once", async () => {
    const events: number[] = [];
    const task = startLongTask(2, { onProgress: ({ completed }) => events.push(completed) });
    for (const completed of [2, 2, 3]) await task.advance("", completed);
    expect(events).toEqual([2]);
  });

  it("stops with the reason of a signal that was aborted before", async () => {
    const reason = new Error("no longer wanted");
    await expect(startLongTask(1, { signal: AbortSignal.abort(reason) }).advance("", 1)).rejects.toBe(reason);
  });

  it("hears an abort from a timer while it works", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const task = startLongTask(1000, { signal: controller.signal });
    let slabs = 0;
    const work = async (): Promise<void> => {
      for (; slabs < 1000; slabs++) {
        spin(5);
        await task.advance("", slabs);
      }
    };
    await expect(work()).rejects.toMatchObject({ name: "AbortError" });
    expect(slabs).toBeLessThan(100);
  });

  it("gives other events a turn at least every 50 ms and a slab", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const task = startLongTask(60, {});
    for (let slab = 1; slab <= 60; slab++) {
      spin(5);
      await task.advance("", slab);
    }
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it("leaves no open port behind, which would keep a Node process alive", async () => {
    const openPorts = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = openPorts();
    const task = startLongTask(3, {});
    for (let slab = 1; slab <= 3; slab++) {
      spin(60);
      await task.advance("", slab);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(openPorts()).toBeLessThanOrEqual(before);
  });

  describe("properties", () => {
    it("never reports less than before or more than the total, whatever it is told", async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 20 }), fc.array(fc.integer({ min: -5, max: 30 })), async (total, steps) => {
          const completed: number[] = [];
          const task = startLongTask(total, { onProgress: (progress) => completed.push(progress.completed) });
          for (const step of [...steps, total]) await task.advance("", step);
          expect(completed).toEqual(completed.toSorted((a, b) => a - b));
          expect(completed.every((value) => value >= 0 && value <= total)).toBe(true);
          expect(completed.at(-1)).toBe(total);
        }),
      );
    });
  });
});
