/** Where the truth lies within a dataset. @internal */
export const DERIVATIVES = "derivatives/cmb-synth";

/** The participant of a sample: `sub-0001` for sample 1. @internal */
export function subjectOf(sample: number): string {
  return `sub-${String(sample).padStart(4, "0")}`;
}

/** The images of a sample that are written: which volume, and how its file ends. @internal */
export interface ImageName {
  readonly volume: "image" | "magnitude" | "phase";
  readonly suffix: string;
}

/**
 * BIDS names of the images of a sample. Where a phase goes with a magnitude, both say which part they are. @internal
 */
export function imageNames(contrast: "GRE" | "SWI", withPhase: boolean): readonly ImageName[] {
  const parts: readonly ImageName[] = [
    { volume: "magnitude", suffix: "part-mag_T2starw" },
    { volume: "phase", suffix: "part-phase_T2starw" },
  ];
  if (contrast === "SWI") return [{ volume: "image", suffix: "swi" }, ...(withPhase ? parts : [])];
  return withPhase ? parts : [{ volume: "image", suffix: "T2starw" }];
}
