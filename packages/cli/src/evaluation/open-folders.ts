import { join } from "node:path";
import { assertSameGrid, CmbError, createVolume, type Volume, type VoxelArray } from "@cmb/core";
import {
  type CaseForProtocolOptions,
  caseForProtocol,
  caseFromInstances,
  type EvaluationCase,
  type ImageWarning,
  imageWarnings,
  labelLesions,
  lesionsFromInstances,
  type Protocol,
} from "@cmb/metrics";
import { detectedScores, isDetectedMask } from "./detected-scores.js";
import { type GridSpace, type ListedFiles, listNifti } from "./list-nifti.js";
import { type CovariateTable, loadCovariates } from "./load-covariates.js";
import { loadMask } from "./load-mask.js";
import { type FileTuple, fileOfScan, pairFiles, scanKey } from "./pair-files.js";
import { caseError, type ScanSource, type ScoredScan } from "./scored-scan.js";
import { systemNames } from "./system-names.js";
import { withScores } from "./with-scores.js";

/** What a float32 header loses over 512 voxels, as the library allows between masks. */
const AFFINE_MM = 1e-2;

/** What happens to a scan that one of the folders lacks. */
export type MissingFiles = "error" | "empty" | "skip";

/** Folders, or single files, whose masks are scored. */
export interface FolderOptions {
  readonly reference: string;
  /** One for each system. */
  readonly predictions: readonly string[];
  readonly images: string | undefined;
  readonly regions: string | undefined;
  readonly locationNames: "bombs" | "zone" | undefined;
  /** Where surfaces are measured too: the tolerance of their Dice. */
  readonly surfaceToleranceMm: number | undefined;
  readonly covariates: string | undefined;
  readonly missing: MissingFiles;
  /** Which grid of a standardised dataset. */
  readonly space: GridSpace;
  /** Whether every value of a mask is a lesion of its own; otherwise lesions are connected components. */
  readonly instances: boolean;
  readonly signal: AbortSignal;
}

/**
 * The scans of a folder of references and of one or more folders of predictions.
 *
 * Only names are read here; each scan's images are read when it is its turn.
 *
 * @throws CmbError `FILE_NOT_READABLE` for a folder or a scan that is missing; `INVALID_CASE` for names that do not tell
 * scans apart
 */
export async function openFolders(options: FolderOptions): Promise<ScanSource> {
  const { reference, predictions, images, regions, covariates, space } = options;
  const masks = await Promise.all([reference, ...predictions].map((path) => listNifti(path, "masks", space)));
  const others = await Promise.all([
    images && listNifti(images, "images", space),
    regions && listNifti(regions, "regions", space),
  ]);
  const isSingle = masks.every(({ isFile }) => isFile);
  const pairs = isSingle ? [singleScan(masks.map(({ files }) => files[0]))] : pairFiles(masks);
  const tuples = pairs.map((pair) => withOthers(pair, others));
  const given = [reference, ...predictions, images, regions];
  const { kept, notes } = applyMissing(tuples, { folders: given, missing: options.missing });
  const table = covariates === undefined ? undefined : await loadCovariates(covariates);
  const paths = [...masks, ...others].map((found) => (found ? found.folder : ""));
  const unused = table?.unused(kept.map(({ id }) => id)) ?? [];
  return {
    systems: systemNames(predictions),
    hasListedScores: kept.some(({ files }) => files.slice(1, predictions.length + 1).some(isDetectedMask)),
    scanCount: kept.length,
    groupings: {
      covariates: table?.values ?? new Map(),
      hasLocations: regions !== undefined,
      features: new Set(["diameterMm"]),
      isMeasured: true,
    },
    notes: [
      ...notes,
      ...(unused.length > 0
        ? [`${covariates}: no scan for ${unused.length} rows, ${unused.slice(0, 3).join(", ")}`]
        : []),
    ],
    scans: async function* () {
      for (const tuple of kept) yield await readScan(tuple, { paths, table, options });
    },
  };
}

function singleScan(files: readonly (string | undefined)[]): FileTuple {
  return { id: scanKey(files[0] ?? ""), files };
}

/** The tuple with the image and the region map of its scan; a single file of them is of the single scan. */
function withOthers(pair: FileTuple, others: readonly (ListedFiles | "" | undefined)[]): FileTuple {
  const found = others.map((other) => {
    if (!other) return undefined;
    return other.isFile ? other.files[0] : fileOfScan(pair, other);
  });
  return { id: pair.id, files: [...pair.files, ...found] };
}

function applyMissing(
  tuples: readonly FileTuple[],
  { folders, missing }: { readonly folders: readonly (string | undefined)[]; readonly missing: MissingFiles },
): { readonly kept: readonly FileTuple[]; readonly notes: readonly string[] } {
  const lacks = tuples.flatMap(({ id, files }) =>
    folders.flatMap((folder, n) => (folder !== undefined && files[n] === undefined ? [{ id, folder }] : [])),
  );
  const [first] = lacks;
  if (first === undefined) return { kept: tuples, notes: [] };
  const ids = new Set(lacks.map(({ id }) => id));
  const which = lacks.slice(0, 3).map(({ id, folder }) => `${id} in ${folder}`);
  const what = `${ids.size} of ${tuples.length} scans lack a file: ${which.join(", ")}${lacks.length > 3 ? ", …" : ""}`;
  if (missing === "error") {
    const message = `${what}; add the files, or choose with --missing whether such scans count as empty or are skipped`;
    throw new CmbError("FILE_NOT_READABLE", message, { path: join(first.folder, first.id) });
  }
  if (missing === "empty") return { kept: tuples, notes: [`${what}; counted as without lesions`] };
  return { kept: tuples.filter(({ id }) => !ids.has(id)), notes: [`${what}; skipped`] };
}

