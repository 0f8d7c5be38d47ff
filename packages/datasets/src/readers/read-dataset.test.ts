import { describe, expect, it } from "vitest";
import type { DatasetName } from "../dataset-subject.js";
import { failureOf, readAll } from "../testdata/read-all.js";

describe("readDataset", () => {
  it("refuses an unknown name and says which there are", async () => {
    expect(await failureOf(() => readAll("adni" as DatasetName, new Map()))).toMatch(
      /INVALID_ARGUMENT: .*"adni".*valdo, dou/,
    );
  });

  it("refuses an option that the dataset does not have", async () => {
    expect(await failureOf(() => readAll("dou", new Map(), { realMicrobleeds: "published" }))).toMatch(
      /INVALID_ARGUMENT: realMicrobleeds is an option of the dataset momeni-synth/,
    );
    expect(await failureOf(() => readAll("momeni-synth", new Map(), { clusterCut: "mm" }))).toMatch(/clusterCut/);
  });
});
