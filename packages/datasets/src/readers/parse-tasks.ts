import { invalidDataset } from "../invalid-dataset.js";

/** What a task of RedBrick says about one label of a series. */
export interface LabelNote {
  readonly sourceLabel: number;
  /** The class of the taxonomy, such as "CMB" or "Mimics". */
  readonly category: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What `tasks.json` says about one series. */
export interface SeriesNotes {
  readonly labels: readonly LabelNote[];
  /** Whether the reader of the study wanted it to be left out, and why. */
  readonly excluded: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * What `tasks.json` says about a series: of the tasks' series the one with that name, or the only one there is.
 *
 * Attributes are an object, or a list of names and values; a category is a text, or a path whose last part counts.
 *
 * @throws CmbError `INVALID_DATASET` for JSON of another form, and when none or several series could be meant
 */
export function parseTasks(
  text: string,
  { path, series }: { readonly path: string; readonly series: string },
): SeriesNotes {
  const broken = (why: string, cause?: unknown) => invalidDataset("cerebriu", path, `${path}: ${why}`, cause);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw broken("this is no JSON", cause);
  }
  if (!Array.isArray(document)) throw broken("a list of tasks is expected");
  const tasks = document.filter(isObject);
  const all = tasks.flatMap((task) => listOf(task["series"]).map((entry) => ({ task, entry })));
  const named = all.filter(({ entry }) => entry["name"] === series);
  const [found, ...others] = named.length > 0 ? named : all;
  if (found === undefined || others.length > 0) {
    throw broken(
      `one series has to be "${series}", or the only one; ${all.length} series, ${named.length} of that name`,
    );
  }
  const map = found.entry["segmentMap"];
  if (map !== undefined && map !== null && !isObject(map)) throw broken("segmentMap is no object");
  const labels = Object.entries(isObject(map) ? map : {}).map(([id, note]) => {
    const sourceLabel = Number(id);
    if (!Number.isInteger(sourceLabel) || sourceLabel < 1 || !isObject(note)) {
      throw broken(`segmentMap holds "${id}", which is no label with a note`);
    }
    return { sourceLabel, category: lastOf(note["category"]), attributes: attributesOf(note["attributes"]) };
  });
  return { labels, excluded: excludedBy(found.task["classification"]) };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function lastOf(category: unknown): string {
  const last: unknown = Array.isArray(category) ? category.at(-1) : category;
  return typeof last === "string" ? last : "";
}

function attributesOf(attributes: unknown): Json {
  if (isObject(attributes)) return attributes;
  return Object.fromEntries(listOf(attributes).map(({ name, value }) => [String(name), value]));
}

/** "Include" other than "yes" in the classification of a study. */
function excludedBy(classification: unknown): string | undefined {
  const notes = Array.isArray(classification)
    ? listOf(classification)
    : isObject(classification)
      ? [classification]
      : [];
  for (const note of notes) {
    const include = attributesOf(note["attributes"])["Include"];
    if (typeof include === "string" && include !== "yes") return include;
  }
  return undefined;
}
