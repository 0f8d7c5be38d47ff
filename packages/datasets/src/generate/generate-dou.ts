import { axisAligned, createDatasetBuilder, drawScan, oneBased, padded } from "./dataset-builder.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";
import { writeMat } from "./write-mat.js";

/** Whole heads, all with microbleeds; centres in a MAT file, counted from 1. */
export async function generateDou(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("dou", plan);
  const shape = [64, 64, 44] as const;
  for (let n = 0; n < plan.patients; n++) {
    const rng = builder.rngOf(n);
    // Most of the real ones are LPS, some RAS.
    const affine = axisAligned(n % 3 === 1 ? "RAS" : "LPS", shape, [0.9, 0.9, 1]);
    const scan = drawScan(rng, { shape, affine, outside: "head" }, rng.at("count").integer(1, 4));
    const id = padded(n + 1, 2);
    await builder.addScan(`nii/${id}.nii`, scan);
    builder.addFile(`ground_truth/${id}.mat`, writeMat("cen", oneBased(scan.balls)));
    builder.addSeries({ id, patientUid: id, imagePath: `nii/${id}.nii` }, scan.balls);
  }
  return builder.finish();
}
