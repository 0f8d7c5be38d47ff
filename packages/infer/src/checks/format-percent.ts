/** A share as a percentage with two digits that count: 0.034 is `3.4 %`. */
export function formatPercent(share: number): string {
  const percent = 100 * share;
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : Number(percent.toPrecision(2))} %`;
}
