import { DATASET_FACTS } from "./dataset-facts.js";
import type { DatasetSubject } from "./dataset-subject.js";

/**
 * The published id of a series: dataset, series and kind, and the number of microbleeds where there are any.
 *
 * @param subject - only `dataset` and `series` are looked at
 * @param microbleeds - how many it has
 * @returns such as "VALDO-101-CMB-3", "DOU-07-H" or "sMOMENI-11_T0_V3-rsCMB-10"
 * @since 0.1.0
 */
export function seriesUid(subject: Pick<DatasetSubject, "dataset" | "series">, microbleeds: number): string {
  const { stem, synthetic } = subject.series;
  const kind = synthetic ?? (microbleeds > 0 ? "CMB" : "H");
  const count = microbleeds > 0 ? `-${microbleeds}` : "";
  return `${DATASET_FACTS[subject.dataset].publishedName}-${stem}-${kind}${count}`;
}
