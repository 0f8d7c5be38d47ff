import { readFile, writeFile } from "node:fs/promises";
import { createEvaluation, getProtocol, parseCasesCsv } from "@cmb/metrics";
import { formatCasesCsv, formatEvaluationHtml, lesionOutcomes } from "@cmb/metrics/report";

const [page = "report.html", table = "scans.csv"] = process.argv.slice(2);
const scans = parseCasesCsv(await readFile(new URL("lesions.csv", import.meta.url), "utf8"));

// One scan at a time: only its numbers are kept, so the next thousand fit as well.
const protocol = getProtocol("centroid-3mm");
const evaluation = createEvaluation(protocol, { strata: { locations: true }, intervals: { seed: 1 } });
for (const scan of scans) evaluation.add(scan);
const lesions = scans.flatMap((scan) => lesionOutcomes(scan, protocol));
const result = evaluation.result();

const { pooled, intervals, curve } = result;
const interval = intervals?.pooled.recall;
console.log(
  `${result.protocol}: ${pooled.truePositives} of ${pooled.referenceCount} found, ${pooled.falsePositives} false`,
);
console.log(
  `sensitivity ${pooled.recall.toFixed(3)} [${interval?.lower.toFixed(3)}, ${interval?.upper.toFixed(3)}] over ${intervals?.unitCount} ${intervals?.unit}s`,
);
console.log(`mean sensitivity at 1/8 to 8 false positives per scan: ${curve?.meanSensitivity.toFixed(3)}`);
for (const { caseId, sentence } of lesions.filter(({ isError }) => isError)) console.log(`${caseId}: ${sentence}`);

const reported = [{ protocol, result, lesions }];
await writeFile(page, formatEvaluationHtml(reported, { title: "Example 05" }));
await writeFile(table, formatCasesCsv(reported));
