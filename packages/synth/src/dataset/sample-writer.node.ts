import type { LongTaskOptions, Volume, VoxelArray } from "@cmb/core";
import type { DatasetPlan, InputFile, SampleRecord } from "./dataset-plan.js";
import { loadInput } from "./load-input.node.js";
import { createSampleMaker, type SampleInput } from "./make-sample.js";
import { writeSample } from "./write-sample.node.js";

/** Makes and writes samples of a plan; keeps what the next one can use. @internal */
export function createSampleWriter(
  plan: DatasetPlan,
): (sample: number, options: LongTaskOptions) => Promise<SampleRecord> {
  const make = createSampleMaker({
    ...plan,
    labels: plan.labels.map((file) => sampleInput(file, undefined)),
    backgrounds: plan.backgrounds.map((file) => sampleInput(file, plan.volumeIndex)),
  });
  return async (sample, options) => writeSample(plan, { sample, content: await make(sample, options) }, options);
}

function sampleInput({ path, name, acquisition }: InputFile, volumeIndex: number | undefined): SampleInput {
  const load = ({ signal }: LongTaskOptions): Promise<Volume<VoxelArray>> => loadInput(path, { signal, volumeIndex });
  return { name, load, acquisition };
}
