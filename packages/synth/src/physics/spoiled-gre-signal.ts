import { CmbError } from "@cmb/core";
import type { EchoSettings } from "./phase-per-ppm.js";

/** What of a tissue the sequence sees. @since 0.1.0 */
export interface TissueProperties {
  /** Relative to water, 0 to 1. */
  readonly protonDensity: number;
  readonly t1Ms: number;
  readonly t2StarMs: number;
}

/** A spoiled gradient-echo sequence. @since 0.1.0 */
export interface SpoiledGreSettings extends EchoSettings {
  readonly repetitionTimeMs: number;
  readonly flipAngleDegrees: number;
}

/**
 * Steady-state magnitude of a spoiled gradient echo in a homogeneous field.
 *
 * `PD · sin α · (1 − E1) / (1 − cos α · E1) · exp(−TE/T2*)` with `E1 = exp(−TR/T1)`.
 *
 * @param tissue - proton density, T1 and T2* in ms
 * @param settings - TE and TR in ms, flip angle in degrees
 * @returns signal relative to fully relaxed water after a 90° pulse
 * @throws CmbError `OUT_OF_RANGE` when T1 or T2* is not above 0
 * @see Ernst & Anderson 1966, doi:10.1063/1.1719961
 * @since 0.1.0
 */
export function spoiledGreSignal(tissue: TissueProperties, settings: SpoiledGreSettings): number {
  for (const name of ["t1Ms", "t2StarMs"] as const) {
    if (tissue[name] > 0) continue;
    const message = `spoiledGreSignal: ${name} is ${tissue[name]}; give one above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value: tissue[name], minimum: 0 });
  }
  const angle = (settings.flipAngleDegrees * Math.PI) / 180;
  const e1 = Math.exp(-settings.repetitionTimeMs / tissue.t1Ms);
  const steadyState = (Math.sin(angle) * (1 - e1)) / (1 - Math.cos(angle) * e1);
  return tissue.protonDensity * steadyState * Math.exp(-settings.echoTimeMs / tissue.t2StarMs);
}
