import { isCmbError } from "@cmb/core";
import {
  type Criterion,
  getProtocol,
  listProtocols,
  overrideProtocol,
  type Protocol,
  type ProtocolOverrides,
  type ProtocolParameters,
} from "@cmb/metrics";
import { choice, finiteNumber, usageError, wholeNumber } from "../parse-command.js";

/** The options that choose and change protocols, for `parseArgs`. */
export const PROTOCOL_OPTIONS = {
  protocol: { type: "string", multiple: true },
  "tolerance-mm": { type: "string" },
  connectivity: { type: "string" },
  threshold: { type: "string" },
  "reference-threshold": { type: "string" },
  criterion: { type: "string" },
  minimum: { type: "string" },
  "minimum-voxels": { type: "string" },
  "radius-mm": { type: "string" },
  strict: { type: "string" },
  assignment: { type: "string" },
  "minimum-size-voxels": { type: "string" },
  "minimum-size-of": { type: "string" },
  "duplicate-hits": { type: "string" },
  "true-positives-are": { type: "string" },
  "empty-pair": { type: "string" },
  "empty-reference": { type: "string" },
  "empty-prediction": { type: "string" },
  "no-true-positives": { type: "string" },
  "averaged-scans": { type: "string" },
  "false-positives-over": { type: "string" },
  headline: { type: "string" },
  measures: { type: "string" },
  "curve-points": { type: "string" },
  "curve-reading": { type: "string" },
  rates: { type: "string" },
  sensitivities: { type: "string" },
  "classification-thresholds": { type: "string" },
  "classified-class": { type: "string" },
} as const;

/** What those options were given as. */
export type ProtocolValues = {
  readonly [name in keyof typeof PROTOCOL_OPTIONS]?: name extends "protocol" ? readonly string[] : string;
};

const COMMAND = "evaluate";
const CONNECTIVITY = { "6": 6, "18": 18, "26": 26 } as const;
/** The words that a parameter of a protocol may be, by the option that sets it. */
const WORDS = {
  assignment: ["greedyByScore", "greedyByValue", "optimal", "optimalSum", "nearestReference", "manyToOne", "touching"],
  "minimum-size-of": ["both", "prediction"],
  "duplicate-hits": ["ignore", "falsePositive"],
  "true-positives-are": ["references", "predictions"],
  "empty-pair": ["undefined", "one", "zero"],
  "empty-reference": ["formula", "f1Undefined", "zero"],
  "empty-prediction": ["formula", "zero"],
  "no-true-positives": ["zero", "undefined"],
  "averaged-scans": ["all", "nonEmpty"],
  "false-positives-over": ["all", "nonEmpty", "withReference"],
  headline: ["pooled", "macro", "median"],
  measures: ["plain", "valdoCode", "shivaClusters", "panoptic"],
  "classified-class": ["positive", "negative"],
} as const;
const CRITERIA = ["overlap", "iou", "dice", "centreDistance", "pointInMask", "dilatedFootprint"] as const;

/**
 * The protocols that the options name, with the parameters that they change.
 *
 * @throws CmbError `INVALID_ARGUMENT` for a name or a value that there is not, and for a parameter that a protocol does
 * not use
 */
export function chooseProtocols(values: ProtocolValues): readonly Protocol[] {
  const ids = (values.protocol ?? [])
    .flatMap((list) => list.split(","))
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if (ids.length === 0) {
    const why = "no protocol was given; name one with --protocol, or see them all with --protocol list";
    throw usageError(COMMAND, why, { name: "protocol", value: undefined });
  }
  return [...new Set(ids)].map((id) => {
    try {
      return changed(getProtocol(id), values);
    } catch (error) {
      if (!isCmbError(error)) throw error;
      if (error.message.includes(" --help shows how")) throw error;
      throw usageError(COMMAND, error.message, { name: "protocol", value: id, cause: error });
    }
  });
}

/** The protocols with what they count as a hit, for `--protocol list`. */
export function describeProtocols(): string {
  const width = Math.max(...listProtocols().map(({ id }) => id.length));
  return listProtocols()
    .map(({ id, title, source }) => `${id.padEnd(width)}  ${title}\n${" ".repeat(width)}  ${source}\n`)
    .join("");
}

