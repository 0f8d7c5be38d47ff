import type { LongTaskOptions, Volume, VoxelArray } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";
import type { DatasetPlan, InputFile, SampleRecord } from "./dataset-plan.js";
import { createSampleMaker, type SampleInput } from "./make-sample.js";
import { writeSample } from "./write-sample.node.js";

/** Makes and writes samples of a plan; keeps what the next one can use. @internal */
export function createSampleWriter(
  plan: DatasetPlan,
): (sample: number, options: LongTaskOptions) => Promise<SampleRecord> {
  const make = createSampleMaker({
    ...plan,
    labels: plan.labels.map(sampleInput),
    backgrounds: plan.backgrounds.map(sampleInput),
  });
  return async (sample, options) => writeSample(plan, { sample, content: await make(sample, options) }, options);
}

function sampleInput({ path, name }: InputFile): SampleInput {
  const load = async ({ signal }: LongTaskOptions): Promise<Volume<VoxelArray>> =>
    (await loadNifti(path, { signal })).volume;
  return { name, load };
}
