import { axisAligned, ballCount, createDatasetBuilder, drawScan, padded } from "./dataset-builder.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";

/** Whole heads in one of two folders; a mask in a third, with a label for each microbleed and gaps between the labels. */
export async function generateRodeja(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("rodeja", plan);
  const shape = [64, 64, 30] as const;
  const scanPlan = { shape, affine: axisAligned("RAS", shape, [0.9, 0.9, 1.5]), outside: "head" } as const;
  for (let n = 0; n < plan.patients; n++) {
    const rng = builder.rngOf(n);
    const scan = drawScan(rng, scanPlan, ballCount(rng, n));
    const id = padded(10 * n + 6, 5);
    const imagePath = `cmb_annotations/${n % 2 === 0 ? "cph_annotated" : "cph_annotated_mip"}/images/${id}.nii.gz`;
    await builder.addScan(imagePath, scan);
    await builder.addLabels(`cmb_annotations/Annotations/batch${n % 2}/${id}mask.nii`, scan, [2, 3, 7, 9]);
    builder.addSeries({ id, patientUid: id, imagePath }, scan.balls);
  }
  return builder.finish();
}
