import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { getProtocol } from "./list-protocols.js";
import { overrideProtocol, type ProtocolOverrides } from "./override-protocol.js";

describe("overrideProtocol", () => {
  const protocol = getProtocol("centroid-3mm");
  it("takes the plain name away and lists the new parameters", () => {
    const changed = overrideProtocol(protocol, { toleranceMm: 5, connectivity: 6, threshold: 0.3 });
    expect(changed.id).toBe("centroid-3mm*");
    expect(changed.parameters).toMatchObject({
      connectivity: 6,
      predictionForeground: { threshold: 0.3, includes: "above" },
      criterion: { by: "centreDistance", toleranceMm: 5, strict: false },
    });
    expect(overrideProtocol(changed, { connectivity: 18 }).id).toBe("centroid-3mm*");
  });
  it("keeps the plain name where nothing changes", () => {
    expect(overrideProtocol(protocol, { toleranceMm: 3 })).toBe(protocol);
    expect(overrideProtocol(protocol, {})).toBe(protocol);
  });
  it("reaches the radius of a point hit and the minimum of a share", () => {
    expect(overrideProtocol(getProtocol("point-hit"), { toleranceMm: 3 }).parameters.criterion).toMatchObject({
      orWithinMm: 3,
    });
    expect(overrideProtocol(getProtocol("panoptic"), { minimum: 0.1 }).parameters.criterion).toMatchObject({
      minimum: 0.1,
    });
  });
  it("refuses what this criterion does not use rather than ignoring it", () => {
    expect(() => overrideProtocol(getProtocol("panoptic"), { toleranceMm: 3 })).toThrow("no tolerance in mm");
    expect(() => overrideProtocol(protocol, { minimum: 0.1 })).toThrow("no minimum share");
  });
  it("refuses a name that no parameter has, and numbers that are none", () => {
    const unknown = { tolerance: 3 } as unknown as ProtocolOverrides;
    expect(() => overrideProtocol(protocol, unknown)).toThrow("tolerance is no parameter of centroid-3mm");
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => overrideProtocol(protocol, { toleranceMm: value })).toThrow(
        expect.toSatisfy((error) => isCmbError(error, "OUT_OF_RANGE")),
      );
    }
  });
});
