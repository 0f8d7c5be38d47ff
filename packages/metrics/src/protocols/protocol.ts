import type { Connectivity } from "@cmb/core";
import type { FrocOptions } from "../curves/froc.js";
import type { CurveReading } from "../curves/sensitivity-at.js";
import type { Foreground } from "../labelling/labelling-rule.js";
import type { Assignment, Criterion } from "../matching/match-rule.js";
import type { AggregationConventions } from "../scoring/aggregate-scores.js";
import type { MatchingConventions } from "../scoring/score-matching.js";

/** How a protocol draws and reads its FROC curve. @since 0.1.0 */
export interface CurveRule {
  readonly points: FrocOptions["points"];
  readonly reading: CurveReading;
  /** False positives per scan at which the sensitivity is read; their mean is the curve's score. */
  readonly rates: readonly number[];
  /** Sensitivities at which the false positives per scan are read. */
  readonly sensitivities: readonly number[];
}

/**
 * Everything that a published result depends on, as JSON data. It goes into every result.
 *
 * @since 0.1.0
 */
export interface ProtocolParameters extends MatchingConventions, AggregationConventions {
  readonly referenceForeground: Foreground;
  readonly predictionForeground: Foreground;
  readonly connectivity: Connectivity;
  /**
   * Which scores a listed prediction needs to count, where a list was cut by score; those without a score count.
   * Null where every listed prediction counts.
   */
  readonly scoreCut: Foreground | null;
  /** Lesions with fewer voxels do not count; those of unknown size do. */
  readonly minimumSizeVoxels: number;
  readonly minimumSizeOf: "both" | "prediction";
  readonly criterion: Criterion;
  readonly assignment: Assignment;
  /** Measures of one published code beside or instead of the plain ones. */
  readonly measures: "plain" | "valdoCode" | "shivaClusters" | "panoptic";
  /** How the paper puts scans together. All three ways are always given. */
  readonly headline: "pooled" | "macro" | "median";
  readonly curve: CurveRule;
  /** A scan is positive from these numbers of lesions on. */
  readonly classificationThresholds: readonly number[];
  readonly classifiedClass: "positive" | "negative";
}

/** A named set of parameters with its source. @since 0.1.0 */
export interface Protocol {
  /** The plain name; with a star where parameters were overridden. */
  readonly id: string;
  readonly title: string;
  /** Where the rule was published, and what of it is not certain. */
  readonly source: string;
  readonly parameters: ProtocolParameters;
}

/** Binary masks: everything above 0. @internal */
export const ABOVE_ZERO: Foreground = { threshold: 0, includes: "above" };

/** Probabilities above one half, one half left out. @internal */
export const ABOVE_HALF: Foreground = { threshold: 0.5, includes: "above" };

/** Probabilities from one half on. @internal */
export const FROM_HALF: Foreground = { threshold: 0.5, includes: "from" };
