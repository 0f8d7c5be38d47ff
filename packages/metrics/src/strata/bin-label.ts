import { CmbError } from "@cmb/core";

/**
 * The name of the bin that holds a value. Bins are half-open: a value at an edge is in the upper bin.
 *
 * @param value - the value
 * @param edges - rising; n edges make n + 1 bins
 * @returns for edges 3 and 10 one of `"<3"`, `"3 to <10"`, `">=10"`; undefined for NaN
 * @throws CmbError `INVALID_ARGUMENT` when the edges do not rise
 * @since 0.1.0
 */
export function binLabel(value: number, edges: readonly number[]): string | undefined {
  if (edges.length === 0 || edges.some((edge, n) => n > 0 && !(edge > (edges[n - 1] as number)))) {
    const message = `binLabel: the edges are [${edges.join(", ")}]; give at least one, each above the one before`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "edges", value: edges });
  }
  if (Number.isNaN(value)) return undefined;
  const below = edges.filter((edge) => value >= edge).length;
  const [from, to] = [edges[below - 1], edges[below]];
  if (from === undefined) return `<${to}`;
  return to === undefined ? `>=${from}` : `${from} to <${to}`;
}
