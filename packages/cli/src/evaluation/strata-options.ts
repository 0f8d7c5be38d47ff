import type { EvaluationCase, StrataOptions } from "@cmb/metrics";
import { usageError } from "../parse-command.js";
import type { Groupings } from "./scored-scan.js";

/** Values of a covariate up to which each is a group of its own unless groups are asked for by name. */
const MAX_WORDS = 12;
const MAX_NUMBERS = 6;
const LESION = "lesion.";

/** Groups to score, and what makes the covariates that they are made from. */
export interface ChosenStrata {
  readonly strata: StrataOptions | undefined;
  /** Adds the covariates that join others, `A+B`. */
  readonly prepare: (evaluationCase: EvaluationCase) => EvaluationCase;
}

/**
 * The groups that `--strata` names.
 *
 * `location`, a covariate (`sequence`), a covariate or `referenceCount` with bin edges (`echoTimeMs=15,25`), a lesion
 * feature with edges (`lesion.diameterMm=5`), two covariates together (`sequence+site`), or `none`. Without any, what the
 * scans have: locations, covariates of few values, the reference count at 1 and 5, the diameter at 5 mm.
 *
 * @throws CmbError `INVALID_ARGUMENT` for a name that no scan has and for edges that are no rising numbers
 */
export function chooseStrata(names: readonly string[] | undefined, groupings: Groupings): ChosenStrata {
  if (names === undefined) return { strata: ofWhatThereIs(groupings), prepare: (each) => each };
  if (names.includes("none")) return { strata: undefined, prepare: (each) => each };
  const covariates: Record<string, readonly number[] | "values"> = {};
  const features: Record<string, readonly number[]> = {};
  const joined: (readonly string[])[] = [];
  for (const text of names) {
    const [name = "", edges] = text.split("=", 2);
    if (name === "location" && groupings.hasLocations) continue;
    if (isFeature(name, groupings)) features[name.slice(LESION.length)] = neededEdges(text, edges);
    else if (isCovariate(name, groupings)) covariates[name] = edges === undefined ? "values" : neededEdges(text, edges);
    else {
      joined.push(partsOf(name, groupings));
      covariates[name] = "values";
    }
  }
  const strata = { covariates, features, locations: names.includes("location") };
  return { strata, prepare: (each) => withJoined(each, joined) };
}

function ofWhatThereIs({ covariates, hasLocations, features }: Groupings): StrataOptions {
  const few = [...covariates].filter(([, values]) => {
    const limit = values.every((value) => typeof value === "number") ? MAX_NUMBERS : MAX_WORDS;
    return values.length > 1 && values.length <= limit;
  });
  return {
    covariates: { ...Object.fromEntries(few.map(([name]) => [name, "values" as const])), referenceCount: [1, 5] },
    features: features.has("diameterMm") ? { diameterMm: [5] } : {},
    locations: hasLocations,
  };
}

function isFeature(name: string, { features, isMeasured }: Groupings): boolean {
  return name.startsWith(LESION) && (isMeasured || features.has(name.slice(LESION.length)));
}

function isCovariate(name: string, { covariates }: Groupings): boolean {
  return name === "referenceCount" || covariates.has(name);
}

function partsOf(name: string, groupings: Groupings): readonly string[] {
  const parts = name.split("+");
  if (parts.length > 1 && parts.every((part) => groupings.covariates.has(part))) return parts;
  const { covariates, features, hasLocations, isMeasured } = groupings;
  const known = [...(hasLocations ? ["location"] : []), "referenceCount", ...covariates.keys()].join(", ");
  const measured = isMeasured ? [`${LESION}FEATURE=EDGES`] : [...features].map((each) => `${LESION}${each}=EDGES`);
  const lesions = measured.length === 0 ? "" : `, and by ${measured.slice(0, 5).join(", ")}`;
  const why = `--strata is "${name}", and the scans can be grouped by ${known}, by two covariates as A+B${lesions}`;
  throw usageError("evaluate", why, { name: "strata", value: name });
}

function neededEdges(text: string, edges: string | undefined): readonly number[] {
  const numbers = (edges ?? "").split(",").map((edge) => (edge.trim() === "" ? Number.NaN : Number(edge)));
  const isRising = numbers.every((edge, n) => Number.isFinite(edge) && (n === 0 || edge > (numbers[n - 1] ?? edge)));
  if (isRising) return numbers;
  const why = `--strata is "${text}", and needs bin edges that rise, as in lesion.diameterMm=2,5`;
  throw usageError("evaluate", why, { name: "strata", value: text });
}

function withJoined(evaluationCase: EvaluationCase, joined: readonly (readonly string[])[]): EvaluationCase {
  if (joined.length === 0) return evaluationCase;
  const { covariates = {} } = evaluationCase;
  const added = joined.map((parts) => {
    const values = parts.map((part) => covariates[part] ?? null);
    return [parts.join("+"), values.includes(null) ? null : values.join(" ")] as const;
  });
  return { ...evaluationCase, covariates: { ...covariates, ...Object.fromEntries(added) } };
}
