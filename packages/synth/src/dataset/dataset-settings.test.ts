import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedProtocol } from "../acquisition/named-protocol.js";
import { parseDatasetSettings } from "./dataset-settings.js";

describe("parseDatasetSettings", () => {
  it("takes what it knows", () => {
    const settings = {
      preset: "gre-3d",
      microbleeds: { count: "head", medianRadiusMm: 0.8 },
      mimics: { calcification: 2 },
      sizeMm: 32,
      patchesPerHead: 4,
      headScale: 0.5,
      insertion: { microbleeds: 3, echoTimeMs: 25 },
    };
    expect(parseDatasetSettings(settings)).toEqual(settings);
    expect(parseDatasetSettings({ protocol: namedProtocol("dou") })).toEqual({ protocol: namedProtocol("dou") });
    expect(parseDatasetSettings({})).toEqual({});
  });

  it.each([
    [[], "an object"],
    ["swi", "an object"],
    [null, "an object"],
    [{ prset: "mixed" }, "prset is unknown; there are preset, protocol"],
    [{ preset: "swi" }, "give one of swi-3d"],
    [{ preset: "mixed", protocol: namedProtocol("dou") }, "give one of both"],
    [{ protocol: { ...namedProtocol("dou"), echoTimeMs: -1 } }, "echoTimeMs"],
    [{ microbleeds: { number: 3 } }, "microbleeds.number"],
    [{ microbleeds: 3 }, "microbleeds is 3; an object"],
    [{ microbleeds: { count: "many" } }, "microbleeds.count"],
    [{ microbleeds: { box: {} } }, "microbleeds.box"],
    [{ microbleeds: { susceptibilityPpm: [2, 0.1] } }, "microbleeds.susceptibilityPpm is [2, 0.1]"],
    [{ mimics: { microbleed: 3 } }, "mimics.microbleed"],
    [{ mimics: { calcification: -1 } }, "mimics.calcification is -1"],
    [{ sizeMm: "48" }, 'sizeMm is "48"; give a number'],
    [{ insertion: { count: 3 } }, "insertion.count"],
  ])("refuses %j", (value, message) => {
    expect(() => parseDatasetSettings(value)).toThrow(message);
  });

  describe("properties", () => {
    it("refuses every other key, with an error that names it", () => {
      fc.assert(
        fc.property(fc.string({ minLength: 1 }), (key) => {
          if (
            [
              "preset",
              "protocol",
              "microbleeds",
              "mimics",
              "sizeMm",
              "patchesPerHead",
              "headScale",
              "insertion",
            ].includes(key)
          )
            return;
          expect(() => parseDatasetSettings(JSON.parse(JSON.stringify({ [key]: 1 })))).toThrow(key);
        }),
      );
    });
  });
});
