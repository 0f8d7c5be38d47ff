import { createRng } from "@cmb/core";
import { expect, test } from "vitest";
import { survive } from "./testdata/survive.js";

test("2,000 broken files give an image or a typed error", async () => {
  const outcomes = await survive(2000, 10, createRng(20261, "nifti"));
  // Each way to end has been met, so the files are broken in many ways and not all in one.
  for (const code of ["read", "INVALID_NIFTI", "TRUNCATED_DATA", "TOO_LARGE", "CORRUPT_DATA", "UNSUPPORTED_FORMAT"]) {
    expect([code, outcomes[code] ?? 0]).toEqual([code, expect.toSatisfy((n: number) => n > 0)]);
  }
});
