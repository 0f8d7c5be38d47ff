import { isCmbError } from "@cmb/core";
import { parseRecipe } from "@cmb/preprocess";
import {
  type FieldCheck,
  invalidField,
  list,
  number,
  object,
  oneOf,
  pattern,
  perAxis,
  table,
  text,
  wholeNumber,
} from "./field-check.js";
import type { LesionChannel, LesionNetwork, ModelManifest, RegionClass, RegionNetwork } from "./model-manifest.js";
import { TILE_MULTIPLES } from "./tile-multiples.js";

const CLASSES = [
  "background",
  "csf",
  "ventricle",
  "cortex",
  "cerebral-white-matter",
  "basal-ganglia",
  "pallidum",
  "thalamus",
  "hippocampus-amygdala",
  "ventral-diencephalon",
  "brainstem",
  "cerebellar-cortex",
  "cerebellar-white-matter",
  "dural-sinus",
] as const satisfies readonly RegionClass[];
const CHANNELS = ["lesion", "centre", "mimic"] as const satisfies readonly LesionChannel[];

const WORD = text(200);
const PARAGRAPH = text(4000);
const probability = number(0, 1);
/** Beyond this the memory of one tile leaves every machine behind. */
const LARGEST_AXIS = 512;
const tileAxis = (multiple: number): FieldCheck => wholeNumber(multiple, LARGEST_AXIS, multiple);
const TILE_AXES = [tileAxis(TILE_MULTIPLES[0]), tileAxis(TILE_MULTIPLES[1]), tileAxis(TILE_MULTIPLES[2])] as const;

const weights = {
  file: pattern(/^[A-Za-z0-9][\w.-]*\.onnx$/, 'the name of a file beside the manifest, such as "lesions.onnx"'),
  sha256: pattern(/^[0-9a-f]{64}$/, "a SHA-256: 64 digits in hexadecimal, small letters"),
  bytes: wholeNumber(1, Number.MAX_SAFE_INTEGER),
};
const regions = object({
  ...weights,
  input: WORD,
  output: WORD,
  spacingMm: number(0.1, 10),
  shape: perAxis(wholeNumber(1, LARGEST_AXIS)),
  classes: list(oneOf(...CLASSES), { least: 2, most: CLASSES.length, distinct: true }),
});
const lesions = object({
  ...weights,
  input: WORD,
  output: WORD,
  channels: list(oneOf(...CHANNELS), { least: 1, most: CHANNELS.length, distinct: true }),
  tile: object(
    { shape: perAxis(...TILE_AXES), overlap: perAxis(wholeNumber(0, LARGEST_AXIS)) },
    { flexible: oneOf(true, false) },
  ),
});
const verifier = object({
  ...weights,
  input: WORD,
  score: WORD,
  mask: WORD,
  cube: perAxis(wholeNumber(1, LARGEST_AXIS)),
});

const manifest = object(
  {
    schemaVersion: oneOf(1),
    id: pattern(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'small letters, digits, "." and "-", at most 100'),
    version: WORD,
    description: PARAGRAPH,
    licence: WORD,
    intendedUse: PARAGRAPH,
    training: object({
      trainedOn: WORD,
      validatedOnPatients: oneOf(true, false),
      sources: list(PARAGRAPH, { least: 1, most: 100 }),
    }),
    networks: object({ lesions: list(lesions, { least: 1, most: 2 }) }, { regions, verifier }),
    candidates: object({
      leastProbability: probability,
      separationMm: number(0, 100),
      most: wholeNumber(1, 10_000),
      maskProbability: probability,
    }),
    thresholds: object({ sensitive: probability, balanced: probability, specific: probability }),
    definiteThreshold: probability,
  },
  {
    recipe: checkRecipe,
    calibration: object({ intercept: number(), coefficients: table(/^[A-Za-z][\w.-]*$/, number()) }),
  },
);

/**
 * The manifest of a model from JSON, checked: every field is there, is of its kind and within its limits, and there are
 * no others.
 *
 * @param value - what `JSON.parse` gave, or a manifest from code
 * @returns the same value, typed
 * @throws CmbError `INVALID_MODEL` that names the field, such as `manifest.networks.lesions[0].tile.shape[2]`, what it is
 * and what is wanted there
 * @since 0.1.0
 */
export function parseManifest(value: unknown): ModelManifest {
  manifest(value, "manifest");
  const model = value as ModelManifest;
  const { networks, thresholds } = model;
  if (networks.regions !== undefined) checkClasses(networks.regions);
  for (const [n, network] of networks.lesions.entries()) checkLesions(network, `manifest.networks.lesions[${n}]`);
  checkFiles(model);
  if (thresholds.sensitive > thresholds.balanced || thresholds.balanced > thresholds.specific) {
    throw invalidField("manifest.thresholds", thresholds, "sensitive at most balanced, balanced at most specific");
  }
  return model;
}

function checkClasses({ classes }: RegionNetwork): void {
  if (classes[0] !== "background") {
    throw invalidField("manifest.networks.regions.classes[0]", classes[0], '"background"');
  }
}

function checkLesions({ channels, tile }: LesionNetwork, path: string): void {
  if (!channels.includes("lesion")) throw invalidField(`${path}.channels`, channels, 'a list with "lesion"');
  for (const [axis, overlap] of tile.overlap.entries()) {
    const size = tile.shape[axis] as number;
    if (overlap >= size) throw invalidField(`${path}.tile.overlap[${axis}]`, overlap, `less than the tile's ${size}`);
  }
}

/** Two networks of one file would be one network, or one of two hashes would be wrong. */
function checkFiles({ networks }: ModelManifest): void {
  const first = networks.lesions[0].file;
  const others = [
    ["lesions[1]", networks.lesions[1]],
    ["regions", networks.regions],
    ["verifier", networks.verifier],
  ] as const;
  const taken = new Set([first]);
  for (const [name, network] of others) {
    if (network === undefined) continue;
    if (taken.has(network.file)) {
      throw invalidField(`manifest.networks.${name}.file`, network.file, "a file that no other network has");
    }
    taken.add(network.file);
  }
}

function checkRecipe(value: unknown, path: string): void {
  try {
    parseRecipe(value);
  } catch (error) {
    if (!isCmbError(error, "INVALID_ARGUMENT")) throw error;
    const wants = error.message.slice(error.message.indexOf("; wanted: ") + "; wanted: ".length);
    throw invalidField(path + error.details.name.slice("recipe".length), error.details.value, wants);
  }
}
