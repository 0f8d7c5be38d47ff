import { describe, expect, it } from "vitest";
import { parseHistory } from "./history.js";

const step = { name: "flip", parameters: { axes: [] } };

describe("parseHistory", () => {
  it("gives back what is a history", () => {
    const history = { schemaVersion: 1, steps: [step] };
    expect(parseHistory(history)).toBe(history);
  });

  it.each([
    [null, "history"],
    [{ schemaVersion: 2, steps: [] }, "history.schemaVersion"],
    [{ schemaVersion: 1 }, "history.steps"],
    [{ schemaVersion: 1, steps: [step, { parameters: {} }] }, "history.steps[1].name"],
    [{ schemaVersion: 1, steps: [{ name: "flip", parameters: 3 }] }, "history.steps[0].parameters"],
  ])("names what is wrong in %j", (wrong, name) => {
    expect(() => parseHistory(wrong)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", details: expect.objectContaining({ name }) }),
    );
  });
});
