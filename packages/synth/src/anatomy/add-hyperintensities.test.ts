import { createRng, isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { addHyperintensities } from "./add-hyperintensities.js";
import { generateAnatomy } from "./generate-anatomy.js";
import { tissueIndex } from "./tissue.js";

const head = generateAnatomy(1, { spacingMm: 4 });
const WHITE = tissueIndex("whiteMatter");
const HYPERINTENSE = tissueIndex("whiteMatterHyperintensity");

describe("addHyperintensities", () => {
  it("changes the wanted share of the white matter and nothing else", async () => {
    const anatomy = await head;
    const { tissues } = addHyperintensities(anatomy, { rng: createRng(1), share: 0.05 });
    const white = anatomy.tissues.data.filter((tissue) => tissue === WHITE).length;
    let [changed, others] = [0, 0];
    tissues.data.forEach((tissue, v) => {
      if (tissue === anatomy.tissues.data[v]) return;
      changed++;
      if (tissue !== HYPERINTENSE || anatomy.tissues.data[v] !== WHITE) others++;
    });
    expect(others).toBe(0);
    expect(changed / white).toBeCloseTo(0.05, 2);
  });

  it("begins at the ventricles and spares what is next to the cortex", async () => {
    const { tissues } = addHyperintensities(await head, { rng: createRng(1), share: 0.02 });
    const [ni, nj] = tissues.shape;
    const steps = [1, -1, ni, -ni, ni * nj, -ni * nj];
    const touching = (tissue: number, of: number): number => {
      let count = 0;
      tissues.data.forEach((value, v) => {
        if (value === of && steps.some((step) => tissues.data[v + step] === tissue)) count++;
      });
      return count / tissues.data.filter((value) => value === of).length;
    };
    const ventricle = tissueIndex("ventricle");
    expect(touching(ventricle, HYPERINTENSE)).toBeGreaterThan(5 * touching(ventricle, WHITE));
    expect(touching(tissueIndex("cortex"), HYPERINTENSE)).toBeLessThan(0.75 * touching(tissueIndex("cortex"), WHITE));
  });

  it("holds all of a smaller share in a greater one", async () => {
    const little = addHyperintensities(await head, { rng: createRng(4), share: 0.01 }).tissues.data;
    const much = addHyperintensities(await head, { rng: createRng(4), share: 0.08 }).tissues.data;
    expect(little.every((tissue, v) => tissue !== HYPERINTENSE || much[v] === HYPERINTENSE)).toBe(true);
  });

  it("leaves the anatomy as it is for a share of 0", async () => {
    const anatomy = await head;
    const same = addHyperintensities(anatomy, { rng: createRng(1), share: 0 });
    expect(same.tissues.data.every((tissue, v) => tissue === anatomy.tissues.data[v])).toBe(true);
    expect(same.tissues.data === anatomy.tissues.data).toBe(false);
  });

  it.each([-0.1, 0.5, Number.NaN])("refuses a share of %s", async (share) => {
    const anatomy = await head;
    let caught: unknown;
    try {
      addHyperintensities(anatomy, { rng: createRng(1), share });
    } catch (error) {
      caught = error;
    }
    expect(isCmbError(caught, "OUT_OF_RANGE")).toBe(true);
  });
});
