import { CmbError, type Rng, type Volume, type VoxelArray, type VoxelIndex } from "@cmb/core";
import type { Box } from "@cmb/preprocess";
import { freesurferTissues } from "../anatomy/labels/freesurfer-tissues.js";
import { type Tissue, tissueIndex, tissueSignals } from "../anatomy/tissue.js";
import type { RegionParameters, SynthesizeRegionsOptions } from "./region-options.js";

/** Labels that a map holds, in ascending order; 0, which surrounds every map, is always among them. @internal */
export interface LabelTable {
  readonly labels: readonly number[];
  /** Index of each label into `labels`, by label. */
  readonly indexOf: Uint16Array;
}

const LARGEST_LABEL = 65535;

/**
 * The labels of a map, and the box of those that are not 0.
 *
 * @throws CmbError `OUT_OF_RANGE` when a value is not a whole number from 0 to 65535, `EMPTY_VOLUME` when all are 0
 * @internal
 */
export function tabulateLabels({ data, shape }: Volume<VoxelArray>): LabelTable & { readonly box: Box } {
  const seen = new Uint8Array(LARGEST_LABEL + 1);
  seen[0] = 1;
  const [ni, nj, nk] = shape;
  const low = [ni, nj, nk];
  const high = [0, 0, 0];
  for (let k = 0, v = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      let first = ni;
      let last = -1;
      for (let i = 0; i < ni; i++, v++) {
        const label = data[v] as number;
        if (label === 0) continue;
        // A typed array ignores what is no index; the whole part tells a label from other numbers.
        if (label >>> 0 !== label || label > LARGEST_LABEL) refuseLabel(label, v);
        seen[label] = 1;
        if (i < first) first = i;
        last = i;
      }
      if (last < 0) continue;
      for (const [axis, from, to] of [
        [0, first, last],
        [1, j, j],
        [2, k, k],
      ] as const) {
        low[axis] = Math.min(low[axis] as number, from);
        high[axis] = Math.max(high[axis] as number, to + 1);
      }
    }
  }
  if (high[0] === 0) {
    const message = "synthesizeRegions: all labels are 0; give a map with at least one other label";
    throw new CmbError("EMPTY_VOLUME", message, { shape });
  }
  const labels = [...seen.keys()].filter((label) => seen[label] === 1);
  const indexOf = new Uint16Array(LARGEST_LABEL + 1);
  for (const [n, label] of labels.entries()) indexOf[label] = n;
  const [from, to] = [low, high] as [number[], number[]] as unknown as [VoxelIndex, VoxelIndex];
  return { labels, indexOf, box: { from, to } };
}

function refuseLabel(value: number, v: number): never {
  const message = `synthesizeRegions: voxel ${v} has the label ${value}; give whole numbers from 0 to ${LARGEST_LABEL}`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "label", value, minimum: 0, maximum: LARGEST_LABEL });
}

/** Mean and standard deviation of each label, in the order of the table. @internal */
export interface LabelIntensities {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** The tissue of every label; `undefined` where a label has none. @internal */
export function tissuesOf(
  { labels }: LabelTable,
  { tissues }: SynthesizeRegionsOptions,
): readonly (Tissue | undefined)[] {
  const known =
    tissues === undefined
      ? freesurferTissues()
      : new Map(Object.entries(tissues).map(([n, tissue]) => [Number(n), tissue]));
  return labels.map((label) => known.get(label) ?? (label === 0 ? "air" : undefined));
}

/**
 * A contrast: random Gaussians by class, or the signals of a gradient echo, each off by some percent.
 *
 * The background is 0 in 5 %, dark in another 25 % and like any other class in the rest, as in SynthSeg; in physics it is
 * dark.
 *
 * @internal
 */
export function drawIntensities(
  rng: Rng,
  { labels }: LabelTable,
  { options, parameters, tissues }: IntensityFacts,
): LabelIntensities {
  const means = new Float64Array(labels.length);
  const deviations = new Float64Array(labels.length);
  const signals = parameters.echo === null ? undefined : tissueSignals(parameters.echo);
  const brightest = signals === undefined ? 1 : brightestOf(signals, tissues);
  for (const [n, label] of labels.entries()) {
    const own = rng.at("class", options.classes?.[label] ?? label);
    const tissue = tissues[n];
    if (signals === undefined || tissue === undefined) {
      means[n] = own.uniform(...(options.means ?? MEANS));
      deviations[n] = own.uniform(...(options.deviations ?? DEVIATIONS));
    } else {
      const signal = (PHYSICS_LEVEL * (signals[tissueIndex(tissue)] as number)) / brightest;
      means[n] = signal * Math.exp(LEVEL_JITTER * own.normal());
      deviations[n] = signal * own.uniform(...TEXTURE);
    }
    if (label === 0) darken(rng.at("background"), { means, deviations, n, always: signals !== undefined });
  }
  return { means, deviations };
}

/** What the intensities depend on. @internal */
export interface IntensityFacts {
  readonly options: SynthesizeRegionsOptions;
  readonly parameters: RegionParameters;
  readonly tissues: readonly (Tissue | undefined)[];
}

const MEANS = [25, 225] as const;
const DEVIATIONS = [5, 25] as const;
const PHYSICS_LEVEL = 225;
const LEVEL_JITTER = 0.08;
const TEXTURE = [0.02, 0.08] as const;

function brightestOf(signals: Float64Array, tissues: readonly (Tissue | undefined)[]): number {
  return Math.max(
    1e-9,
    ...tissues.map((tissue) => (tissue === undefined ? 0 : (signals[tissueIndex(tissue)] as number))),
  );
}

function darken(
  rng: Rng,
  { means, deviations, n, always }: LabelIntensities & { readonly n: number; readonly always: boolean },
): void {
  const kind = rng.uniform();
  if (kind < 0.05) {
    means[n] = 0;
    deviations[n] = 0;
  } else if (kind < 0.3 || always) {
    means[n] = rng.uniform(0, 15);
    deviations[n] = rng.uniform(0, 5);
  }
}
