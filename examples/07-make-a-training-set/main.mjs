import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadNifti } from "@cmb/io/node";
import { writeDataset } from "@cmb/synth/node";

const output = process.argv[2] ?? (await mkdtemp(join(tmpdir(), "cmb-training-")));

// Small patches of a small head, so that this takes seconds: leave sizeMm and headScale out for training.
const settings = /** @type {const} */ ({
  kind: "patch",
  preset: "mixed",
  microbleeds: { count: 2 },
  sizeMm: 24,
  headScale: 0.3,
});
for await (const { subject, status, microbleeds } of writeDataset({ ...settings, output, count: 3, seed: 7 })) {
  console.log(`${subject} ${status}: ${microbleeds} microbleeds`);
}

// How a program for training reads it: the table of samples, then image and target of each.
const [head = "", ...rows] = (await readFile(join(output, "participants.tsv"), "utf8")).trimEnd().split("\n");
const columns = head.split("\t");
for (const row of rows) {
  const cells = row.split("\t");
  const [subject = "", contrast] = [cells[0], cells[columns.indexOf("contrast")]];
  const truth = join(output, "derivatives/cmb-synth", subject, "anat", subject);
  const suffix = contrast === "SWI" ? "swi" : "T2starw";
  const image = (await loadNifti(join(output, subject, "anat", `${subject}_${suffix}.nii.gz`))).volume;
  const target = (await loadNifti(`${truth}_desc-microbleed_mask.nii.gz`)).volume;
  const { objects } = JSON.parse(await readFile(`${truth}_objects.json`, "utf8"));
  let marked = 0;
  for (const value of target.data) marked += value;
  console.log(
    `${subject}: ${contrast}, ${image.shape.join(" × ")} voxels, ${objects.length} objects, ${marked} voxels marked`,
  );
}
console.log(output);
