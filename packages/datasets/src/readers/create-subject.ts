import { type CmbError, isCmbError, orientation, spacing } from "@cmb/core";
import type { NiftiInfo } from "@cmb/io";
import type { DatasetFolder } from "../dataset-folder.js";
import type {
  Annotation,
  Covariates,
  DatasetName,
  DatasetSubject,
  DatasetWarning,
  ReadDatasetOptions,
} from "../dataset-subject.js";

/** What an annotation is made from. */
export interface AnnotationContext {
  readonly folder: DatasetFolder;
  readonly imagePath: string;
  /** Of the image. */
  readonly info: NiftiInfo;
  readonly signal: AbortSignal | undefined;
}

/** What a grid can tell: sites of one study differ in their voxels. */
export type Acquisition = Pick<Covariates, "site" | "fieldStrengthT" | "echoTimeMs">;

/** A subject as a reader finds it. */
export interface SubjectPlan {
  readonly dataset: DatasetName;
  readonly id: string;
  readonly patientUid: string;
  /** The id unless given. */
  readonly stem?: string | undefined;
  readonly synthetic?: "sCMB" | "rsCMB" | undefined;
  readonly variant?: string | undefined;
  /** The path of the one image, or why there is none. */
  readonly image: string | CmbError;
  readonly covariates?: Partial<Omit<Covariates, "shape" | "spacingMm" | "orientation">> | undefined;
  /** What the grid tells about the acquisition, where it does. */
  readonly acquisitionOf?: ((info: NiftiInfo) => Acquisition) | undefined;
  readonly warnings?: readonly DatasetWarning[] | undefined;
  readonly annotate: (context: AnnotationContext) => Promise<Annotation>;
}

/**
 * The subject of a plan. Only the header of its image is read; a header that cannot be read is a warning here, and an
 * error when the image is loaded, so that one broken file stops no iteration.
 */
export async function createSubject(
  folder: DatasetFolder,
  plan: SubjectPlan,
  { signal }: ReadDatasetOptions,
): Promise<DatasetSubject> {
  signal?.throwIfAborted();
  const { image } = plan;
  const path = typeof image === "string" ? image : undefined;
  const { info, warning } = await readHeader(folder, path, signal);
  const known = { ...plan.covariates, ...(info && plan.acquisitionOf?.(info)) };
  const locate = (): string => {
    if (typeof image === "string") return image;
    throw image;
  };
  return {
    dataset: plan.dataset,
    id: plan.id,
    patientUid: plan.patientUid,
    series: { stem: plan.stem ?? plan.id, synthetic: plan.synthetic },
    variant: plan.variant,
    imagePath: path,
    covariates: {
      sequence: known.sequence,
      fieldStrengthT: known.fieldStrengthT,
      echoTimeMs: known.echoTimeMs,
      site: known.site,
      visit: known.visit,
      shape: info?.shape,
      spacingMm: info && spacing(info.affine),
      orientation: info && orientation(info.affine),
    },
    warnings: [...(plan.warnings ?? []), ...(warning === undefined ? [] : [warning])],
    loadImage: async (options = {}) => folder.loadImage(locate(), options),
    loadAnnotation: async (options = {}) => {
      const imagePath = locate();
      const own = info ?? (await folder.loadInfo(imagePath, options));
      return plan.annotate({ folder, imagePath, info: own, signal: options.signal });
    },
  };
}

async function readHeader(
  folder: DatasetFolder,
  path: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ readonly info?: NiftiInfo; readonly warning?: DatasetWarning }> {
  if (path === undefined) return {};
  try {
    return { info: await folder.loadInfo(path, { signal }) };
  } catch (error) {
    if (!isCmbError(error)) throw error;
    const message = `The header of ${path} cannot be read: ${error.code}: ${error.message}`;
    return { warning: { code: "HEADER_UNREADABLE", message } };
  }
}
