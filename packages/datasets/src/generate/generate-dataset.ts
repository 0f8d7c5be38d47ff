import { CmbError } from "@cmb/core";
import type { DatasetName } from "../dataset-subject.js";
import { generateBids } from "./generate-bids.js";
import { generateCerebriu, generateCerebriuNegative } from "./generate-cerebriu.js";
import { generateDou } from "./generate-dou.js";
import { generateMomeni, generateMomeniSynth } from "./generate-momeni.js";
import { generateRodeja } from "./generate-rodeja.js";
import { generateValdo } from "./generate-valdo.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";

/** What {@link generateDataset} takes. @since 0.1.0 */
export interface GenerateDatasetOptions {
  /** A whole number from 0; 1 unless given. The same seed gives the same bytes. */
  readonly seed?: number | undefined;
  /** How many patients, from 1 to 1000; 3 unless given. MOMENI and BIDS patients can have two visits. */
  readonly patients?: number | undefined;
}

const GENERATORS: Readonly<Record<DatasetName, (plan: GeneratePlan) => Promise<GeneratedDataset>>> = {
  valdo: generateValdo,
  dou: generateDou,
  momeni: generateMomeni,
  "momeni-synth": generateMomeniSynth,
  rodeja: generateRodeja,
  cerebriu: generateCerebriu,
  "cerebriu-neg": generateCerebriuNegative,
  bids: generateBids,
};

const MAX_PATIENTS = 1000;

/**
 * A small folder laid out exactly as a dataset is, with content of its own: smooth brains with dark balls. For tests of
 * readers and of what follows them, and to try a command without having the dataset. It says nothing about patients.
 *
 * @param name - whose layout
 * @param options - see {@link GenerateDatasetOptions}
 * @returns the files and what is in them
 * @throws CmbError `INVALID_ARGUMENT` for an unknown name; `OUT_OF_RANGE` for a seed or number of patients out of range
 * @since 0.1.0
 */
export async function generateDataset(
  name: DatasetName,
  options: GenerateDatasetOptions = {},
): Promise<GeneratedDataset> {
  const { seed = 1, patients = 3 } = options;
  const generate = GENERATORS[name] as (typeof GENERATORS)[DatasetName] | undefined;
  if (generate === undefined) {
    const message = `There is no dataset "${name}"; there are ${Object.keys(GENERATORS).join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "dataset", value: name });
  }
  if (!Number.isInteger(patients) || patients < 1 || patients > MAX_PATIENTS) {
    const message = `generateDataset: patients is ${patients}; give a whole number from 1 to ${MAX_PATIENTS}`;
    throw new CmbError("OUT_OF_RANGE", message, {
      name: "patients",
      value: patients,
      minimum: 1,
      maximum: MAX_PATIENTS,
    });
  }
  return generate({ seed, patients });
}
