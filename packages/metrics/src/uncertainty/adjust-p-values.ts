import { CmbError } from "@cmb/core";

/**
 * p values adjusted for the number of tests.
 *
 * @param pValues - one for each test, 0 to 1
 * @param method - `"bonferroni"` and `"holm"` bound the chance of one false claim, `"benjamini-hochberg"` the share of
 * false ones among the claims
 * @returns adjusted values in the order given, each at most 1
 * @throws CmbError `OUT_OF_RANGE` for a value that is no probability
 * @see Holm 1979, https://www.jstor.org/stable/4615733; Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x
 * @since 0.1.0
 */
export function adjustPValues(
  pValues: readonly number[],
  method: "bonferroni" | "holm" | "benjamini-hochberg",
): readonly number[] {
  const broken = pValues.find((p) => !(p >= 0 && p <= 1));
  if (broken !== undefined) {
    const message = `adjustPValues: a p value is ${broken}; give probabilities from 0 to 1`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "pValues", value: broken, minimum: 0, maximum: 1 });
  }
  const m = pValues.length;
  if (method === "bonferroni") return pValues.map((p) => Math.min(1, p * m));
  const ascending = pValues.map((_, test) => test).sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = new Array<number>(m).fill(1);
  if (method === "holm") {
    let largest = 0;
    ascending.forEach((test, rank) => {
      largest = Math.max(largest, Math.min(1, (pValues[test] as number) * (m - rank)));
      adjusted[test] = largest;
    });
    return adjusted;
  }
  let smallest = 1;
  [...ascending.entries()].reverse().forEach(([rank, test]) => {
    smallest = Math.min(smallest, ((pValues[test] as number) * m) / (rank + 1));
    adjusted[test] = smallest;
  });
  return adjusted;
}
