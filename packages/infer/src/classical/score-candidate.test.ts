import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COEFFICIENTS } from "./coefficients.js";
import { scoreCandidate, scoreTerms } from "./score-candidate.js";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyFeatures = fc.record({
  contrast: number(0, 1),
  contrastToNoise: number(0, 300),
  diameterMm: number(0.1, 20),
  elongation: number(0, 1),
  lengthMm: number(0, 80),
  tubularity: number(0, 1),
  blobness: number(0, 2),
  softEdgeMm: number(0, 5),
  clutter: number(0, 1),
  edgeMm: number(0, 10),
  openShare: number(0, 1),
});

describe("scoreCandidate", () => {
  it("is the logistic function of the terms times their coefficients", () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const terms = Object.entries(scoreTerms(features));
        const logit = terms.reduce<number>(
          (sum, [name, value]) => sum + value * COEFFICIENTS[name as keyof typeof COEFFICIENTS],
          COEFFICIENTS.intercept,
        );
        expect(scoreCandidate(features)).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
      }),
    );
  });
});

describe("properties", () => {
  it("stays between 0 and 1", () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const score = scoreCandidate(features);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThan(1);
      }),
    );
  });

  it("rises with contrast and falls with tubularity", () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const plain = scoreCandidate({ ...features, contrast: 0.2, tubularity: 0.5 });
        expect(scoreCandidate({ ...features, contrast: 0.4, tubularity: 0.5 })).toBeGreaterThan(plain);
        expect(scoreCandidate({ ...features, contrast: 0.2, tubularity: 0.7 })).toBeLessThan(plain);
      }),
    );
  });
});
