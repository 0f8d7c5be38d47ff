import { describe, expect, it } from "vitest";
import { namedProtocol, type ProtocolName } from "./named-protocol.js";

describe("namedProtocol", () => {
  it("has the headers of the cohorts", () => {
    const rss = namedProtocol("valdo-rss");
    expect([rss.encoding, rss.fieldStrengthT, rss.echoTimeMs, rss.repetitionTimeMs, rss.flipAngleDegrees]).toEqual([
      "3D",
      1.5,
      31,
      45,
      13,
    ]);
    expect(namedProtocol("aibl")).toMatchObject({ contrast: "SWI", spacingMm: [0.94, 0.94, 1.75], echoTimeMs: 20 });
    expect(namedProtocol("dou")).toMatchObject({ spacingMm: [0.45, 0.45, 1], acquiredSpacingMm: [0.9, 0.9, 2] });
    expect(namedProtocol("dou")).toMatchObject({ echoTimeMs: 24, repetitionTimeMs: 17, echoShifted: true });
  });

  it("refuses a name that there is not", () => {
    const unknown = "valdo" as ProtocolName;
    expect(() => namedProtocol(unknown)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
