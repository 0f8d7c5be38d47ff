import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkWeights } from "./check-weights.js";
import type { WeightsFile } from "./model-manifest.js";

function weightsOf(bytes: Uint8Array): WeightsFile {
  return { file: "a.onnx", sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
}

describe("checkWeights", () => {
  it("takes the bytes of the manifest, also as a part of a larger memory and in memory that threads share", async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    await checkWeights(bytes, weightsOf(bytes));
    await checkWeights(Uint8Array.from([0, 1, 2, 3, 4]).subarray(1, 4), weightsOf(bytes));
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    shared.set(bytes);
    await checkWeights(shared, weightsOf(bytes));
  });

  it("says which length or hash it expected and which it found", async () => {
    const weights = weightsOf(Uint8Array.from([1, 2, 3]));
    const expected = { bytes: 3, sha256: weights.sha256 };
    await expect(checkWeights(Uint8Array.from([1, 2]), weights)).rejects.toMatchObject({
      code: "WEIGHTS_MISMATCH",
      message: "a.onnx: the manifest expects 3 bytes, and there are 2; fetch the file again",
      details: { file: "a.onnx", expected, found: { bytes: 2, sha256: null } },
    });
    const other = weightsOf(Uint8Array.from([1, 2, 4])).sha256;
    await expect(checkWeights(Uint8Array.from([1, 2, 4]), weights)).rejects.toMatchObject({
      message: expect.stringContaining(`expects SHA-256 ${weights.sha256}, and the file has ${other}`),
      details: { expected, found: { bytes: 3, sha256: other } },
    });
  });
});

describe("properties", () => {
  it("refuses any one bit that is another", async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), async (content, place, bit) => {
        const weights = weightsOf(content);
        const broken = Uint8Array.from(content);
        const v = place % broken.length;
        broken[v] = (broken[v] as number) ^ (1 << bit);
        await expect(checkWeights(broken, weights)).rejects.toMatchObject({ code: "WEIGHTS_MISMATCH" });
      }),
    );
  });
});