interface ReadTools {
  /** Of reference, predictions, images, regions, in this order. */
  readonly paths: readonly string[];
  readonly table: CovariateTable | undefined;
  readonly options: FolderOptions;
}

type Image = Volume<VoxelArray>;

async function readScan({ id, files }: FileTuple, { paths, table, options }: ReadTools): Promise<ScoredScan> {
  const { signal } = options;
  const load = async (n: number): Promise<Image | undefined> => {
    const [folder, file] = [paths[n], files[n]];
    if (folder === undefined || file === undefined) return undefined;
    return loadMask(join(folder, file), { signal });
  };
  const systems = options.predictions.length;
  const loaded: (Image | undefined)[] = [];
  for (let n = 0; n < files.length; n++) loaded.push(await load(n));
  const [reference, ...rest] = withEmptyMasks(loaded.slice(0, systems + 1));
  const scores = await Promise.all(
    files.slice(1, systems + 1).map((file, n) => detectedScores(join(paths[n + 1] ?? "", file ?? ""))),
  );
  const [image, anatomy] = loaded.slice(systems + 1);
  for (const other of [image, anatomy]) if (other && reference) assertOneGrid(id, other, reference);
  const { locationNames, surfaceToleranceMm } = options;
  const about = table?.of(id);
  const patient = about?.patient ?? /^sub-[^_]+/.exec(id)?.[0];
  const caseOptions: CaseForProtocolOptions = {
    ...(about && { covariates: about.covariates }),
    patient,
    surfaceToleranceMm,
    ...((image || anatomy) && { measure: { image, anatomy, locationNames } }),
  };
  const known = new Map<string, EvaluationCase>();
  const casesFor = (protocol: Protocol): readonly EvaluationCase[] =>
    rest.map((prediction, system) => {
      const key = `${system} ${labellingOf(protocol)}`;
      const images = { reference: reference ?? prediction, prediction };
      const made =
        known.get(key) ??
        makeCase(id, protocol, {
          images,
          caseOptions,
          scores: scores[system],
          instances: options.instances,
        });
      known.set(key, made);
      return made;
    });
  return {
    id,
    image,
    casesFor,
    warningsFor: (protocol) =>
      casesFor(protocol).flatMap((made, system) => {
        const images = { reference, prediction: rest[system] };
        return oddities(made, images, options.instances ? null : protocol);
      }),
  };
}

/** What is odd about the images of a case; without a protocol each of their values is a lesion. */
function oddities(
  made: EvaluationCase,
  images: { readonly reference: Image | undefined; readonly prediction: Image | undefined },
  protocol: Protocol | null,
): readonly ImageWarning[] {
  return (["reference", "prediction"] as const).flatMap((side) => {
    const image = images[side];
    const foreground = protocol?.parameters[`${side}Foreground`] ?? null;
    return image === undefined ? [] : imageWarnings(image, { side, foreground, lesions: made[side] });
  });
}

/** Protocols that label alike share their cases. */
function labellingOf({ parameters }: Protocol): string {
  const { referenceForeground, predictionForeground, connectivity, criterion } = parameters;
  const radiusMm = criterion.by === "dilatedFootprint" ? criterion.radiusMm : null;
  return JSON.stringify([referenceForeground, predictionForeground, connectivity, radiusMm]);
}

/** An empty mask on the grid of the others in place of each that is missing. */
function withEmptyMasks(images: readonly (Image | undefined)[]): readonly Image[] {
  const grid = images.find((image) => image !== undefined);
  if (grid === undefined) return [];
  return images.map((image) => image ?? createVolume(new Uint8Array(grid.data.length), grid.shape, grid.affine));
}

function assertOneGrid(id: string, image: Image, reference: Image): void {
  assertSameGrid(`case ${id}: the image beside the masks`, reference, image);
  const apart = reference.affine.findIndex((value, n) => Math.abs(value - (image.affine[n] as number)) > AFFINE_MM);
  if (apart === -1) return;
  const message = `case ${id}: the image beside the masks is not co-registered with them (affine entry ${apart} is ${image.affine[apart]} and not ${reference.affine[apart]}); resample it onto their grid first`;
  throw new CmbError("INVALID_CASE", message, { case: id, field: "affine", value: image.affine });
}

interface CaseParts {
  readonly images: { readonly reference: Image; readonly prediction: Image };
  readonly caseOptions: CaseForProtocolOptions;
  /** From the report beside the mask. */
  readonly scores: ReadonlyMap<number, number> | undefined;
  readonly instances: boolean;
}

function makeCase(
  id: string,
  protocol: Protocol,
  { images, caseOptions, scores, instances }: CaseParts,
): EvaluationCase {
  try {
    const made = instances
      ? caseFromInstances(id, images, caseOptions)
      : caseForProtocol(id, images, protocol, caseOptions);
    if (scores === undefined) return made;
    const { predictionForeground: foreground, connectivity } = protocol.parameters;
    const { prediction } = images;
    const labelled = instances
      ? lesionsFromInstances(prediction)
      : labelLesions(prediction, { foreground, connectivity });
    return {
      ...made,
      prediction: withScores(made.prediction, labelled, { names: prediction, byName: scores }),
    };
  } catch (error) {
    throw caseError(id, error);
  }
}
