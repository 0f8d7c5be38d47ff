import type { DatasetWarning } from "../dataset-subject.js";

/** What the name of a MOMENI file says. */
export interface MomeniName {
  readonly patient: string;
  /** "T0", "T1" and so on. */
  readonly visit: string | undefined;
  /** "V1" to "V10", of a synthetic one. */
  readonly version: string | undefined;
  readonly synthetic: "sCMB" | "rsCMB" | undefined;
  readonly warnings: readonly DatasetWarning[];
}

/** Takes a file name without its ending apart: `<patient>_<T#>`, with `_sCMB_V#` or `_rsCMB_V#` when it is synthetic. */
export function parseMomeniName(stem: string): MomeniName {
  const [, before = stem, kind, version] = /^(.+?)_(r?sCMB)_(V\d+)$/.exec(stem) ?? [];
  const [, patient, visit] = /^(.+?)_(T\d+)(?:_.*)?$/.exec(before) ?? [];
  const synthetic = kind === "sCMB" || kind === "rsCMB" ? kind : undefined;
  const message = `The name ${stem} does not say which visit it is; its scan stands for a patient of its own`;
  return {
    patient: patient ?? before,
    visit,
    version,
    synthetic,
    warnings: patient === undefined ? [{ code: "VISIT_UNKNOWN", message }] : [],
  };
}

/** Patient and visit, by which a synthetic scan and the real one that it was made from belong together. */
export function momeniScan({ patient, visit }: MomeniName): string {
  return visit === undefined ? patient : `${patient}_${visit}`;
}
