/**
 * A number as tables show it: three decimals for shares, fewer for large numbers, a dash where it is undefined.
 *
 * @param value - any number
 * @returns for example `0.667`, `12.5`, `3`, `–`, `∞`
 * @internal
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value)) return String(value).replace("-", "−");
  const decimals = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3;
  return value.toFixed(decimals).replace("-", "−");
}

/**
 * A position as tables show it: one decimal for each axis.
 *
 * @param position - three coordinates
 * @returns for example `−10.5, 20.0, 31.0`
 * @internal
 */
export function formatPosition(position: readonly [number, number, number]): string {
  return position
    .map((value) =>
      value
        .toFixed(1)
        .replace(/^-(?!0\.0$)/, "−")
        .replace(/^-/, ""),
    )
    .join(", ");
}
