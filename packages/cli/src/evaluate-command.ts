import { CmbError, startLongTask } from "@cmb/core";
import { createEvaluation, type Evaluation, listProtocols, overrideProtocol, type Protocol } from "@cmb/metrics";
import {
  compareSystems,
  formatEvaluationText,
  type LesionOutcome,
  lesionOutcomes,
  type ReportedEvaluation,
  type SystemComparison,
} from "@cmb/metrics/report";
import type { CommandContext } from "./command-context.js";
import { createPictureCollector, type PictureCollector } from "./evaluation/collect-pictures.js";
import { EVALUATE_HELP } from "./evaluation/evaluate-help.js";
import { evaluationToJson } from "./evaluation/evaluation-to-json.js";
import { createWarningGatherer, type WarningGatherer } from "./evaluation/gather-warnings.js";
import { openCaseFiles } from "./evaluation/open-case-files.js";
import { openFolders } from "./evaluation/open-folders.js";
import { EVALUATE_OPTIONS, type EvaluateCommand, parseEvaluate } from "./evaluation/parse-evaluate.js";
import { describeProtocols } from "./evaluation/protocol-options.js";
import { caseError, type ScanSource, type ScoredScan } from "./evaluation/scored-scan.js";
import { type ChosenStrata, chooseStrata } from "./evaluation/strata-options.js";
import { assertOwnFiles, assertWritableFiles, writeEvaluation } from "./evaluation/write-evaluation.js";
import type { ExitCode } from "./exit-code.js";
import { parseCommand, usageError } from "./parse-command.js";
import { createProgressBar } from "./progress-bar.js";

export { EVALUATE_HELP };

/**
 * `cmb evaluate`: scores predictions against references under named protocols.
 *
 * @throws CmbError for usage, for what cannot be read, for a scan that cannot be scored and for a file that cannot be
 * written; the signal's reason when aborted
 */
export async function evaluateCommand(argv: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseCommand("evaluate", argv, EVALUATE_OPTIONS);
  if (values.protocol?.includes("list") === true) {
    context.stdout.write(
      values.json === true ? `${JSON.stringify({ protocols: listProtocols() }, null, 2)}\n` : describeProtocols(),
    );
    return 0;
  }
  const asked = parseEvaluate(values, positionals);
  await assertOwnFiles(asked, inputsOf(asked));
  await assertWritableFiles([asked.html, asked.csv]);
  const source = await openSource(asked, context);
  assertScans(source);
  const command = asked.byScore && source.hasListedScores ? withScoreCut(asked) : asked;
  const chosen = chooseStrata(command.strata, source.groupings);
  const gatherer = createWarningGatherer();
  const evaluations = await scoreAll(source, { command, chosen, context, gatherer });
  assertStrata(evaluations, command.strata);
  const comparisons = command.protocols.flatMap((protocol) => compareAll(protocol, evaluations, command));
  const imageSentences = gatherer.sentences();
  await writeEvaluation({ evaluations, comparisons, imageWarnings: imageSentences }, command, context.signal);
  if (!command.quiet) {
    for (const note of source.notes) context.stderr.write(`cmb: note: ${note}\n`);
    for (const warning of [...imageSentences, ...warningsOf(comparisons)])
      context.stderr.write(`cmb: warning: ${warning}\n`);
  }
  context.stdout.write(
    command.json
      ? `${JSON.stringify(evaluationToJson({ evaluations, comparisons, imageWarnings: imageSentences }, command), null, 2)}\n`
      : evaluations.map((evaluation) => formatEvaluationText(evaluation)).join("\n"),
  );
  return 0;
}

function inputsOf({ folders, cases, covariates }: EvaluateCommand): readonly (string | undefined)[] {
  const images = folders && [folders.reference, ...folders.predictions, folders.images, folders.regions];
  return [...cases, covariates, ...(images ?? [])];
}

function assertScans({ scanCount }: ScanSource): void {
  if (scanCount > 0) return;
  const message = "there is no scan to score; give lists of at least one, or folders with a file of each side";
  throw new CmbError("INVALID_CASE", message, { case: "none", field: "cases", value: scanCount });
}

/** Features of lesions in images are known once all were read. */
function assertStrata(evaluations: readonly ReportedEvaluation[], names: readonly string[] | undefined): void {
  for (const { result } of names === undefined ? [] : evaluations) {
    if (result.pooled.referenceCount + result.pooled.predictionCount === 0) continue;
    const absent = Object.entries(result.strata?.features ?? {}).find(([, strata]) => strata.length === 0);
    if (absent === undefined) continue;
    const why = `--strata names lesion.${absent[0]}, which no lesion has`;
    throw usageError("evaluate", why, { name: "strata", value: absent[0] });
  }
}

