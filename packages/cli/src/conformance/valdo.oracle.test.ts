import { join } from "node:path";
import type { Shape } from "@cmb/core";
import { caseForProtocol, getProtocol, overrideProtocol } from "@cmb/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Box,
  evaluate,
  type ImagePair,
  paintBoxes,
  readFixture,
  writeCases,
  writeFolders,
} from "../testdata/fixture-images.js";
import { temporaryFolder } from "../testdata/small-scans.js";

interface Expected {
  readonly thresholdMm: number;
  readonly nRef: number;
  readonly nSeg: number;
  readonly f1: number | null;
  readonly absoluteCountDifference: number;
  readonly meanDiceWhenOverlap: number | null;
  readonly absoluteVolumeDifference: number;
  readonly overallDsc: number | null;
  readonly numbTp: number;
  readonly numbFp: number;
  readonly numbFnAsReported: number;
  readonly classification: readonly { readonly seg: number; readonly category: "TP" | "FP" }[];
}
interface Fixture {
  readonly cases: readonly {
    readonly id: string;
    readonly shape: Shape;
    readonly pixdim: readonly [number, number, number];
    readonly connectivity: 1 | 3;
    readonly ref: readonly Box[];
    readonly seg: readonly Box[];
    readonly expected: readonly Expected[];
  }[];
}

const NEIGHBOURS = { 1: 6, 3: 26 } as const;
const { cases } = readFixture<Fixture>("peers/valdo-task2.json");

let folder = "";
let remove = async (): Promise<void> => {};
const inputs = new Map<string, readonly string[]>();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  for (const connectivity of [1, 3] as const) {
    const pairs = cases.filter((each) => each.connectivity === connectivity).map(pairOf);
    inputs.set(`folders ${connectivity}`, await writeFolders(join(folder, String(connectivity)), pairs));
    const protocol = overrideProtocol(getProtocol("valdo2021-code"), { connectivity: NEIGHBOURS[connectivity] });
    const lists = pairs.map(({ id, ...images }) => caseForProtocol(id, images, protocol));
    inputs.set(`cases ${connectivity}`, await writeCases(join(folder, String(connectivity)), lists));
  }
});
afterAll(() => remove());

function pairOf({ id, shape, pixdim, ref, seg }: Fixture["cases"][number]): ImagePair {
  return { id, reference: paintBoxes(shape, pixdim, ref), prediction: paintBoxes(shape, pixdim, seg) };
}

function wantedAt(connectivity: 1 | 3, mm: number): readonly { readonly id: string; readonly at: Expected }[] {
  return cases
    .filter((each) => each.connectivity === connectivity)
    .flatMap(({ id, expected }) => expected.filter(({ thresholdMm }) => thresholdMm === mm).map((at) => ({ id, at })));
}

const runs = (["folders", "cases"] as const)
  .flatMap((input) => ([1, 3] as const).flatMap((connectivity) => [1, 3, 5].map((mm) => ({ input, connectivity, mm }))))
  .filter(({ connectivity, mm }) => wantedAt(connectivity, mm).length > 0);

describe("cmb evaluate --protocol valdo2021-code beside the organisers' code", () => {
  it.each(runs)("$input, connectivity $connectivity, $mm mm", async ({ input, connectivity, mm }) => {
    const options = ["--connectivity", String(NEIGHBOURS[connectivity]), "--tolerance-mm", String(mm), "--explain"];
    const given = inputs.get(`${input} ${connectivity}`) ?? [];
    const [result] = await evaluate(...given, "--protocol", "valdo2021-code", ...options);
    expect(result?.protocol).toBe(connectivity === 1 && mm === 5 ? "valdo2021-code" : "valdo2021-code*");
    for (const { id, at } of wantedAt(connectivity, mm)) {
      const scored = result?.cases.find((each) => each.id === id);
      expect(scored).toMatchObject({
        referenceCount: at.nRef,
        predictionCount: at.nSeg,
        truePositives: at.numbTp,
        falsePositives: at.numbFp,
        falseNegativesAsReported: at.numbFnAsReported,
        absoluteCountDifference: at.absoluteCountDifference,
        // The fixture is rounded to ten decimals and voxel values pass through float32.
        f1: near(at.f1, 8),
        dice: near(at.meanDiceWhenOverlap, 8),
        absoluteVolumeDifferenceMm3: near(at.absoluteVolumeDifference, 4),
        overallDice: near(at.overallDsc, 6),
      });
      const outcomes = (scored?.lesions ?? []).filter(({ side }) => side === "prediction");
      expect(outcomes.map(({ outcome }) => (outcome === "matched" ? "TP" : "FP"))).toEqual(
        at.classification.map(({ category }) => category),
      );
    }
  });
});

function near(value: number | null, digits: number): unknown {
  return value === null ? null : expect.closeTo(value, digits);
}
