import { voxelToWorld } from "@cmb/core";
import type { DatasetSubject } from "../dataset-subject.js";
import { VERSION } from "../version.js";
import { type QcRow, tsv } from "./qc-table.js";
import type { StandardNames } from "./standard-names.js";
import type { StandardizePlan } from "./standardize-plan.js";
import type { StandardizedSubject } from "./standardize-subject.js";

/** A file that went in. */
export interface InputFile {
  readonly path: string;
  readonly sha256: string;
}

/** What goes into the metadata beside the result. */
export interface MetadataFacts {
  readonly names: StandardNames;
  readonly plan: StandardizePlan;
  readonly key: string;
  readonly inputs: readonly InputFile[];
  /** In the folder of brain masks. */
  readonly brainMask: InputFile | undefined;
  readonly row: QcRow;
}

/**
 * How a series came about, as JSON beside its image. `key` names inputs and parameters together: with the same key nothing
 * would change.
 */
export function subjectMetadata(
  subject: DatasetSubject,
  result: StandardizedSubject,
  { names, plan, key, inputs, brainMask, row }: MetadataFacts,
): Record<string, unknown> {
  const { covariates } = subject;
  const masked = plan.recipe.steps.some(({ step }) => step === "applyMask");
  return {
    schemaVersion: 1,
    key,
    dataset: subject.dataset,
    series: row.series,
    id: subject.id,
    patient: subject.patientUid,
    ...bidsFields(subject),
    SkullStripped: masked,
    ...placeFields(names),
    software: { name: "@cmb/datasets", version: VERSION },
    inputs,
    ...(brainMask === undefined ? {} : { brainMask }),
    reader: plan.reader,
    covariates,
    annotation: {
      kind: result.annotation.kind,
      lesions: result.reference?.count ?? null,
      notes: result.annotation.notes,
    },
    lesions: result.lesions,
    warnings: result.warnings,
    recipe: result.provenance,
    qc: row,
  };
}

/** Where a standardised image lies: at the place in the scanner that its raw image has, whatever its grid is. */
function placeFields({ raw }: StandardNames): Record<string, unknown> {
  return { SpatialReference: `bids:raw:${raw}`, Sources: [`bids:raw:${raw}`] };
}

/** What stands beside the label images and the brain mask; the reference is on the grid of the raw image. */
export function maskSidecars(names: StandardNames): Record<"referenceJson" | "labelsJson" | "brainJson", unknown> {
  const about = "a value for each microbleed, 0 elsewhere";
  return {
    referenceJson: { Description: `As the dataset says, ${about}`, Sources: [`bids:raw:${names.raw}`] },
    labelsJson: { Description: `By the recipe, ${about}`, ...placeFields(names) },
    brainJson: { Type: "Brain", ...placeFields(names) },
  };
}

/** The fields of a BIDS sidecar that are known; seconds, tesla. */
export function bidsFields({ dataset, covariates }: DatasetSubject): Record<string, unknown> {
  const { echoTimeMs, fieldStrengthT, site } = covariates;
  return {
    ...(echoTimeMs === undefined ? {} : { EchoTime: Number((echoTimeMs / 1000).toPrecision(12)) }),
    ...(fieldStrengthT === undefined ? {} : { MagneticFieldStrength: fieldStrengthT }),
    // Elsewhere the site is a city or a study.
    ...(site === undefined || dataset !== "bids" ? {} : { InstitutionName: site }),
  };
}

/** The lesions of the standard image, and of the annotation where it is centres, as a table. */
export function formatCentres({ annotation, image, lesions }: StandardizedSubject): string {
  const header = ["space", "lesion", "i", "j", "k", "x_mm", "y_mm", "z_mm", "size_voxels", "volume_mm3", "radius_mm"];
  const digits = (value: number): number => Number(value.toFixed(4));
  const native = annotation.kind !== "centres" ? [] : annotation.centres;
  return tsv([
    header,
    ...native.map((centre, n) => {
      return ["native", n + 1, ...centre, ...voxelToWorld(image.volume.affine, centre).map(digits), null, null, null];
    }),
    ...lesions.map(({ label, centreVoxel, centreMm, sizeVoxels, volumeMm3, radiusMm }) => {
      const place = [...centreVoxel, ...centreMm].map(digits);
      return ["standard", label, ...place, sizeVoxels, digits(volumeMm3), digits(radiusMm)];
    }),
  ]);
}
