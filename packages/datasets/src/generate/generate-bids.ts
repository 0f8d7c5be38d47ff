import { axisAligned, createDatasetBuilder, drawScan, padded } from "./dataset-builder.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";

const SHAPE = [64, 64, 36] as const;
const SCAN = { shape: SHAPE, affine: axisAligned("RAS", SHAPE, [0.9, 0.9, 1.5]), outside: "head" } as const;
const BIDS_VERSION = "1.10.0";

/**
 * Images of each kind in turn: T2\*-weighted with two sessions, susceptibility-weighted with a projection, and multi-echo
 * with magnitude and phase. Lesions are label images under `derivatives/`.
 */
export async function generateBids(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("bids", plan);
  const description = { Name: "Generated microbleeds", BIDSVersion: BIDS_VERSION, DatasetType: "raw" };
  builder.addFile("dataset_description.json", JSON.stringify(description));
  builder.addFile("T2starw.json", JSON.stringify({ EchoTime: 0.02, MagneticFieldStrength: 3 }));
  for (let n = 0; n < plan.patients; n++) {
    const subject = `sub-${padded(n + 1, 2)}`;
    for (const { folder, stem, suffixes, json } of imagesOf(n, subject)) {
      const scan = drawScan(builder.rngOf(n).at(stem), SCAN, n % 3 === 2 ? 0 : 2);
      const [first = ""] = suffixes;
      for (const suffix of suffixes) await builder.addScan(`${folder}/${stem}${suffix}.nii.gz`, scan);
      const sidecar = `${folder}/${stem}${first}.json`;
      if (json !== undefined) builder.addFile(sidecar, JSON.stringify(json));
      await builder.addLabels(`derivatives/readers/${folder}/${stem}_desc-cmb_dseg.nii.gz`, scan, [1, 2]);
      const imagePath = `${folder}/${stem}${first}.nii.gz`;
      builder.addSeries({ id: `${stem}${first}`, patientUid: subject, imagePath }, scan.balls);
    }
  }
  return builder.finish();
}

interface BidsImages {
  readonly folder: string;
  readonly stem: string;
  /** The first is the image that counts. */
  readonly suffixes: readonly string[];
  readonly json?: unknown;
}

function imagesOf(n: number, subject: string): readonly BidsImages[] {
  if (n % 3 === 0) {
    return ["ses-1", "ses-2"].map((session) => ({
      folder: `${subject}/${session}/anat`,
      stem: `${subject}_${session}`,
      suffixes: ["_T2starw"],
      ...(session === "ses-2" ? { json: { EchoTime: 0.0491, InstitutionName: "Elsewhere" } } : {}),
    }));
  }
  const folder = `${subject}/${n % 3 === 1 ? "swi" : "anat"}`;
  if (n % 3 === 1) {
    const json = { EchoTime: 0.024, MagneticFieldStrength: 1.5 };
    return [{ folder, stem: `${subject}_run-1`, suffixes: ["_swi", "_minIP"], json }];
  }
  const suffixes = ["_echo-1_part-mag_MEGRE", "_echo-1_part-phase_MEGRE"];
  return [{ folder, stem: subject, suffixes, json: { EchoTime: 0.0123 } }];
}
