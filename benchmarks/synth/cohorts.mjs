import { namedProtocol } from "@cmb/synth";

/**
 * The scans in which the real microbleeds were drawn voxel by voxel, as far as their headers tell, with the share of them
 * that each gives. Within the groups by slice spacing the shares of the cohorts follow from the counts of the groups; what a
 * protocol assumes is in `namedProtocol`. Of the two kinds without a name of their own only the spacing is known.
 */
export const COHORTS = [
  { name: "rodeja 1 mm", share: 0.37, protocol: namedProtocol("rodeja") },
  { name: "valdo-rss", share: 0.19, protocol: namedProtocol("valdo-rss") },
  { name: "swi 2 mm", share: 0.08, protocol: thickened("clinical-swi-3t", [0.86, 0.86, 2]) },
  { name: "valdo-alfa", share: 0.05, protocol: namedProtocol("valdo-alfa") },
  { name: "rodeja 3 mm", share: 0.05, protocol: thickened("rodeja", [0.8, 0.8, 3], [0.3, 0.3, 3]) },
  { name: "valdo-sabre", share: 0.13, protocol: namedProtocol("valdo-sabre") },
  { name: "valdo-alfa 4 mm", share: 0.08, protocol: thickened("valdo-alfa", [1, 1, 4]) },
  { name: "rodeja 6 mm", share: 0.05, protocol: thickened("rodeja", [0.9, 0.9, 6]) },
];

function thickened(name, acquiredSpacingMm, spacingMm = acquiredSpacingMm) {
  return { ...namedProtocol(name), acquiredSpacingMm, spacingMm };
}

/** So many patches of each cohort, at least 8, as a list of cohorts; a cohort's patches are spread over the list. */
export function planPatches(count) {
  const counts = COHORTS.map(({ share }) => Math.max(Math.min(8, count), Math.round(share * count)));
  const places = counts.flatMap((own, cohort) =>
    Array.from({ length: own }, (_, n) => ({ cohort, at: (n + 0.5) / own })),
  );
  return places.sort((a, b) => a.at - b.at || a.cohort - b.cohort).map(({ cohort }) => COHORTS[cohort]);
}
