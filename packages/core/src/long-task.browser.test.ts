import { describe, expect, it } from "vitest";
import { startLongTask } from "./long-task.js";

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe("startLongTask in a browser", () => {
  it("lets timers and messages through and hears an abort", async () => {
    const controller = new AbortController();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (): void => controller.abort();
    setTimeout(() => port2.postMessage(0), 200);
    const task = startLongTask(1000, { signal: controller.signal });
    let slabs = 0;
    const work = async (): Promise<void> => {
      for (; slabs < 1000; slabs++) {
        spin(5);
        await task.advance("", slabs);
      }
    };
    await expect(work()).rejects.toMatchObject({ name: "AbortError" });
    clearInterval(timer);
    port1.close();
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(slabs).toBeLessThan(400);
  });

  it("ends its progress at the total", async () => {
    const completed: number[] = [];
    const task = startLongTask(30, { onProgress: (progress) => completed.push(progress.completed) });
    for (let slab = 1; slab <= 30; slab++) {
      spin(5);
      await task.advance("", slab);
    }
    expect(completed.at(-1)).toBe(30);
    expect(completed.length).toBeLessThanOrEqual(4);
  });
});
