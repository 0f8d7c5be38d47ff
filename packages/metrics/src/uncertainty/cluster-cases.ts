import { CmbError } from "@cmb/core";

/**
 * The cluster (patient) of each case as a number.
 *
 * @param operation - what was asked for; opens the message
 * @param caseCount - number of cases
 * @param clusters - the name of each case's cluster; each case by itself where undefined
 * @returns clusters from 0 in the order of their first cases, and how many there are
 * @throws CmbError `SHAPE_MISMATCH` when there are more or fewer names than cases
 * @internal
 */
export function clusterPlaces(
  operation: string,
  caseCount: number,
  clusters: readonly string[] | undefined,
): { readonly placeOf: readonly number[]; readonly count: number } {
  if (clusters === undefined) return { placeOf: Array.from({ length: caseCount }, (_, n) => n), count: caseCount };
  if (clusters.length !== caseCount) {
    const message = `${operation}: ${caseCount} cases and ${clusters.length} clusters' names; name the cluster of every case`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [caseCount], actual: [clusters.length] });
  }
  const places = new Map([...new Set(clusters)].map((name, place) => [name, place]));
  return { placeOf: clusters.map((name) => places.get(name) as number), count: places.size };
}

/**
 * Cases gathered by cluster (patient), in the order of each cluster's first case.
 *
 * @param operation - what was asked for; opens the message
 * @param cases - one entry for each case
 * @param clusters - the name of each case's cluster
 * @returns one list for each cluster
 * @throws CmbError as {@link clusterPlaces}
 * @internal
 */
export function clusterCases<Case>(
  operation: string,
  cases: readonly Case[],
  clusters: readonly string[],
): readonly (readonly Case[])[] {
  const { placeOf, count } = clusterPlaces(operation, cases.length, clusters);
  const groups = Array.from({ length: count }, (): Case[] => []);
  for (const [n, each] of cases.entries()) groups[placeOf[n] as number]?.push(each);
  return groups;
}
