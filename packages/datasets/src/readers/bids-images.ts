import type { BidsName } from "./bids-name.js";

/** What an image of a BIDS dataset shows. */
export type BidsContrast = "magnitude" | "phase" | "projection";

const T2STAR_SUFFIXES = new Set(["T2starw", "MEGRE", "swi", "SWI"]);
/** Not in the standard; what they show is in `acq`. */
const GRADIENT_ECHO_SUFFIXES = /^(gre|t2star|mag|magnitude|phase)$/i;
const PROJECTION_SUFFIXES = new Set(["minIP", "mIP", "minip", "mip"]);

/**
 * What an image shows, of those that microbleeds can be seen on: T2\*-weighted, multi-echo and susceptibility-weighted
 * images by their suffix, or by `swi` in `acq` where the suffix says no more than gradient echo. `undefined` for other images.
 *
 * The susceptibility-weighted suffix is not in the standard: `_swi`, `_SWI`, `_minIP`, `_mIP` and `acq-swi` are in use.
 */
export function contrastOf({ entities, suffix, folder, extension }: BidsName): BidsContrast | undefined {
  if (!extension.startsWith("nii") || /(^|\/)(derivatives|sourcedata|code)(\/|$)/.test(folder)) return undefined;
  if (PROJECTION_SUFFIXES.has(suffix)) return "projection";
  const isSwi = /swi/i.test(entities.get("acq") ?? "") && GRADIENT_ECHO_SUFFIXES.test(suffix);
  if (!T2STAR_SUFFIXES.has(suffix) && !isSwi) return undefined;
  const part = entities.get("part");
  if (part === "phase" || suffix === "phase") return "phase";
  if (part === "real" || part === "imag") return undefined;
  return "magnitude";
}

/** Whether the image is susceptibility-weighted rather than plain T2\*-weighted magnitude. */
export function isSusceptibilityWeighted({ entities, suffix }: BidsName): boolean {
  return /^swi$/i.test(suffix) || /swi/i.test(entities.get("acq") ?? "");
}
