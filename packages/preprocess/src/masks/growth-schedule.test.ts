import { describe, expect, it } from "vitest";
import { growthSchedule } from "./growth-schedule.js";

describe("growthSchedule", () => {
  it.each([
    ["relative", 579, 0.001, 9900],
    ["normal", 2000, 0.001, 0.001 + 1999 * 0.05],
    ["weakLabels", 300, 0, 149.5],
  ] as const)("%s has %d rising tolerances from %d to %d", (name, count, first, last) => {
    const schedule = growthSchedule(name);
    expect(schedule.length).toBe(count);
    expect([schedule[0], schedule.at(-1)]).toEqual([first, last]);
    expect(schedule.every((value, n) => n === 0 || value > (schedule[n - 1] as number))).toBe(true);
  });
});
