import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LabelMap } from "@cmb/core";
import { attemptToWrite, saveFile, saveNifti } from "@cmb/io/node";
import { areUnchanged, type OutputFile, outputFile } from "./output-files.node.js";
import type { QcRow } from "./qc-table.js";
import { makeStagingFolder } from "./staging-folder.node.js";
import type { StandardNames } from "./standard-names.js";
import type { StandardizedSubject } from "./standardize-subject.js";
import { maskSidecars } from "./subject-metadata.js";

/** The texts that go beside the images of a series. */
export interface SubjectTexts {
  readonly rawJson: string;
  readonly centres: string;
  readonly pictures: string;
  /** Names the others by their hashes. */
  readonly metadata: (outputs: readonly OutputFile[]) => string;
}

/** What the NIfTI standard calls an image of labels. */
const INTENT_LABEL = 1002;

/**
 * Writes the files of a series, all or none: into a hidden folder of the output, then moved to their places, the metadata
 * last. What an earlier run wrote stays until then.
 *
 * @throws CmbError `FILE_NOT_WRITABLE`; the signal's reason when aborted
 */
export async function writeSubject(
  output: string,
  names: StandardNames,
  { result, texts, signal }: { result: StandardizedSubject; texts: SubjectTexts; signal: AbortSignal | undefined },
): Promise<void> {
  const staging = await makeStagingFolder(output);
  try {
    const staged: { readonly name: string; readonly from: string }[] = [];
    const place = (name: string): string => {
      // The ending decides how an image is written.
      const from = join(staging, `${staged.length}${name.replace(/^[^.]*/, "")}`);
      staged.push({ name, from });
      return from;
    };
    await writeImages(names, result, { place, signal });
    for (const name of ["rawJson", "centres", "pictures"] as const) {
      await saveFile(texts[name], place(names[name]), { signal });
    }
    const outputs: OutputFile[] = [];
    for (const { name, from } of staged) outputs.push(await attemptToWrite(from, outputFile(name, from)));
    await saveFile(texts.metadata(outputs), place(names.metadata), { signal });
    signal?.throwIfAborted();
    await attemptToWrite(output, removeSubject(output, names));
    for (const { name, from } of staged) {
      const to = join(output, ...name.split("/"));
      await attemptToWrite(to, mkdir(dirname(to), { recursive: true }));
      await attemptToWrite(to, rename(from, to));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

interface Writing {
  readonly place: (name: string) => string;
  readonly signal: AbortSignal | undefined;
}

async function writeImages(names: StandardNames, result: StandardizedSubject, writing: Writing): Promise<void> {
  const { image, reference, standard, labels, brain } = result;
  const { place, signal } = writing;
  const { header, affineSource } = image;
  const code = affineSource === "sform" ? header.sformCode : header.qformCode;
  const spaceCode = code === 1 || code === 2 || code === 3 || code === 4 || code === 5 ? code : undefined;
  await saveNifti(image.volume, place(names.raw), { spaceCode, version: header.version, signal });
  await saveNifti(standard, place(names.standard), { dataType: "float32", rounding: "nearest", spaceCode, signal });
  const sidecars = maskSidecars(names);
  const beside = async (name: keyof typeof sidecars): Promise<void> => {
    await saveFile(`${JSON.stringify(sidecars[name], null, 2)}\n`, place(names[name]), { signal });
  };
  if (brain !== undefined) {
    await saveNifti(brain, place(names.brain), { spaceCode, signal });
    await beside("brainJson");
  }
  if (reference !== undefined) {
    await saveLabels(reference.labels, place(names.reference), { spaceCode, signal });
    await beside("referenceJson");
  }
  if (labels !== undefined) {
    await saveLabels(labels, place(names.labels), { spaceCode, signal });
    await beside("labelsJson");
  }
}

async function saveLabels(
  labels: LabelMap,
  path: string,
  options: { readonly spaceCode: 1 | 2 | 3 | 4 | 5 | undefined; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const largest = labels.data.reduce((most, label) => Math.max(most, label), 0);
  const dataType = largest <= 255 ? "uint8" : largest <= 32767 ? "int16" : "int32";
  await saveNifti(labels, path, { ...options, dataType, metadata: { intentCode: INTENT_LABEL } });
}

/** Removes the files of a series, the metadata first, so that what is left is never taken for whole. */
export async function removeSubject(output: string, names: StandardNames): Promise<void> {
  const { metadata, ...others } = names;
  for (const name of [metadata, ...Object.values(others)]) await rm(join(output, ...name.split("/")), { force: true });
}

/**
 * The row of a series that was standardised by an earlier run with the same key and whose files are still as that run
 * wrote them; `undefined` when it has to be done.
 */
export async function storedRow(output: string, names: StandardNames, key: string): Promise<QcRow | undefined> {
  try {
    const stored: unknown = JSON.parse(await readFile(join(output, ...names.metadata.split("/")), "utf8"));
    if (typeof stored !== "object" || stored === null || !("key" in stored) || stored.key !== key) return undefined;
    if (!("outputs" in stored) || !(await areUnchanged(output, stored.outputs))) return undefined;
    return "qc" in stored ? { ...(stored.qc as QcRow), status: "skipped" } : undefined;
  } catch {
    return undefined;
  }
}
