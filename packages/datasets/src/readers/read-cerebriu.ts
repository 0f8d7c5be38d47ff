import type { LabelMap } from "@cmb/core";
import type { NiftiImage } from "@cmb/io";
import { splitByDistance } from "@cmb/preprocess";
import type { DatasetFolder } from "../dataset-folder.js";
import type { Annotation, DatasetSubject, DatasetWarning, LesionNote, ReadDatasetOptions } from "../dataset-subject.js";
import { type AnnotationContext, createSubject } from "./create-subject.js";
import { labelValues, loadLabelImage } from "./load-labels.js";
import { type LabelNote, parseTasks } from "./parse-tasks.js";
import { groupMatches, pickOne, requireOne } from "./pick-one.js";

/** What {@link readCerebriu} takes. @since 0.1.0 */
export interface ReadCerebriuOptions extends ReadDatasetOptions {
  /**
   * How voxels of one label fall into lesions, by single-linkage clustering: `"mm"` (unless given) cuts at 10 mm;
   * `"published"` at 10 mm divided by the mean voxel size, as the published code did.
   */
  readonly clusterCut?: "mm" | "published" | undefined;
}

const IMAGE = /(?:^|\/)([^/]+\/images\/[^/]+)\/[^/]+\.nii(?:\.gz)?$/;
const CUT_MM = 10;
const MAX_TASKS_BYTES = 2 ** 26;

/**
 * CEREBRIU, annotated in RedBrick: `<uid>/images/<SEQ_n>/` with exactly one NIfTI file, `<uid>/segmentations/<SEQ_n>.nii.gz`,
 * and `<uid>/tasks.json`, which says what each label is. Labels of the class CMB count; each falls into lesions by distance.
 *
 * @param folder - the dataset, or a folder above it
 * @param options - see {@link ReadCerebriuOptions}
 * @returns a subject for each series, in the order of study and series, one at a time
 * @throws CmbError `INVALID_DATASET` when the folder holds no such image; `FILE_NOT_READABLE`
 * @since 0.1.0
 */
export async function* readCerebriu(
  folder: DatasetFolder,
  options: ReadCerebriuOptions = {},
): AsyncGenerator<DatasetSubject> {
  const { clusterCut = "mm" } = options;
  const paths = await folder.list();
  const groups = groupMatches("cerebriu", paths, IMAGE);
  const seriesCounts = new Map<string, number>();
  for (const key of groups.keys()) seriesCounts.set(studyOf(key), (seriesCounts.get(studyOf(key)) ?? 0) + 1);
  for (const [key, images] of groups) {
    const [study, series] = [studyOf(key), key.slice(key.lastIndexOf("/") + 1)];
    const isOnly = seriesCounts.get(study) === 1;
    const id = isOnly ? study : `${study}_${series}`;
    const sequence = series.replace(/_.*$/, "");
    const plan = {
      dataset: "cerebriu",
      id,
      patientUid: study,
      variant: isOnly ? undefined : series,
      image: pickOne("cerebriu", `image of ${key}`, images),
      covariates: { sequence: sequence === "SWI" || sequence === "T2S" ? sequence : undefined },
      annotate: (context: AnnotationContext) => annotate(context, { paths, series, clusterCut }),
    } as const;
    yield await createSubject(folder, plan, options);
  }
}

const studyOf = (key: string): string => key.slice(0, key.indexOf("/"));

interface Sources {
  readonly paths: readonly string[];
  readonly series: string;
  readonly clusterCut: "mm" | "published";
}

async function annotate(context: AnnotationContext, { paths, series, clusterCut }: Sources): Promise<Annotation> {
  const study = context.imagePath.replace(/images\/[^/]+\/[^/]+$/, "");
  const masks = paths.filter((one) => one.replace(/(\.nii)?\.gz$|\.nii$/, "") === `${study}segmentations/${series}`);
  const path = requireOne("cerebriu", `segmentation ${series} of ${study}`, masks);
  const tasks = requireOne(
    "cerebriu",
    `tasks.json of ${study}`,
    paths.filter((one) => one === `${study}tasks.json`),
  );
  const text = new TextDecoder().decode(await context.folder.read(tasks, { maxBytes: MAX_TASKS_BYTES }));
  const { labels: notes, excluded } = parseTasks(text, { path: tasks, series });
  const source = { dataset: "cerebriu", path, lesions: "values" } as const;
  const { image, warnings: apart } = await loadLabelImage(context, source);
  const present = new Set(labelValues(image, source).keys());
  const marked = notes.filter(({ category, sourceLabel }) => category === "CMB" && present.has(sourceLabel));
  const split = splitLabels(image, marked, clusterCut);
  const warnings = [...apart, ...unusedLabels(present, notes, path), ...exclusion(excluded, tasks)];
  return { kind: "mask", ...split, files: [path, tasks], warnings };
}

interface SplitLabels {
  readonly labels: LabelMap;
  readonly count: number;
  readonly notes: readonly LesionNote[];
}

function splitLabels(image: NiftiImage, marked: readonly LabelNote[], unit: "mm" | "published"): SplitLabels {
  const { data: values, shape, affine } = image.volume;
  const data = new Uint32Array(values.length);
  const notes: LesionNote[] = [];
  for (const { sourceLabel, attributes } of marked) {
    const own = Uint8Array.from(values as ArrayLike<number>, (value) => (value === sourceLabel ? 1 : 0));
    const parts = splitByDistance({ data: own, shape, affine }, { cutMm: CUT_MM, unit });
    const before = notes.length;
    for (let v = 0; v < data.length; v++) {
      const part = parts.labels.data[v] as number;
      if (part !== 0) data[v] = before + part;
    }
    for (let n = 1; n <= parts.count; n++) notes.push({ lesion: before + n, sourceLabel, attributes });
  }
  return { labels: { data, shape, affine }, count: notes.length, notes };
}

function unusedLabels(present: ReadonlySet<number>, notes: readonly LabelNote[], path: string): DatasetWarning[] {
  const categories = new Map(notes.map(({ sourceLabel, category }) => [sourceLabel, category]));
  const ignored = [...present].filter((value) => categories.get(value) !== "CMB");
  const missing = notes.filter(({ category, sourceLabel }) => category === "CMB" && !present.has(sourceLabel));
  const named = ignored.map((value) => `${value} (${categories.get(value) ?? "in no task"})`).join(", ");
  const absent = missing.map(({ sourceLabel }) => sourceLabel).join(", ");
  return [
    ...(ignored.length === 0
      ? []
      : [{ code: "LABELS_IGNORED", message: `${path}: labels that are no microbleed: ${named}` } as const]),
    ...(missing.length === 0
      ? []
      : [{ code: "LABELS_MISSING", message: `${path} has no voxel of the labels ${absent}` } as const]),
  ];
}

function exclusion(excluded: string | undefined, path: string): DatasetWarning[] {
  if (excluded === undefined) return [];
  return [{ code: "EXCLUDED_BY_READER", message: `${path}: the reader of the study left it out: ${excluded}` }];
}
