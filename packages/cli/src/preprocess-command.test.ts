import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Affine, type Mask, orientation, spacing, type Volume, voxelToWorld, worldToVoxel } from "@cmb/core";
import { loadNifti, saveNifti } from "@cmb/io/node";
import { builtInRecipe, hashRecipe, runRecipe } from "@cmb/preprocess";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";
import { RAMP, temporaryFolder, writeFourDimensional, writePhantom } from "./testdata/small-scans.js";

let folder = "";
let remove = async (): Promise<void> => {};
let head: Volume;
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  await writePhantom(at("head.nii.gz"));
  head = (await loadNifti(at("head.nii.gz"))).volume as Volume;
  await saveNifti(RAMP, at("ramp.nii"));
  await writeFourDimensional(at("four.nii"));
  await saveNifti(middleOf(head, 1), at("brain.nii"));
  await saveNifti(pointOf(head), at("points.nii"));
  await writeFile(at("own.json"), JSON.stringify(OWN));
});
afterAll(() => remove());

const OWN = {
  schemaVersion: 1,
  id: "own",
  steps: [
    { step: "listLesions", by: "values" },
    { step: "reorient", orientation: "LPS" },
    { step: "add", value: 0.5 },
  ],
} as const;

function at(name: string): string {
  return join(folder, name);
}

/** All voxels that are not at the edge of the grid. */
function middleOf({ shape, affine, data }: Volume, value: number): Mask {
  const [ni, nj, nk] = shape;
  const inside = Uint8Array.from(data, (_, v) => {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    return i > 5 && i < ni - 6 && j > 5 && j < nj - 6 && k > 2 && k < nk - 3 ? value : 0;
  });
  return { data: inside, shape, affine };
}

/** One voxel in the middle, with the number 300. */
function pointOf({ shape, affine, data }: Volume): Volume<Uint16Array> {
  const [ni, nj, nk] = shape;
  const point = new Uint16Array(data.length);
  point[(ni >> 1) + ni * ((nj >> 1) + nj * (nk >> 1))] = 300;
  return { data: point, shape, affine };
}

