import { CmbError, cmbErrorFromJson } from "@cmb/core";
import { expect, it } from "vitest";
import { errorLine, errorToJson } from "./describe-error.js";

const error = new CmbError("FILE_NOT_READABLE", "scan.nii could not\n  be read", { path: "scan.nii" });

it("writes an error as one line with its code", () => {
  expect(errorLine(error)).toBe("cmb: FILE_NOT_READABLE: scan.nii could not be read\n");
});

it("names the scan where the message does not", () => {
  expect(errorLine(error, "scan.nii")).toBe("cmb: FILE_NOT_READABLE: scan.nii could not be read\n");
  expect(errorLine(error, "b.nii")).toBe("cmb: FILE_NOT_READABLE: b.nii: scan.nii could not be read\n");
});

it("gives an error as JSON that becomes the same error again", () => {
  const json = JSON.parse(JSON.stringify(errorToJson(error)));
  expect(cmbErrorFromJson(json).toJSON()).toEqual(error.toJSON());
});

it("gives errors of other kinds the same shape", () => {
  expect(errorToJson(new TypeError("no"))).toEqual({
    name: "TypeError",
    code: "UNEXPECTED",
    message: "no",
    details: {},
  });
  expect(errorLine("text")).toBe("cmb: UNEXPECTED: text\n");
});
