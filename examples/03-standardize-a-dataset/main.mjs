import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generateDataset } from "@cmb/datasets";
import { standardizeDataset } from "@cmb/datasets/node";

const folder = await mkdtemp(join(tmpdir(), "cmb-example-"));
const input = join(folder, "dou");

// Two heads with dark balls, and their centres in MAT files, counted from 1 as in the real ones.
const { files, series } = await generateDataset("dou", { seed: 4, patients: 2 });
for (const [path, bytes] of files) {
  await mkdir(dirname(join(input, path)), { recursive: true });
  await writeFile(join(input, path), bytes);
}
console.log(`${files.size} files, ${series.length} series`);

const options = /** @type {const} */ ({ dataset: "dou", input, output: join(folder, "out") });
const columns = ["series", "status", "shapeBefore", "shapeAfter", "lesionsBefore", "lesionsAfter"];
console.log(columns.join("\t"));
for await (const { row } of standardizeDataset(options)) {
  console.log(columns.map((column) => Reflect.get(row, column)).join("\t"));
}

// Inputs and parameters are the same: both are skipped.
for await (const { row } of standardizeDataset(options)) console.log(`${row.series}\t${row.status}`);
await rm(folder, { recursive: true });
