import { axisAligned, createDatasetBuilder, drawScan, padded } from "./dataset-builder.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";

const SHAPE = [60, 60, 20] as const;
const SCAN = { shape: SHAPE, affine: axisAligned("LAS", SHAPE, [0.9, 0.9, 3]), outside: "head" } as const;

/**
 * Whole heads with thick slices. The first label holds up to two microbleeds, the second one, the third is a mimic.
 */
export async function generateCerebriu(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("cerebriu", plan);
  for (let n = 0; n < plan.patients; n++) {
    const rng = builder.rngOf(n);
    const study = `study${padded(n + 1, 3)}`;
    const series = n % 2 === 0 ? "SWI_1" : "T2S_2";
    const scan = drawScan(rng, SCAN, 4);
    const values = [1, 1, 2, 5].slice(0, scan.balls.length);
    const imagePath = `${study}/images/${series}/${series}.nii.gz`;
    await builder.addScan(imagePath, scan);
    await builder.addLabels(`${study}/segmentations/${series}.nii.gz`, scan, values);
    builder.addFile(`${study}/tasks.json`, JSON.stringify(tasks(study, series), null, 2));
    const bleeds = scan.balls.filter((_, ball) => values[ball] !== 5);
    builder.addSeries({ id: study, patientUid: study, imagePath }, bleeds);
  }
  return builder.finish();
}

function tasks(name: string, series: string): unknown {
  const bleed = { Uncertain: false, "<5mm": true, Location: "Thalamus" };
  const segmentMap = {
    "1": { category: "CMB", attributes: { ...bleed, Multiple: true, Cause: "CAA" } },
    "2": { category: "CMB", attributes: { ...bleed, Multiple: false } },
    "5": { category: "Mimics", attributes: {} },
  };
  return [{ name, series: [{ name: series, segmentMap }], classification: { attributes: { Include: "yes" } } }];
}

/** Whole heads without microbleeds; every second study has both sequences, of which SWI counts. */
export async function generateCerebriuNegative(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("cerebriu-neg", plan);
  for (let n = 0; n < plan.patients; n++) {
    const scan = drawScan(builder.rngOf(n), SCAN, 0);
    const study = `study${padded(n + 1, 3)}`;
    const sequences = n % 2 === 0 ? ["SWI", "T2S"] : ["T2S"];
    for (const sequence of sequences) await builder.addScan(`Data/${study}/${study}_${sequence}_1.nii.gz`, scan);
    const imagePath = `Data/${study}/${study}_${sequences[0]}_1.nii.gz`;
    builder.addSeries({ id: study, patientUid: study, imagePath }, []);
  }
  return builder.finish();
}
