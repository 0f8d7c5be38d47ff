/** What a disagreement costs: 1 whatever its size, the distance of the classes, or its square. @internal */
export type KappaWeights = "none" | "linear" | "quadratic";

/**
 * Cohen's κ from the table of two raters' classes: `1 − Σ w·observed / Σ w·expected`.
 *
 * @param table - subjects by class of the first rater (row by row) and class of the second
 * @param classCount - rows and columns of the table
 * @param weights - what a disagreement costs
 * @returns NaN where both raters used one and the same class throughout
 * @internal
 */
export function kappaOfTable(table: ArrayLike<number>, classCount: number, weights: KappaWeights): number {
  const rows = new Float64Array(classCount);
  const columns = new Float64Array(classCount);
  let [total, observed] = [0, 0];
  for (let a = 0; a < classCount; a++) {
    for (let b = 0; b < classCount; b++) {
      const count = table[a * classCount + b] as number;
      rows[a] = (rows[a] as number) + count;
      columns[b] = (columns[b] as number) + count;
      total += count;
      observed += count * costOf(weights, a, b);
    }
  }
  let expected = 0;
  for (let a = 0; a < classCount; a++) {
    for (let b = 0; b < classCount; b++) {
      expected += (rows[a] as number) * (columns[b] as number) * costOf(weights, a, b);
    }
  }
  return 1 - (observed * total) / expected;
}

function costOf(weights: KappaWeights, a: number, b: number): number {
  if (weights === "none") return a === b ? 0 : 1;
  return weights === "linear" ? Math.abs(a - b) : (a - b) ** 2;
}
