import { CmbError, type WorldPoint } from "@cmb/core";
import { type FieldElements, fieldElements } from "./acquisition/field-elements.js";
import { createGrid, type Grid } from "./acquisition/grid.js";
import type { FocalSource, Source } from "./acquisition/sources.js";
import { createHead, type Head } from "./anatomy/head.js";
import { tissueIndex, tissueSignals } from "./anatomy/tissue.js";
import type { PhantomOptions } from "./phantom.js";
import { phasePerPpm } from "./physics/phase-per-ppm.js";
import { growVeins } from "./placement/grow-veins.js";
import { placeCalcifications } from "./placement/place-calcifications.js";
import { placeMicrobleeds } from "./placement/place-microbleeds.js";
import { createRegion } from "./placement/region.js";

const FIELD_OF_VIEW_MM = [205, 205, 120] as const;
/** The field of view reaches from the temporal lobes to the vertex. */
const CENTRE_MM = [0, 0, 14] as const;
const VEINS = 110;
const MARGIN_MM = 8;
const CLEARANCE_MM = 8;
const WHITE_MATTER_INTENSITY = 600;
const SEQUENCES = {
  GRE: { repetitionTimeMs: 500, flipAngleDegrees: 25 },
  SWI: { repetitionTimeMs: 28, flipAngleDegrees: 15 },
} as const;

/** All that rendering needs, decided before the first voxel. @internal */
export interface PhantomPlan {
  readonly seed: number;
  readonly grid: Grid;
  readonly head: Head;
  readonly sources: readonly Source[];
  readonly elements: FieldElements;
  /** One per tissue, scaled so that white matter is 600. */
  readonly signals: Float64Array;
  /** Phase at the echo in rad per ppm. */
  readonly perPpm: number;
  /** Standard deviation in each channel. */
  readonly noise: number;
  readonly contrast: "GRE" | "SWI";
}

/** Fills the defaults, checks the numbers, draws head and sources. @internal */
export function planPhantom(options: PhantomOptions): PhantomPlan {
  const { seed = 0, headScale = 1, contrast = "GRE", signalToNoise = 30 } = options;
  const { echoTimeMs = 20, fieldStrengthT = 3, spacingMm = [0.8, 0.8, 2] } = options;
  const { repetitionTimeMs = SEQUENCES[contrast].repetitionTimeMs } = options;
  const { flipAngleDegrees = SEQUENCES[contrast].flipAngleDegrees } = options;
  assertBetween("headScale", headScale, [0.1, 2]);
  assertBetween("echoTimeMs", echoTimeMs, [0, 200]);
  assertBetween("fieldStrengthT", fieldStrengthT, [1, 4]);
  assertBetween("repetitionTimeMs", repetitionTimeMs, [1, 10_000]);
  assertBetween("flipAngleDegrees", flipAngleDegrees, [1, 90]);
  assertBetween("signalToNoise", signalToNoise, [1, Number.POSITIVE_INFINITY]);
  const { fieldOfViewMm = scaled(FIELD_OF_VIEW_MM, headScale) } = options;
  const centreMm = scaled(CENTRE_MM, headScale);
  const grid = createGrid(spacingMm, fieldOfViewMm, centreMm);
  const echo = { echoTimeMs, fieldStrengthT };
  const signals = tissueSignals({ ...echo, repetitionTimeMs, flipAngleDegrees });
  const white = signals[tissueIndex("whiteMatter")] as number;
  const blood = (signals[tissueIndex("venousBlood")] as number) / white;
  const head = createHead(seed, { scale: headScale });
  const sources = placeSources(head, { ...options, seed, fieldOfViewMm }, centreMm);
  return {
    seed,
    grid,
    head,
    sources,
    elements: fieldElements(sources, echo, blood),
    signals: signals.map((signal) => (signal * WHITE_MATTER_INTENSITY) / white),
    perPpm: phasePerPpm(echo),
    noise: WHITE_MATTER_INTENSITY / signalToNoise,
    contrast,
  };
}

type Placement = PhantomOptions & Required<Pick<PhantomOptions, "seed" | "fieldOfViewMm">>;

function placeSources(head: Head, options: Placement, centreMm: WorldPoint): readonly Source[] {
  const { seed, fieldOfViewMm, microbleeds = 8, calcifications = 1 } = options;
  const { veins = Math.round(VEINS * head.scale ** 2) } = options;
  const counts = { microbleeds: typeof microbleeds === "number" ? microbleeds : 0, calcifications, veins };
  for (const [name, count] of Object.entries(counts)) assertCount(name, count);
  const scale = Math.min(1, head.scale);
  const region = createRegion(centreMm, fieldOfViewMm, MARGIN_MM * scale);
  const settings = { seed, region, clearanceMm: CLEARANCE_MM * scale };
  const bleeds =
    typeof microbleeds === "number"
      ? placeMicrobleeds(head, { ...settings, count: microbleeds })
      : microbleeds.map((given): FocalSource => ({ ...given, class: "microbleed", protonDensity: 1 }));
  const taken = bleeds.map((bleed) => bleed.centreMm);
  const calcium = placeCalcifications(head, { ...settings, count: calcifications }, taken);
  return [...bleeds, ...calcium, ...growVeins(head, { seed, count: veins })];
}

function scaled(point: readonly [number, number, number], factor: number): readonly [number, number, number] {
  return [point[0] * factor, point[1] * factor, point[2] * factor];
}

function assertBetween(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `renderPhantom: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

function assertCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  const message = `renderPhantom: ${name} is ${value}; give a whole number of at least 0`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
}
