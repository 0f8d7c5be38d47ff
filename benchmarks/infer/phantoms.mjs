// The phantoms that the classical detector is fitted on and measured with, and what it makes of one.
import { compareWithTruth, renderPhantom } from "@cmb/synth";
import { createClassicalModel } from "../../packages/infer/dist/classical/classical-model.js";

/** Voxel sizes in mm: high-resolution SWI, two common SWI protocols, and 2-D GRE with 3 and 5 mm slices. */
const SPACINGS_MM = [
  [0.6, 0.6, 1],
  [0.9, 0.9, 1.75],
  [0.8, 0.8, 2],
  [0.5, 0.5, 3],
  [1, 1, 3],
  [0.5, 0.5, 5],
];
const CONTRASTS = ["GRE", "SWI"];
const SIGNAL_TO_NOISE = [20, 30, 50];

/**
 * The options of the phantoms of some rounds: every voxel size in both contrasts, with noise and field strength taking
 * turns. Heads of 0.6 times the size of an adult's, with twice an adult's density of veins, so that one takes seconds.
 */
export function phantomOptions(rounds) {
  return rounds.flatMap((round) =>
    SPACINGS_MM.flatMap((spacingMm, n) =>
      CONTRASTS.map((contrast, c) => {
        const seed = 100 * round + 10 * n + c;
        const signalToNoise = SIGNAL_TO_NOISE[seed % SIGNAL_TO_NOISE.length];
        const fieldStrengthT = (round + n) % 2 === 0 ? 1.5 : 3;
        return { seed, spacingMm, contrast, signalToNoise, fieldStrengthT, headScale: 0.6, microbleeds: 10, veins: 45 };
      }),
    ),
  );
}

/**
 * The candidates of one phantom, each with what it lies on ("microbleed", or the cause that `compareWithTruth` gives),
 * and how many visible microbleeds there are.
 */
export async function candidatesOf(options) {
  const phantom = await renderPhantom(options);
  const { candidates } = await createClassicalModel().findCandidates(phantom.volume, {});
  const kept = candidates.filter(({ rejection }) => rejection === undefined);
  const { found, missed, falseMarks } = compareWithTruth(
    phantom,
    kept.map(({ region }) => ({ centreMm: region.centroidMm })),
  );
  const kinds = new Map([
    ...found.map(({ detection }) => [detection, "microbleed"]),
    ...falseMarks.map(({ detection, cause }) => [detection, cause]),
  ]);
  return {
    visible: found.length + missed.length,
    candidates: kept.map(({ score, features }, n) => ({ score, features, kind: kinds.get(n) ?? "unseen" })),
  };
}
