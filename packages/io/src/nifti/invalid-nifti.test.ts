import { expect, test } from "vitest";
import { invalidNifti } from "./invalid-nifti.js";

test("names field, value and what is valid", () => {
  const error = invalidNifti("dim[0]", 9, "a file has 1 to 7 axes");
  expect(error.message).toBe("NIfTI header: dim[0] is 9; a file has 1 to 7 axes");
  expect(error.details).toEqual({ field: "dim[0]", value: 9 });
});

test("shows text in quotes, with what cannot be printed escaped", () => {
  expect(invalidNifti("magic", "n\0", "wrong").message).toContain('magic is "n\\u0000"');
});
