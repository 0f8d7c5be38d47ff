import { describe, expect, it } from "vitest";
import { namedProtocol } from "../acquisition/named-protocol.js";
import { assertScanOptions } from "./assert-scan-options.js";

const protocol = namedProtocol("aibl");

describe("assertScanOptions", () => {
  it("takes options of patches and of heads", () => {
    const common = { seed: 1, index: 2, protocol, microbleeds: { count: 1 }, mimics: { lacune: 1 }, preset: undefined };
    expect(() => assertScanOptions("synthesizePatch", { ...common, centreMm: [0, 0, 0], sizeMm: 32 })).not.toThrow();
    expect(() => assertScanOptions("synthesizeHead", { seed: 1, preset: "mixed" })).not.toThrow();
  });

  it.each([
    ["sed", { sed: 1 }],
    ["sizeMm", { sizeMm: 48 }],
    ["mimics.calcifications", { mimics: { calcifications: 3 } }],
    ["microbleeds.number", { microbleeds: { number: 3 } }],
    ["microbleeds.count", { microbleeds: { count: "many" } }],
    ["preset", { preset: "typo" }],
    ["preset", { preset: "typo", protocol }],
    ["preset", { preset: "mixed", protocol }],
    ["echoTimeMS", { protocol: { ...protocol, echoTimeMS: 30 } }],
  ])("refuses %s of a head", (name, options) => {
    const error = expect.objectContaining({ code: "INVALID_ARGUMENT", details: expect.objectContaining({ name }) });
    expect(() => assertScanOptions("synthesizeHead", { seed: 1, ...options })).toThrow(error);
  });

  it.each([
    ["INVALID_ARGUMENT", [0, 0]],
    ["INVALID_ARGUMENT", "middle"],
    ["OUT_OF_RANGE", [Number.NaN, 0, 0]],
  ])("says %s of a patch whose middle is %j", (code, centreMm) => {
    const error = expect.objectContaining({ code, details: expect.objectContaining({ name: "centreMm" }) });
    expect(() => assertScanOptions("synthesizePatch", { seed: 1, centreMm })).toThrow(error);
  });
});
