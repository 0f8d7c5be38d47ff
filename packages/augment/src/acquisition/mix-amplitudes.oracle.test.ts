import { describe, expect, it } from "vitest";
import { largestDifference, type OracleCase, oracleCases, oracleVolume } from "../testdata/oracle-cases.js";
import { type MixAmplitudesOptions, mixAmplitudes } from "./mix-amplitudes.js";

describe("mixAmplitudes beside NumPy", () => {
  it("equals amplitudes mixed and phases kept by numpy.fft", async () => {
    const cases = oracleCases();
    const one = cases["mixAmplitudes"] as OracleCase & { readonly other: readonly number[] };
    const volume = oracleVolume(one, cases.affine);
    const other = { ...volume, data: Float32Array.from(one.other) };
    const mixed = await mixAmplitudes(volume, other, one.parameters as MixAmplitudesOptions);
    // Values near 100 with four decimals, transforms in float32.
    expect(largestDifference(mixed.data, one.expected)).toBeLessThan(5e-4);
  });
});
