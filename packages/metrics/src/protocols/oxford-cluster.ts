import { BASE_PARAMETERS } from "./base-parameters.js";
import type { Protocol } from "./protocol.js";

/**
 * Cluster-wise true positive rate, precision and mean false positives per scan with any overlap.
 *
 * @since 0.1.0
 */
export const oxfordCluster: Protocol = {
  id: "oxford-cluster",
  title: "Oxford clusters, any overlap",
  source:
    "Sundaresan et al. 2023, PMC10363739. Whether its true positive rate is pooled or averaged over scans is not stated; pooled here, and macro beside it",
  parameters: {
    ...BASE_PARAMETERS,
    criterion: { by: "overlap", minimumVoxels: 1 },
    assignment: "touching",
    headline: "pooled",
  },
};