function openSource(command: EvaluateCommand, { stdin, signal }: CommandContext): Promise<ScanSource> {
  const { folders, cases, covariates } = command;
  return folders === undefined
    ? openCaseFiles({ paths: cases, covariates, stdin })
    : openFolders({ ...folders, covariates, signal });
}

/** A list was made at some threshold already: a stricter one is applied to its scores, and the result says so. */
function withScoreCut(command: EvaluateCommand): EvaluateCommand {
  const protocols = command.protocols.map((protocol) =>
    overrideProtocol(protocol, { scoreCut: protocol.parameters.predictionForeground }),
  );
  return { ...command, protocols };
}

interface ScoreTools {
  readonly command: EvaluateCommand;
  readonly chosen: ChosenStrata;
  readonly context: CommandContext;
  readonly gatherer: WarningGatherer;
}

/** One system under one protocol. */
interface Run {
  readonly protocol: Protocol;
  readonly system: string;
  /** Place of the system among those of the source. */
  readonly index: number;
  readonly evaluation: Evaluation;
  readonly lesions: LesionOutcome[];
  readonly pictures: PictureCollector;
}

/** Every system under every protocol, in one pass over the scans. */
async function scoreAll(source: ScanSource, tools: ScoreTools): Promise<readonly ReportedEvaluation[]> {
  const { command, chosen, context, gatherer } = tools;
  const options = { strata: chosen.strata, intervals: command.intervals };
  const runs = command.protocols.flatMap((protocol) =>
    source.systems.map((system, index): Run => {
      const pictures = createPictureCollector(`${protocol.id.replace(/\W/g, "-")}-${index}`);
      return { protocol, system, index, evaluation: createEvaluation(protocol, options), lesions: [], pictures };
    }),
  );
  const bar = createProgressBar(context, command.quiet);
  const task = startLongTask(source.scanCount + runs.length, {
    signal: context.signal,
    onProgress: bar.show.bind(undefined, "cmb evaluate"),
  });
  let completed = 0;
  const evaluations: ReportedEvaluation[] = [];
  try {
    await task.advance("scoring", completed);
    for await (const scan of source.scans()) {
      for (const run of runs) await scoreScan(scan, run, tools);
      for (const protocol of command.protocols) gatherer.add(protocol.id, scan.id, scan.warningsFor(protocol));
      await task.advance("scoring", ++completed);
    }
    for (const run of runs) {
      evaluations.push(await reported(run, { hasSystems: source.systems.length > 1, signal: context.signal }));
      await task.advance("intervals", ++completed);
    }
  } finally {
    bar.clear();
  }
  return evaluations;
}

async function reported(
  { protocol, system, evaluation, lesions, pictures }: Run,
  { hasSystems, signal }: { readonly hasSystems: boolean; readonly signal: AbortSignal },
): Promise<ReportedEvaluation> {
  const result = await evaluation.resultAsync({ signal });
  return { protocol, result, ...(hasSystems && { system }), lesions, pictures: pictures.pictures() };
}

async function scoreScan(scan: ScoredScan, run: Run, { command, chosen }: ScoreTools): Promise<void> {
  const { protocol, index, evaluation, lesions, pictures } = run;
  const evaluationCase = scan.casesFor(protocol)[index];
  if (evaluationCase === undefined) return;
  try {
    evaluation.add(chosen.prepare(evaluationCase));
    if (!command.explain && command.html === undefined && command.csv === undefined) return;
    const outcomes = lesionOutcomes(evaluationCase, protocol);
    for (const outcome of outcomes) lesions.push(outcome);
    if (scan.image !== undefined && command.html !== undefined) await pictures.offer(scan.image, outcomes);
  } catch (error) {
    throw caseError(scan.id, error);
  }
}

/** The first system beside each of the others. */
function compareAll(
  { id }: Protocol,
  evaluations: readonly ReportedEvaluation[],
  { intervals }: EvaluateCommand,
): readonly SystemComparison[] {
  const [first, ...others] = evaluations
    .filter(({ result }) => result.protocol === id)
    .map(({ system = "", result }) => ({ name: system, result }));
  if (first === undefined || intervals === "none") return [];
  return others.map((other) => compareSystems(first, other, intervals));
}

function warningsOf(comparisons: readonly SystemComparison[]): readonly string[] {
  return [...new Set(comparisons.flatMap(({ warnings }) => warnings))];
}