function changed(protocol: Protocol, values: ProtocolValues): Protocol {
  const { parameters } = protocol;
  const number = (name: keyof ProtocolValues): number | undefined =>
    finiteNumber({ command: COMMAND, name }, values[name] as string | undefined);
  const referenceThreshold = number("reference-threshold");
  const criterion = newCriterion(parameters.criterion, values);
  const curve = newCurve(parameters.curve, values);
  const connectivity = choice({ command: COMMAND, name: "connectivity" }, values.connectivity, ["6", "18", "26"]);
  const overrides: ProtocolOverrides = {
    ...wordOverrides(values),
    ...given(
      "minimumSizeVoxels",
      wholeNumber({ command: COMMAND, name: "minimum-size-voxels" }, values["minimum-size-voxels"]),
    ),
    ...given("connectivity", connectivity && CONNECTIVITY[connectivity]),
    ...given(
      "referenceForeground",
      referenceThreshold === undefined
        ? undefined
        : { ...parameters.referenceForeground, threshold: referenceThreshold },
    ),
    ...given("classificationThresholds", numberList("classification-thresholds", values)),
    ...given("criterion", criterion),
    ...given("curve", curve),
    ...given("threshold", number("threshold")),
  };
  // A tolerance and a minimum are part of a criterion that was given by name.
  if (values.criterion !== undefined) return overrideProtocol(protocol, overrides);
  return overrideProtocol(protocol, {
    ...overrides,
    ...given("toleranceMm", number("tolerance-mm")),
    ...given("minimum", number("minimum")),
  });
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
}

function wordOverrides(values: ProtocolValues): Partial<ProtocolParameters> {
  const entries = Object.entries(WORDS).flatMap(([name, words]) => {
    const word = choice({ command: COMMAND, name }, values[name as keyof typeof WORDS], words as readonly string[]);
    return word === undefined ? [] : [[camelCase(name), word] as const];
  });
  return Object.fromEntries(entries) as Partial<ProtocolParameters>;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function newCurve(curve: ProtocolParameters["curve"], values: ProtocolValues): ProtocolParameters["curve"] | undefined {
  const points = choice({ command: COMMAND, name: "curve-points" }, values["curve-points"], [
    "all",
    "withoutLowest",
    "withoutCollinear",
    "openEnd",
  ]);
  const reading = choice({ command: COMMAND, name: "curve-reading" }, values["curve-reading"], ["linear", "step"]);
  const changes = {
    ...given("points", points),
    ...given("reading", reading),
    ...given("rates", numberList("rates", values)),
    ...given("sensitivities", numberList("sensitivities", values)),
  };
  return Object.keys(changes).length === 0 ? undefined : { ...curve, ...changes };
}

function newCriterion(criterion: Criterion, values: ProtocolValues): Criterion | undefined {
  const by = choice({ command: COMMAND, name: "criterion" }, values.criterion, CRITERIA);
  const number = (name: "tolerance-mm" | "minimum" | "radius-mm"): number | undefined =>
    finiteNumber({ command: COMMAND, name }, values[name]);
  const minimumVoxels = wholeNumber({ command: COMMAND, name: "minimum-voxels" }, values["minimum-voxels"]);
  const strict = choice({ command: COMMAND, name: "strict" }, values.strict, ["true", "false"]);
  if (by === undefined) return sameCriterion(criterion, { minimumVoxels, radiusMm: number("radius-mm"), strict });
  const needed = (name: "tolerance-mm" | "minimum" | "radius-mm"): number => {
    const value = number(name);
    if (value !== undefined) return value;
    throw usageError(COMMAND, `--criterion ${by} needs --${name}`, { name, value });
  };
  const isStrict = strict === "true";
  switch (by) {
    case "overlap":
      return { by, minimumVoxels: minimumVoxels ?? 1 };
    case "iou":
    case "dice":
      return { by, minimum: needed("minimum"), strict: isStrict };
    case "centreDistance":
      return { by, toleranceMm: needed("tolerance-mm"), strict: isStrict, truncateCentres: false };
    case "pointInMask":
      return { by, point: "either", orWithinMm: number("tolerance-mm") ?? null };
    case "dilatedFootprint":
      return { by, radiusMm: needed("radius-mm"), minimumVoxels: minimumVoxels ?? 1 };
  }
}

interface CriterionChanges {
  readonly minimumVoxels: number | undefined;
  readonly radiusMm: number | undefined;
  readonly strict: "true" | "false" | undefined;
}

/** The protocol's own criterion with other numbers; an option that it has no use for is refused. */
function sameCriterion(
  criterion: Criterion,
  { minimumVoxels, radiusMm, strict }: CriterionChanges,
): Criterion | undefined {
  const changes = {
    ...given("minimumVoxels", minimumVoxels),
    ...given("radiusMm", radiusMm),
    ...given("strict", strict && strict === "true"),
  };
  const names = Object.keys(changes);
  if (names.length === 0) return undefined;
  const stray = names.find((name) => !(name in criterion));
  if (stray === undefined) return { ...criterion, ...changes } as Criterion;
  const why = `a protocol that matches by ${criterion.by} has no ${stray}; choose another criterion with --criterion`;
  throw usageError(COMMAND, why, { name: stray, value: criterion.by });
}

function numberList(
  name: "rates" | "sensitivities" | "classification-thresholds",
  values: ProtocolValues,
): readonly number[] | undefined {
  return values[name]?.split(",").map((part) => {
    const value = finiteNumber({ command: COMMAND, name }, part.trim());
    if (value !== undefined && value >= 0) return value;
    throw usageError(COMMAND, `--${name} is "${values[name]}", and has to be numbers from 0`, { name, value: part });
  });
}
