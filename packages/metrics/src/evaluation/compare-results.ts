import { CmbError } from "@cmb/core";

/** A result's name and rule. @since 0.1.0 */
export interface NamedResult {
  readonly protocol: string;
  readonly parameters: unknown;
}

/** Why two results must not be set side by side. @since 0.1.0 */
export interface ComparisonWarning {
  readonly code: "DIFFERENT_PROTOCOLS" | "DIFFERENT_PARAMETERS";
  readonly message: string;
}

/**
 * Warnings for results that stand side by side: their numbers compare only under one rule.
 *
 * @param results - two or more
 * @returns empty where all have the same protocol and parameters
 * @since 0.1.0
 */
export function compareResults(results: readonly NamedResult[]): readonly ComparisonWarning[] {
  const ids = [...new Set(results.map(({ protocol }) => protocol))];
  if (ids.length > 1) {
    const message = `these results follow different protocols (${ids.join(", ")}); their numbers do not compare`;
    return [{ code: "DIFFERENT_PROTOCOLS", message }];
  }
  const rules = new Set(results.map(({ parameters }) => JSON.stringify(parameters)));
  if (rules.size <= 1) return [];
  const message = `these results carry the name ${ids[0]} with ${rules.size} different sets of parameters; their numbers do not compare`;
  return [{ code: "DIFFERENT_PARAMETERS", message }];
}

/**
 * Refuses to go on with results of different rules, for example before averaging them.
 *
 * @param results - two or more
 * @throws CmbError `INVALID_ARGUMENT` with the warning of {@link compareResults}
 * @since 0.1.0
 */
export function assertComparable(results: readonly NamedResult[]): void {
  const [warning] = compareResults(results);
  if (warning === undefined) return;
  throw new CmbError("INVALID_ARGUMENT", `assertComparable: ${warning.message}`, {
    name: "protocol",
    value: results.map(({ protocol }) => protocol),
  });
}
