import { CmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExitCode, exitCodeOf, worstExitCode } from "./exit-code.js";

describe("exitCodeOf", () => {
  it.each([
    [2, new CmbError("INVALID_ARGUMENT", "", { name: "preset", value: 1 })],
    [65, new CmbError("TRUNCATED_DATA", "", { expectedBytes: 2, actualBytes: 1 })],
    [66, new CmbError("FILE_NOT_READABLE", "", { path: "a" })],
    [69, new CmbError("MODEL_NOT_FOUND", "", { model: "a", known: [] })],
    [1, new CmbError("FILE_NOT_WRITABLE", "", { path: "a" })],
    [1, new TypeError("x is not a function")],
    [1, "text"],
  ])("is %i for %s", (code, error) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});

describe("worstExitCode", () => {
  it("puts what is wrong with the program before the machine, the machine before a missing file, that before bad data", () => {
    expect(worstExitCode([65, 66, 0])).toBe(66);
    expect(worstExitCode([66, 69])).toBe(69);
    expect(worstExitCode([69, 1])).toBe(1);
  });

  it("is 0 where nothing was done", () => {
    expect(worstExitCode([])).toBe(0);
  });

  describe("properties", () => {
    it("does not depend on the order and is 0 only where all are", () => {
      const codes = fc.array(fc.constantFrom<ExitCode>(0, 1, 2, 65, 66, 69, 130));
      fc.assert(
        fc.property(codes, (some) => {
          expect(worstExitCode([...some].reverse())).toBe(worstExitCode(some));
          expect(worstExitCode(some) === 0).toBe(some.every((code) => code === 0));
        }),
      );
    });
  });
});
