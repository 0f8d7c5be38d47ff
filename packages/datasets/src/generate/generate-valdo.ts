import { axisAligned, ballCount, createDatasetBuilder, drawScan } from "./dataset-builder.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";

/** Brains cut out, NaN around them, thick slices; a binary mask beside each image, and a T1 that is not to be read. */
export async function generateValdo(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("valdo", plan);
  const shape = [56, 56, 20] as const;
  const scanPlan = { shape, affine: axisAligned("LAS", shape, [1, 1, 3]), outside: Number.NaN };
  for (let n = 0; n < plan.patients; n++) {
    const number = `${(n % 3) + 1}${String(Math.floor(n / 3) + 1).padStart(2, "0")}`;
    const stem = `sub-${number}/sub-${number}_space-T2S`;
    const rng = builder.rngOf(n);
    const scan = drawScan(rng, scanPlan, ballCount(rng, n));
    const imagePath = `${stem}_desc-masked_T2S.nii.gz`;
    await builder.addScan(imagePath, scan, { dataType: "float32" });
    await builder.addLabels(`${stem}_CMB.nii.gz`, scan, [1, 1, 1, 1]);
    await builder.addScan(`${stem}_desc-masked_T1.nii.gz`, { ...scan, balls: [] }, { dataType: "float32" });
    builder.addSeries({ id: `sub-${number}`, patientUid: `${number}val`, imagePath }, scan.balls);
  }
  return builder.finish();
}
