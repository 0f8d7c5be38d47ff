import type { Progress } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { progressPart } from "./progress-part.js";

describe("progressPart", () => {
  it("fits a part into the whole", () => {
    const heard: Progress[] = [];
    const part = progressPart((progress) => heard.push(progress), { from: 20, to: 60, total: 100 });
    part?.({ stage: "mask", completed: 1, total: 4 });
    part?.({ stage: "mask", completed: 4, total: 4 });
    expect(heard).toEqual([
      { stage: "mask", completed: 30, total: 100 },
      { stage: "mask", completed: 60, total: 100 },
    ]);
  });

  it("calls all of it by one name where it is given one", () => {
    const heard: Progress[] = [];
    const part = { stage: "input checks", from: 0, to: 1, total: 1 };
    progressPart((progress) => heard.push(progress), part)?.({ stage: "mask", completed: 2, total: 4 });
    expect(heard).toEqual([{ stage: "input checks", completed: 0.5, total: 1 }]);
  });

  it("is nothing where nobody listens", () => {
    expect(progressPart(undefined, { from: 0, to: 1, total: 1 })).toBeUndefined();
  });
});
