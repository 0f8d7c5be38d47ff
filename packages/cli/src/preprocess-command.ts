import { basename, join } from "node:path";
import { assertSamePlace, orientation, spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { NiftiImage } from "@cmb/io";
import { type SaveNiftiOptions, saveFile, saveNifti } from "@cmb/io/node";
import { type Recipe, type RecipeResult, type RegionModel, regionModelFromMask, runRecipe } from "@cmb/preprocess";
import { assertWritableFolder } from "./assert-writable-folder.js";
import type { CommandContext } from "./command-context.js";
import type { ExitCode } from "./exit-code.js";
import { loadRecipe } from "./load-recipe.js";
import { loadScan, scanName } from "./load-scan.js";
import { parseCommand, usageError, wholeNumber } from "./parse-command.js";
import { createProgressBar, type ProgressBar } from "./progress-bar.js";
import { INTENT_LABEL, labelType, spaceCodeOf } from "./write-report.js";
import { type TogetherFile, writeTogether } from "./write-together.js";

/** The help of `cmb preprocess`. */
export const PREPROCESS_HELP = `Examples
  cmb preprocess scan.nii.gz                           what detection networks are shown
  cmb preprocess scan.nii.gz --recipe upstream-2024 --mask brain.nii.gz --out prepared
                                                       the published pipeline
  cmb preprocess scan.nii.gz --recipe own.json --labels lesions.nii.gz --out prepared
                                                       your recipe; labels go along
  cmb preprocess scan.nii.gz --json                    what each step found, no files

Usage: cmb preprocess SCAN [options]
  Prepares a NIfTI scan by a recipe: orientation, grid, brain mask, intensities, lesion labels.

  --recipe RECIPE   default (unless given), upstream-2024, upstream-2024-model,
                    upstream-2024-mended, or a JSON file (docs/how-to/write-a-recipe.md)
  --out DIR         where <name>_prep.nii.gz, <name>_prep-labels.nii.gz,
                    <name>_prep-brain.nii.gz and <name>_prep.json go; made if it is not
                    there; the current folder unless given. Files of these names are replaced.
  --mask FILE       the brain on the grid of SCAN, such as SynthStrip's mask, in place of
                    the mask that the recipe would make
  --labels FILE     lesions on the grid of SCAN, 0 where there is none
  --json            the provenance on stdout. No files unless --out is given.
  --volume N        which volume of a 4-D SCAN, from 0
  --quiet           no progress and no messages; errors only

Exit codes: 0 done; 1 not written, or unexpected; 2 usage, or a recipe that is none; 65 bad
data; 66 a file is not there; 130 interrupted.
`;

const OPTIONS = {
  recipe: { type: "string" },
  out: { type: "string" },
  mask: { type: "string" },
  labels: { type: "string" },
  json: { type: "boolean" },
  volume: { type: "string" },
  quiet: { type: "boolean" },
} as const;

/**
 * `cmb preprocess`: a scan by a recipe, with the files of what came out.
 *
 * @throws CmbError for usage, for a recipe that is none, for what cannot be read, prepared or written; the signal's
 * reason when aborted
 */
export async function preprocessCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("preprocess", argv, OPTIONS);
  const [scan, second] = positionals;
  if (scan === undefined || second !== undefined) {
    throw usageError("preprocess", `one scan is needed and ${positionals.length} were given`, { value: argv });
  }
  const volumeIndex = wholeNumber({ command: "preprocess", name: "volume" }, values.volume);
  const recipe = await loadRecipe("preprocess", values.recipe ?? "default");
  if (values.mask !== undefined) assertUsesMask(recipe);
  const folder = values.out ?? (values.json === true ? undefined : ".");
  if (folder !== undefined) await assertWritableFolder(folder);
  const bar = createProgressBar(context, values.quiet === true);
  try {
    const files = { scan, mask: values.mask, labels: values.labels };
    const prepared = await prepare(files, { recipe, volumeIndex, context, bar });
    const paths = folder === undefined ? [] : await writePrepared(prepared, { folder, scan, signal: context.signal });
    bar.clear();
    report(prepared, { context, scan, quiet: values.quiet === true });
    if (values.json === true) context.stdout.write(documentOf(prepared.result));
    else context.stdout.write(paths.map((path) => `${path}\n`).join(""));
    return 0;
  } finally {
    bar.clear();
  }
}

