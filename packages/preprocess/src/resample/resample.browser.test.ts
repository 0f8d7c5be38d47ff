import { expect, it } from "vitest";
import { RESAMPLED_FINGERPRINTS, resampledFingerprints } from "../testdata/resampled.js";

it("gives the bytes in Chromium that it gives in Node", async () => {
  expect(await resampledFingerprints()).toEqual(RESAMPLED_FINGERPRINTS);
});
