import { join } from "node:path";
import { nearestVoxel, voxelToWorld } from "@cmb/core";
import { expect } from "vitest";
import { byCodePoint } from "../by-code-point.js";
import type { GeneratedDataset } from "../generate/generated-dataset.js";
import { openFolder } from "../open-folder.node.js";
import { readBids } from "../readers/read-bids.js";
import type { QcRow } from "../standardize/qc-table.js";

/** Every lesion that was put in is in the result at its place, and the result is a BIDS dataset with the same lesions. */
export async function expectLesionsKept(
  { series }: GeneratedDataset,
  { rows, output }: { readonly rows: readonly QcRow[]; readonly output: string },
): Promise<void> {
  expect(rows.map(({ status }) => status)).toEqual(series.map(() => "completed"));
  expect(rows.map(({ lesionsAfter }) => lesionsAfter)).toEqual(series.map(({ centres }) => centres.length));
  // Files are listed by patient; MOMENI's reader gives those with microbleeds first.
  const listed = [...rows].sort((a, b) => byCodePoint(`${a.patient} ${a.id}`, `${b.patient} ${b.id}`));
  const derived = await openFolder(join(output, "derivatives/cmb"));
  const found: string[] = [];
  for await (const subject of readBids(await openFolder(output))) {
    const row = listed[found.length];
    const { volume: image } = await subject.loadImage();
    const { volume: labels } = await derived.loadImage(standardLabels(subject.imagePath));
    expect(labels.affine.filter((value) => Math.abs(value) === 0.5)).toEqual([0.5, 0.5, 0.5]);
    const annotation = await subject.loadAnnotation();
    expect(annotation.kind === "mask" ? annotation.count : -1).toBe(row?.lesionsBefore);
    for (const centre of series.find(({ id }) => id === row?.id)?.centres ?? []) {
      const [i, j, k] = nearestVoxel(labels.affine, voxelToWorld(image.affine, centre));
      expect(Number(labels.data[i + labels.shape[0] * (j + labels.shape[1] * k)])).toBeGreaterThan(0);
    }
    found.push(subject.id);
  }
  expect(found).toHaveLength(series.length);
}

function standardLabels(imagePath = ""): string {
  return imagePath.replace(/_(swi|T2starw|MEGRE)\.nii\.gz$/, "_space-standard_desc-cmb_dseg.nii.gz");
}
