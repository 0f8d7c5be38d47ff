import { describe, expect, it } from "vitest";
import { generateDataset } from "../generate/generate-dataset.js";
import { DATASET_NAMES } from "../readers/read-dataset.js";
import { expectLesionsKept } from "../testdata/lesions-kept.js";
import { testFolder } from "../testdata/on-disk.js";
import type { QcRow } from "./qc-table.js";
import { standardizeDataset } from "./standardize-dataset.node.js";

describe.each(DATASET_NAMES)("standardizeDataset of %s", (dataset) => {
  it.each(["upstream-2024-mended", "upstream-2024"] as const)("keeps every lesion by %s", async (recipe) => {
    const generated = await generateDataset(dataset, { seed: 7, patients: 3 });
    const { input, output, remove } = await testFolder(generated.files);
    try {
      const rows: QcRow[] = [];
      for await (const { row } of standardizeDataset({ dataset, recipe, input, output })) rows.push(row);
      await expectLesionsKept(generated, { rows, output });
    } finally {
      await remove();
    }
  });

  it("finds radii of half to twice what was drawn, in millimetres", async () => {
    const generated = await generateDataset(dataset, { seed: 8, patients: 3 });
    const { input, output, remove } = await testFolder(generated.files);
    try {
      for await (const { row, place } of standardizeDataset({ dataset, input, output })) {
        const radii = [...(generated.series[place]?.radiiMm ?? [])].sort((a, b) => a - b);
        const median = radii[Math.floor((radii.length - 1) / 2)];
        if (median === undefined) continue;
        expect(row.medianRadiusMm).toBeGreaterThan(0.5 * median);
        expect(row.medianRadiusMm).toBeLessThan(2 * median);
      }
    } finally {
      await remove();
    }
  });
});
