import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertSamePlace, CmbError, type Mask, spacing, type Volume, type VoxelArray } from "@cmb/core";
import { readMetaImage, writeMetaImage } from "./meta-image.node.js";

/** How N4 is called. @since 0.1.0 */
export interface N4Options {
  /** Name or path of the program; `"N4BiasFieldCorrection"`, looked for on the path, unless given. */
  readonly program?: string | undefined;
  /** Where there is tissue; N4 looks at these voxels alone. The whole image unless given. */
  readonly mask?: Mask | undefined;
  /** How much coarser the grid is on which the field is fitted; 4 unless given. */
  readonly shrinkFactor?: number | undefined;
  /** Most iterations at each level, coarse to fine; [50, 50, 50, 50] unless given. */
  readonly iterations?: readonly number[] | undefined;
  /** Iterations of a level end when the field changes by less; 0.0000001 unless given. */
  readonly convergenceThreshold?: number | undefined;
  /** Distance of the spline's knots at the coarsest level in mm; 200 unless given. */
  readonly splineDistanceMm?: number | undefined;
  /** Kills the program; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * N4 bias field correction by `N4BiasFieldCorrection` of ANTs, which must be installed. Defaults are those of the program.
 *
 * The volume goes through a temporary folder, which is removed whatever happens; the program gets a list of arguments, no
 * shell sees them. N4 takes logarithms, so that values near 0 and below should be outside of the mask. The result depends
 * on the program's version and number of threads. `correctHomogeneity` needs no program, and levels finer shading.
 *
 * @param volume - magnitude image without NaN and infinities, any voxel type
 * @param options - see {@link N4Options}
 * @returns a new float32 volume on the same grid
 * @throws CmbError `PROGRAM_UNAVAILABLE` when the program cannot be started, `PROGRAM_FAILED` when it ends with an error
 * or without a result, `OUT_OF_RANGE` when a voxel is not finite or an option not above 0, `SHAPE_MISMATCH` when the mask
 * has another grid, `CORRUPT_DATA`, `TRUNCATED_DATA` or `UNSUPPORTED_FORMAT` when its result cannot be read; the
 * signal's reason when aborted
 * @see Tustison et al. 2010, N4ITK: improved N3 bias correction, doi:10.1109/TMI.2010.2046908
 * @since 0.1.0
 */
export async function n4BiasFieldCorrection(volume: Volume<VoxelArray>, options: N4Options = {}): Promise<Volume> {
  const { program = "N4BiasFieldCorrection", mask, signal } = options;
  signal?.throwIfAborted();
  assertFinite(volume);
  if (mask !== undefined) assertSamePlace("n4BiasFieldCorrection", volume, mask);
  const settings = settingArguments(options);
  const folder = await mkdtemp(join(tmpdir(), "cmb-n4-"));
  try {
    const [input, output, maskFile] = ["input", "output", "mask"].map((name) => join(folder, `${name}.mha`)) as [
      string,
      string,
      string,
    ];
    await writeFile(input, writeMetaImage(imageOf(volume)));
    if (mask !== undefined) await writeFile(maskFile, writeMetaImage(imageOf(mask)));
    const files = ["-d", "3", "-i", input, "-o", output, ...(mask === undefined ? [] : ["-x", maskFile])];
    const printed = await run(program, [...files, ...settings], signal);
    const result = await readFile(output).catch((cause: unknown) => {
      const message = `${program} ended without writing a result; it printed: ${printed}`;
      throw new CmbError("PROGRAM_FAILED", message, { program, exitCode: 0, output: printed }, { cause });
    });
    return { data: readMetaImage(result, volume.shape), shape: volume.shape, affine: volume.affine };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function imageOf({ data, shape, affine }: Volume<VoxelArray>): Parameters<typeof writeMetaImage>[0] {
  return { data: new Float32Array(data), shape, spacingMm: spacing(affine) };
}

function assertFinite({ data }: Volume<VoxelArray>): void {
  const at = data.findIndex((value: number) => !Number.isFinite(value));
  if (at === -1) return;
  const message = `n4BiasFieldCorrection: voxel ${at} is ${data[at]}; repair it first, for instance with repairNan`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "volume", value: Number(data[at]) });
}

function settingArguments(options: N4Options): readonly string[] {
  const { shrinkFactor = 4, iterations = [50, 50, 50, 50] } = options;
  const { convergenceThreshold = 1e-7, splineDistanceMm = 200 } = options;
  const numbers = { shrinkFactor, convergenceThreshold, splineDistanceMm, levels: iterations.length };
  for (const [name, value] of [...Object.entries(numbers), ...iterations.map((n) => ["iterations", n] as const)]) {
    if (value > 0 && Number.isFinite(value)) continue;
    const message = `n4BiasFieldCorrection: ${name} is ${value}; give a number above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum: 0 });
  }
  const convergence = `[${iterations.join("x")},${convergenceThreshold.toFixed(12)}]`;
  return ["-s", String(shrinkFactor), "-c", convergence, "-b", `[${splineDistanceMm}]`];
}

/** What an error message still shows. */
const OUTPUT_CHARACTERS = 2000;

/** Runs a program to its end and gives the end of what it printed. */
function run(program: string, args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
    execFile(program, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim().slice(-OUTPUT_CHARACTERS);
      if (error === null) resolve(output);
      else if (signal?.aborted) reject(signal.reason);
      else if (error.code === "ENOENT" || error.code === "EACCES") reject(unavailable(program, error));
      else reject(failed(program, error, output));
    });
  });
}

function unavailable(program: string, cause: Error): CmbError<"PROGRAM_UNAVAILABLE"> {
  const message = `${program} could not be started; install ANTs, or give its path as program`;
  return new CmbError("PROGRAM_UNAVAILABLE", message, { program }, { cause });
}

function failed(
  program: string,
  cause: Error & { readonly code?: number | string | null | undefined },
  output: string,
): CmbError<"PROGRAM_FAILED"> {
  const exitCode = typeof cause.code === "number" ? cause.code : -1;
  const message = `${program} ended with code ${exitCode}; it printed: ${output}`;
  return new CmbError("PROGRAM_FAILED", message, { program, exitCode, output }, { cause });
}
