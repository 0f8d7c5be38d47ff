// Results of an evaluation as text, tables and pages: `@cmb/metrics/report`.
export { compareSystems, type NamedEvaluation, type SystemComparison } from "./report/compare-systems.js";
export {
  type ClassAgreementOfReaders,
  type CountAgreement,
  countAgreement,
  type PairAgreement,
} from "./report/count-agreement.js";
export { formatCasesCsv } from "./report/format-cases-csv.js";
export { formatCountAgreement } from "./report/format-count-agreement.js";
export { type EvaluationHtmlOptions, formatEvaluationHtml } from "./report/format-evaluation-html.js";
export { formatEvaluationText } from "./report/format-evaluation-text.js";
export { formatLesionsCsv } from "./report/format-lesions-csv.js";
export { formatPairText, type MeasuredPair } from "./report/format-pair-text.js";
export { type LesionOutcome, lesionOutcomes } from "./report/lesion-outcomes.js";
export { pictureKey, type ReportedEvaluation } from "./report/reported-evaluation.js";
