import { affineFromSpacing, createVolume } from "@cmb/core";
import { getProtocol } from "@cmb/metrics";
import { lesionOutcomes, pictureKey } from "@cmb/metrics/report";
import { describe, expect, it } from "vitest";
import { createPictureCollector } from "./collect-pictures.js";

const image = createVolume(
  Float32Array.from({ length: 1000 }, (_, v) => v % 7),
  [10, 10, 10],
  affineFromSpacing([2, 2, 2]),
);

/** A scan with so many missed and so many false lesions. */
function outcomesOf(id: string, missed: number, falses: number): ReturnType<typeof lesionOutcomes> {
  const at = (n: number, y: number) => ({ centreMm: [n, y, 5] as const });
  const list = (count: number, y: number) => Array.from({ length: count }, (_, n) => at(n, y));
  return lesionOutcomes({ id, reference: list(missed, 0), prediction: list(falses, 15) }, getProtocol("centroid-3mm"));
}

describe("createPictureCollector", () => {
  it("takes two missed and two false lesions of a scan, with ids that no other picture has", async () => {
    const collector = createPictureCollector("p");
    await collector.offer(image, outcomesOf("a", 3, 1));
    await collector.offer(image, outcomesOf("b", 0, 3));
    const pictures = collector.pictures();
    const key = (caseId: string, side: "reference" | "prediction", number: number) =>
      pictureKey({ caseId, side, number });
    expect([...pictures.keys()].sort()).toEqual(
      [
        key("a", "reference", 1),
        key("a", "reference", 2),
        key("a", "prediction", 1),
        key("b", "prediction", 1),
        key("b", "prediction", 2),
      ].sort(),
    );
    const ids = [...pictures.values()].flatMap(({ markup }) =>
      [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("holds on to the ten scans with the most errors, and takes none without", async () => {
    const collector = createPictureCollector("p");
    await collector.offer(image, outcomesOf("none", 0, 0));
    for (let n = 1; n <= 12; n++) await collector.offer(image, outcomesOf(`s${n}`, n % 12, 0));
    const scans = new Set([...collector.pictures().keys()].map((key) => (JSON.parse(key) as [string])[0]));
    // s12 has no error, and of the eleven others s1 has the fewest.
    expect([...scans].sort()).toEqual(["s10", "s11", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"]);
  });
});
