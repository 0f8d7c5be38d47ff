import { describe, expect, it } from "vitest";
import { LESIONS, smallHead } from "../testdata/small-head.js";
import { openLearnedModel } from "./open-learned-model.js";
import { openTestModel } from "./testdata/test-model.js";

describe("openLearnedModel", () => {
  it("explores", async () => {
    const model = openLearnedModel(await openTestModel());
    const volume = smallHead(2);
    const t = performance.now();
    const out = await model.findCandidates(volume, {});
    console.log(performance.now() - t, out.timingsMs, out.warnings, LESIONS);
    for (const c of out.candidates) console.log(c.score.toFixed(3), c.region.centroidMm.map((x) => x.toFixed(1)).join(), c.region.volumeMm3, c.contrast.toFixed(2), c.place, c.rejection, JSON.stringify(c.features));
    const counts: Record<string, number> = {};
    for (const v of out.regions?.data ?? []) counts[v] = (counts[v] ?? 0) + 1;
    console.log(counts);
    await model.close();
    expect(1).toBe(1);
  });
});
