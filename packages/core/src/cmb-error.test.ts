import { describe, expect, expectTypeOf, it } from "vitest";
import { CmbError, cmbErrorFromJson } from "./cmb-error.js";

const error = new CmbError("OUT_OF_RANGE", "sigmaMm is -1; give a positive length", { name: "sigmaMm", value: -1 });

describe("CmbError", () => {
  it("carries code, details and message, and names itself in the stack", () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "CmbError", code: "OUT_OF_RANGE", details: { name: "sigmaMm", value: -1 } });
    expect(error.message).toBe("sigmaMm is -1; give a positive length");
    expect(error.stack).toMatch(/^CmbError: sigmaMm is -1/);
  });

  it("keeps the error underneath, also where that is undefined", () => {
    const underneath = new Error("disk");
    expect(new CmbError("FILE_NOT_READABLE", "", { path: "a" }, { cause: underneath }).cause.cause).toBe(underneath);
    expect("cause" in new CmbError("FILE_NOT_READABLE", "", { path: "a" }, { cause: undefined }).cause).toBe(true);
    expect("cause" in error.cause).toBe(false);
  });

  it("types the details by the code", () => {
    expectTypeOf(error.details).toEqualTypeOf<{
      readonly name: string;
      readonly value: number;
      readonly minimum?: number;
      readonly maximum?: number;
    }>();
    // @ts-expect-error: a path is no detail of OUT_OF_RANGE
    new CmbError("OUT_OF_RANGE", "", { path: "a" });
    // @ts-expect-error: not in the table
    new CmbError("NO_SUCH_CODE", "", {});
  });
});

describe("cmbErrorFromJson", () => {
  it("gives back what toJSON wrote, through text", () => {
    const text = JSON.stringify(error);
    expect(JSON.parse(text)).toEqual({
      name: "CmbError",
      code: "OUT_OF_RANGE",
      message: "sigmaMm is -1; give a positive length",
      details: { name: "sigmaMm", value: -1 },
    });
    const again = cmbErrorFromJson<"OUT_OF_RANGE">(JSON.parse(text));
    expect(again).toBeInstanceOf(CmbError);
    expect(again.toJSON()).toEqual(error.toJSON());
    expectTypeOf(again.details.value).toBeNumber();
  });
});
