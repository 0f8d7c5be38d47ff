import { CmbError } from "@cmb/core";
import type { DatasetFolder } from "../dataset-folder.js";
import type { DatasetName, DatasetSubject } from "../dataset-subject.js";
import { readBids } from "./read-bids.js";
import { type ReadCerebriuOptions, readCerebriu } from "./read-cerebriu.js";
import { readCerebriuNegative } from "./read-cerebriu-negative.js";
import { readDou } from "./read-dou.js";
import { readMomeni } from "./read-momeni.js";
import { type ReadMomeniSynthOptions, readMomeniSynth } from "./read-momeni-synth.js";
import { readRodeja } from "./read-rodeja.js";
import { readValdo } from "./read-valdo.js";

/** What {@link readDataset} takes: the options of the dataset's own reader. @since 0.1.0 */
export interface ReadAnyDatasetOptions extends ReadCerebriuOptions, ReadMomeniSynthOptions {}

type Reader = (folder: DatasetFolder, options: ReadAnyDatasetOptions) => AsyncGenerator<DatasetSubject>;

const READERS: Readonly<Record<DatasetName, Reader>> = {
  valdo: readValdo,
  dou: readDou,
  momeni: readMomeni,
  "momeni-synth": readMomeniSynth,
  rodeja: readRodeja,
  cerebriu: readCerebriu,
  "cerebriu-neg": readCerebriuNegative,
  bids: readBids,
};

/** The names of all datasets that can be read. @since 0.1.0 */
export const DATASET_NAMES: readonly DatasetName[] = Object.keys(READERS) as DatasetName[];

/**
 * The subjects of a dataset by its name.
 *
 * @param name - which dataset the folder holds
 * @param folder - where it is
 * @param options - those of its reader; one that its reader does not have is refused
 * @returns subjects, one at a time: only headers are read before something is loaded
 * @throws CmbError `INVALID_ARGUMENT` for an unknown name and for an option of another dataset; all that the reader throws
 * @since 0.1.0
 */
export function readDataset(
  name: DatasetName,
  folder: DatasetFolder,
  options: ReadAnyDatasetOptions = {},
): AsyncGenerator<DatasetSubject> {
  const reader: Reader | undefined = READERS[name];
  if (reader === undefined) {
    const message = `There is no dataset "${name}"; there are ${DATASET_NAMES.join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "dataset", value: name });
  }
  assertReaderOptions(name, options);
  return reader(folder, options);
}

/**
 * Throws where an option belongs to another dataset.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 */
export function assertReaderOptions(name: DatasetName, options: ReadAnyDatasetOptions): void {
  refuse(name, "realMicrobleeds", { value: options.realMicrobleeds, owner: "momeni-synth" });
  refuse(name, "clusterCut", { value: options.clusterCut, owner: "cerebriu" });
}

function refuse(
  dataset: DatasetName,
  option: string,
  { value, owner }: { readonly value: string | undefined; readonly owner: DatasetName },
): void {
  if (value === undefined || dataset === owner) return;
  const message = `${option} is an option of the dataset ${owner}, and ${dataset} has no such choice; leave it out`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: option, value });
}
