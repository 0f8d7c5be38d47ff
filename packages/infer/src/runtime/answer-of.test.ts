import { describe, expect, it } from "vitest";
import { answerOf } from "./answer-of.js";

const data = new Float32Array(6);

describe("answerOf", () => {
  it("is the numbers of the output", () => {
    const wanted = { network: "verifier", output: "score", dims: [2, 3] } as const;
    expect(answerOf({ score: { data, dims: [2, 3] } }, wanted)).toBe(data);
  });

  it("names network and output where there are other numbers, or none", () => {
    const wanted = { network: "lesions", output: "logits", dims: [1, 3, 4] } as const;
    expect(() => answerOf({ logits: { data, dims: [2, 3] } }, wanted)).toThrowError(
      'lesions: the network\'s "logits" is of the shape [2,3] and the manifest wants [1,3,4]; give the manifest of this network',
    );
    expect(() => answerOf({}, wanted)).toThrowError("is of the shape []");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses an answer with %d in it", (value) => {
    const broken = Float32Array.of(1, 2, value, 4, 5, 6);
    const wanted = { network: "verifier", output: "score", dims: [2, 3] } as const;
    expect(() => answerOf({ score: { data: broken, dims: [2, 3] } }, wanted)).toThrow(
      expect.objectContaining({ code: "INVALID_MODEL", details: { field: "manifest.networks.verifier", value } }),
    );
  });
});
