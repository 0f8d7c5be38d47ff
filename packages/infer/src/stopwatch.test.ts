import { afterEach, describe, expect, it, vi } from "vitest";
import { stopwatch } from "./stopwatch.js";

afterEach(() => vi.restoreAllMocks());

describe("stopwatch", () => {
  it("gives each stage the time since the one before", () => {
    const now = vi.spyOn(performance, "now");
    const timingsMs = {};
    now.mockReturnValue(100);
    const clock = stopwatch(timingsMs);
    now.mockReturnValue(130);
    clock("first");
    now.mockReturnValue(135);
    clock("second");
    expect(timingsMs).toEqual({ first: 30, second: 5 });
  });
});
