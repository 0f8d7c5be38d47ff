import { CmbError } from "@cmb/core";

/**
 * Cases gathered by cluster (patient), in the order of each cluster's first case.
 *
 * @param operation - what was asked for; opens the message
 * @param cases - one entry for each case
 * @param clusters - the cluster of each case; each case by itself where undefined
 * @returns one list for each cluster
 * @throws CmbError `SHAPE_MISMATCH` when there are more or fewer names than cases
 * @internal
 */
export function clusterCases<Case>(
  operation: string,
  cases: readonly Case[],
  clusters: readonly string[] | undefined,
): readonly (readonly Case[])[] {
  if (clusters === undefined) return cases.map((each) => [each]);
  if (clusters.length !== cases.length) {
    const message = `${operation}: ${cases.length} cases and ${clusters.length} clusters' names; name the cluster of every case`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [cases.length], actual: [clusters.length] });
  }
  const groups = new Map<string, Case[]>();
  for (const [n, each] of cases.entries()) {
    const name = clusters[n] as string;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(each);
  }
  return [...groups.values()];
}
