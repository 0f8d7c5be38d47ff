import { isCmbError } from "@cmb/core";
import { getProtocol, listProtocols } from "@cmb/metrics";
import { describe, expect, it } from "vitest";
import { chooseProtocols, describeProtocols, PROTOCOL_OPTIONS } from "./protocol-options.js";

const only = (values: Parameters<typeof chooseProtocols>[0]) => {
  const [protocol] = chooseProtocols({ protocol: ["centroid-3mm"], ...values });
  if (protocol === undefined) throw new Error("one was chosen");
  return protocol;
};

function messageOf(values: Parameters<typeof chooseProtocols>[0]): string {
  try {
    chooseProtocols(values);
    return "";
  } catch (error) {
    return isCmbError(error, "INVALID_ARGUMENT") ? error.message : "another error";
  }
}

describe("chooseProtocols", () => {
  it("takes names by comma and repeated, each once", () => {
    const ids = chooseProtocols({ protocol: ["picai, panoptic", "picai"] }).map(({ id }) => id);
    expect(ids).toEqual(["picai", "panoptic"]);
  });
  it("gives the protocol itself where nothing was changed", () => {
    expect(only({})).toEqual(getProtocol("centroid-3mm"));
    expect(only({ "tolerance-mm": "3" }).id).toBe("centroid-3mm");
  });
  it.each([
    [{ "tolerance-mm": "5" }, { criterion: { by: "centreDistance", toleranceMm: 5 } }],
    [{ connectivity: "6" }, { connectivity: 6 }],
    [{ threshold: "0.3" }, { predictionForeground: { threshold: 0.3, includes: "above" } }],
    [{ "reference-threshold": "0.3" }, { referenceForeground: { threshold: 0.3 } }],
    [
      { "minimum-size-voxels": "4", "minimum-size-of": "prediction" },
      { minimumSizeVoxels: 4, minimumSizeOf: "prediction" },
    ],
    [{ strict: "true" }, { criterion: { strict: true, toleranceMm: 3 } }],
    [{ criterion: "iou", minimum: "0.2" }, { criterion: { by: "iou", minimum: 0.2, strict: false } }],
    [
      { criterion: "dilatedFootprint", "radius-mm": "2" },
      { criterion: { by: "dilatedFootprint", radiusMm: 2, minimumVoxels: 1 } },
    ],
    [{ criterion: "pointInMask" }, { criterion: { by: "pointInMask", point: "either", orWithinMm: null } }],
    [
      { assignment: "optimal", "duplicate-hits": "ignore" },
      { assignment: "optimal", duplicateHits: "ignore" },
    ],
    [
      { "empty-pair": "one", "averaged-scans": "nonEmpty" },
      { emptyPair: "one", averagedScans: "nonEmpty" },
    ],
    [{ rates: "0.5,1", "curve-reading": "step" }, { curve: { rates: [0.5, 1], reading: "step", points: "all" } }],
    [{ "classification-thresholds": "1, 4" }, { classificationThresholds: [1, 4] }],
  ] as const)("%o changes the parameters and takes the plain name away", (values, parameters) => {
    const protocol = only(values);
    expect(protocol.id).toBe("centroid-3mm*");
    expect(protocol.parameters).toMatchObject(parameters);
  });
  it("has an option for every parameter of a protocol", () => {
    const named = Object.keys(getProtocol("picai").parameters);
    const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const elsewhere = {
      referenceForeground: "reference-threshold",
      predictionForeground: "threshold",
      scoreCut: "threshold",
      curve: "rates",
    };
    const lacking = named.filter(
      (name) => !((elsewhere as Record<string, string>)[name] ?? kebab(name) in PROTOCOL_OPTIONS),
    );
    expect(lacking).toEqual([]);
  });
  it.each([
    [{}, "no protocol was given"],
    [{ protocol: ["nonsense"] }, "there is no protocol nonsense; the names are upstream-published"],
    [{ protocol: ["picai"], "tolerance-mm": "3" }, "picai matches by iou and has no tolerance in mm"],
    [{ protocol: ["picai"], "radius-mm": "3" }, "matches by iou has no radiusMm"],
    [{ protocol: ["picai"], connectivity: "7" }, '--connectivity is "7"'],
    [{ protocol: ["picai"], assignment: "best" }, '--assignment is "best", which is none of greedyByScore'],
    [{ protocol: ["picai"], criterion: "dice" }, "--criterion dice needs --minimum"],
    [{ protocol: ["picai"], rates: "1,x" }, '--rates is "x", and has to be a number'],
    [{ protocol: ["picai"], threshold: "much" }, '--threshold is "much"'],
  ] as const)("refuses %o", (values, message) => {
    expect(messageOf(values)).toContain(message);
  });
});

it("describeProtocols names every protocol with its source", () => {
  const text = describeProtocols();
  for (const { id, title, source } of listProtocols()) {
    expect(text).toContain(`${id} `);
    expect(text).toContain(title);
    expect(text).toContain(source);
  }
});