/** A mask that no step looks at would change nothing, and its giver would not know. */
function assertUsesMask(recipe: Recipe): void {
  if (recipe.steps.some((step) => step.step === "brainMask" && step.source !== "classical")) return;
  const why = `the recipe "${recipe.id}" has no brainMask step that takes a mask; leave --mask out`;
  throw usageError("preprocess", why, { name: "mask", value: recipe.id });
}

interface PreparedScan {
  readonly image: NiftiImage;
  readonly result: RecipeResult;
}

interface PrepareTools {
  readonly recipe: Recipe;
  readonly volumeIndex: number | undefined;
  readonly context: CommandContext;
  readonly bar: ProgressBar;
}

async function prepare(
  files: { readonly scan: string; readonly mask: string | undefined; readonly labels: string | undefined },
  { recipe, volumeIndex, context: { signal }, bar }: PrepareTools,
): Promise<PreparedScan> {
  const options = (path: string) => ({ signal, onProgress: bar.show.bind(undefined, basename(path)) });
  const image = await loadScan(files.scan, { ...options(files.scan), volumeIndex });
  const beside = async (path: string | undefined): Promise<Volume<VoxelArray> | undefined> => {
    if (path === undefined) return undefined;
    const { volume } = await loadScan(path, options(path));
    assertSamePlace(path, image.volume, volume);
    return { ...volume, affine: image.volume.affine };
  };
  const labels = await beside(files.labels);
  const mask = await beside(files.mask);
  const result = await runRecipe({ image: image.volume, labels }, recipe, {
    ...options(files.scan),
    regionModel: mask === undefined ? undefined : maskModel(mask, files.mask ?? ""),
  });
  return { image, result };
}

function maskModel(mask: Volume<VoxelArray>, path: string): RegionModel {
  return regionModelFromMask(mask, { id: basename(path) });
}

/** All files of a scan, or none. */
async function writePrepared(
  { image, result }: PreparedScan,
  { folder, scan, signal }: { readonly folder: string; readonly scan: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { header, affineSource } = image;
  const spaceCode = spaceCodeOf(affineSource === "sform" ? header.sformCode : header.qformCode);
  const stem = join(folder, `${scanName(scan)}_prep`);
  const label = { intentCode: INTENT_LABEL };
  const volumeFile = (path: string, volume: Volume<VoxelArray>, options: SaveNiftiOptions = {}): TogetherFile => ({
    path,
    write: (to) => saveNifti(volume, to, { spaceCode, signal, ...options }),
  });
  const { labels, brain } = result;
  const files = [
    volumeFile(`${stem}.nii.gz`, result.image),
    ...(labels === undefined
      ? []
      : [volumeFile(`${stem}-labels.nii.gz`, labels, { dataType: typeOfLabels(labels), metadata: label })]),
    ...(brain === undefined ? [] : [volumeFile(`${stem}-brain.nii.gz`, brain, { metadata: label })]),
    { path: `${stem}.json`, write: (to: string) => saveFile(documentOf(result), to, { signal }) },
  ];
  return writeTogether(folder, files, signal);
}

/** The smallest type that every viewer opens; that which they have where they are no whole numbers from 0. */
function typeOfLabels({ data }: Volume<VoxelArray>): SaveNiftiOptions["dataType"] {
  let most = 0;
  for (const label of data) {
    if (!Number.isInteger(label) || label < 0) return undefined;
    if (label > most) most = label;
  }
  return labelType(most);
}

/** The lesions as the recipe listed them, and as it left them, where it did. */
function documentOf({ provenance, listedLesions, lesions }: RecipeResult): string {
  return `${JSON.stringify({ ...provenance, listedLesions, lesions }, null, 2)}\n`;
}

function report(
  { image, result }: PreparedScan,
  { context, scan, quiet }: { readonly context: CommandContext; readonly scan: string; readonly quiet: boolean },
): void {
  if (quiet) return;
  for (const { message } of image.warnings) context.stderr.write(`cmb: warning: ${scan}: ${message}\n`);
  const { shape, affine } = result.image;
  const mm = spacing(affine).map((length) => Number(length.toFixed(3)));
  const lesions = result.lesions === undefined ? "" : `, ${result.lesions.length} lesions`;
  context.stderr.write(
    `${scan}: ${result.provenance.recipe.id}: ${shape.join(" × ")} voxels of ${mm.join(" × ")} mm, ${orientation(affine)}${lesions}\n`,
  );
}