describe("cmb preprocess", () => {
  it("writes image, brain and provenance by the default recipe", async () => {
    const outcome = await runCommand(["preprocess", at("head.nii.gz"), "--out", at("default")]);
    expect(outcome.code).toBe(0);
    const names = ["head_prep.nii.gz", "head_prep-brain.nii.gz", "head_prep.json"];
    expect(outcome.stdout).toBe(names.map((name) => `${join(at("default"), name)}\n`).join(""));
    expect((await readdir(at("default"))).sort()).toEqual([...names].sort());
    const { volume } = await loadNifti(join(at("default"), "head_prep.nii.gz"));
    const expected = await runRecipe({ image: head }, builtInRecipe("default"));
    expect(volume.shape).toEqual(expected.image.shape);
    expect(Buffer.from(volume.data.buffer).equals(Buffer.from(expected.image.data.buffer))).toBe(true);
    expect(spacing(volume.affine).map((mm) => Number(mm.toFixed(4)))).toEqual([0.5, 0.5, 1]);
    const document = JSON.parse(await readFile(join(at("default"), "head_prep.json"), "utf8"));
    expect(document).toEqual(JSON.parse(JSON.stringify(expected.provenance)));
    expect(outcome.stderr).toContain(`default: ${volume.shape.join(" × ")} voxels of 0.5 × 0.5 × 1 mm, RAS\n`);
  });

  it("takes a mask and labels along by the published recipe", async () => {
    const argv = ["--recipe", "upstream-2024", "--mask", at("brain.nii"), "--labels", at("points.nii")];
    const outcome = await runCommand(["preprocess", at("head.nii.gz"), ...argv, "--out", at("published"), "--quiet"]);
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: "" });
    const { volume: labels, header } = await loadNifti(join(at("published"), "head_prep-labels.nii.gz"));
    expect(header).toMatchObject({ dataType: "uint8", metadata: { intentCode: 1002 } });
    const document = JSON.parse(await readFile(join(at("published"), "head_prep.json"), "utf8"));
    expect(document.recipe.sha256).toBe(await hashRecipe(builtInRecipe("upstream-2024")));
    expect(document.steps.find(({ step }: { step: string }) => step === "brainMask")).toMatchObject({
      model: "brain.nii",
    });
    expect(document.lesions).toHaveLength(1);
    const [ni, nj, nk] = head.shape;
    const centre = worldToVoxel(labels.affine, voxelToWorld(head.affine, [ni >> 1, nj >> 1, nk >> 1])).map(Math.round);
    expect(
      labels.data[(centre[0] ?? 0) + labels.shape[0] * ((centre[1] ?? 0) + labels.shape[1] * (centre[2] ?? 0))],
    ).toBe(1);
  });

  it("prints the provenance with --json and writes nothing unless --out is given", async () => {
    const before = await readdir(folder);
    const { code, stdout } = await runCommand(["preprocess", at("ramp.nii"), "--recipe", at("own.json"), "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      recipe: OWN,
      native: { orientation: "RAS" },
      prepared: { orientation: "LPS" },
    });
    expect(await readdir(folder)).toEqual(before);
    const written = await runCommand([
      "preprocess",
      at("ramp.nii"),
      "--recipe",
      at("own.json"),
      "--json",
      "--out",
      at("json"),
    ]);
    expect(JSON.parse(written.stdout)).toEqual(JSON.parse(stdout));
    expect(await readdir(at("json"))).toEqual(["ramp_prep.json", "ramp_prep.nii.gz"]);
  });

  it("keeps the numbers of labels in a type that holds them", async () => {
    const argv = ["--recipe", at("own.json"), "--labels", at("points.nii"), "--out", at("numbers")];
    expect((await runCommand(["preprocess", at("head.nii.gz"), ...argv])).code).toBe(0);
    const { volume, header } = await loadNifti(join(at("numbers"), "head_prep-labels.nii.gz"));
    expect(header.dataType).toBe("int16");
    expect(new Set<number>(volume.data)).toEqual(new Set([0, 300]));
    expect(orientation(volume.affine)).toBe("LPS");
  });

  it.each<[string, readonly string[], number]>([
    ["no scan", [], 2],
    ["two scans", ["ramp.nii", "head.nii.gz"], 2],
    ["an unknown recipe", ["ramp.nii", "--recipe", "upstream"], 2],
    ["a recipe file that is not there", ["ramp.nii", "--recipe", "missing.json"], 66],
    ["a mask that the recipe does not use", ["ramp.nii", "--recipe", "own.json", "--mask", "ramp.nii"], 2],
    ["a mask of another grid", ["head.nii.gz", "--mask", "ramp.nii"], 65],
    ["labels of another grid", ["head.nii.gz", "--labels", "ramp.nii"], 65],
    ["a missing scan", ["missing.nii"], 66],
    ["a 4-D scan without --volume", ["four.nii", "--recipe", "own.json"], 65],
  ])("refuses %s and writes nothing", async (_, argv, code) => {
    const paths = argv.map((text) => (/\.(nii|nii\.gz|json)$/.test(text) ? at(text) : text));
    const outcome = await runCommand(["preprocess", ...paths, "--out", at("refused")]);
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: "" });
    expect(await readdir(folder)).not.toContain("refused");
  });

  it.each(["labels", "mask"])("refuses a file of --%s that lies elsewhere than the scan", async (option) => {
    const affines: readonly Affine[] = [
      head.affine.map((value, n) => (n === 3 ? value + 3 : value)) as unknown as Affine,
      head.affine.map((value, n) => (n === 7 ? value + 50 : value)) as unknown as Affine,
      head.affine.map((value, n) => (n % 4 === 0 ? -value : value)) as unknown as Affine,
      head.affine.map((value, n) => (n % 4 === 3 ? value : 2 * value)) as unknown as Affine,
    ];
    for (const affine of affines) {
      await saveNifti({ ...middleOf(head, 1), affine }, at("elsewhere.nii"));
      const refused = await runCommand([
        ...["preprocess", at("head.nii.gz"), "--recipe", "upstream-2024", "--out", at("elsewhere")],
        ...[`--${option}`, at("elsewhere.nii")],
      ]);
      expect(refused.code).toBe(65);
      expect(refused.stderr).toMatch(/elsewhere.nii: a corner voxel of one image lies .* mm from .*resample/);
    }
    expect(await readdir(folder)).not.toContain("elsewhere");
  });

  it.each([
    { step: "resample", grid: "spacing", spacingMm: 0.01 },
    { step: "resample", grid: "worldAligned", spacingMm: 0.01 },
    { step: "cropOrPad", shape: [100_000, 100_000, 100_000] },
  ])("refuses a grid beyond all memory, $step $grid, as bad data", async (step) => {
    await writeFile(at("huge.json"), JSON.stringify({ schemaVersion: 1, id: "huge", steps: [step] }));
    const refused = await runCommand(["preprocess", at("head.nii.gz"), "--recipe", at("huge.json"), "--json"]);
    expect([refused.code, refused.stdout]).toEqual([65, expect.stringContaining("TOO_LARGE")]);
  });

  it("takes one volume of a 4-D scan", async () => {
    const argv = ["--recipe", at("own.json"), "--volume", "1", "--out", at("second")];
    expect((await runCommand(["preprocess", at("four.nii"), ...argv])).code).toBe(0);
    const { volume } = await loadNifti(join(at("second"), "four_prep.nii.gz"));
    expect(Math.min(...volume.data)).toBe(60.5);
  });

  it("leaves nothing behind when it is interrupted or a file cannot take its place", async () => {
    const stopped = await runCommand(["preprocess", at("head.nii.gz"), "--out", at("stopped")], {
      signal: AbortSignal.timeout(30),
    });
    expect(stopped.code).toBe(130);
    expect(await readdir(folder)).not.toContain("stopped");
    await mkdir(join(at("blocked"), "ramp_prep.json"), { recursive: true });
    const blocked = await runCommand([
      "preprocess",
      at("ramp.nii"),
      "--recipe",
      at("own.json"),
      "--out",
      at("blocked"),
    ]);
    expect(blocked.code).toBe(1);
    expect(await readdir(at("blocked"))).toEqual(["ramp_prep.json"]);
  });
});
