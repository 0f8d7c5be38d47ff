import { gzipSync } from "node:zlib";
import type { Rng } from "@cmb/core";
import { type HeaderBytes, type HeaderNumber, headerLength, setHeaderNumber } from "../nifti/header-layout.js";
import { fixtureBytes, nibabelFixtures } from "./nibabel-fixtures.js";

/** Good files to break: every uncompressed single file that nibabel wrote. */
export function seedFiles(): readonly Uint8Array[] {
  return nibabelFixtures()
    .filter(({ file }) => file.endsWith(".nii"))
    .map(({ file }) => fixtureBytes(file));
}

/** A file with one to four things wrong with it. */
export function mutate(seeds: readonly Uint8Array[], rng: Rng): Uint8Array {
  let file: Uint8Array = (seeds[rng.integer(0, seeds.length - 1)] ?? new Uint8Array(0)).slice();
  for (let n = rng.integer(1, 4); n > 0; n--) file = pick(MUTATIONS, rng)(file, rng);
  return file;
}

/** The same as gzip, half of the time damaged. */
export function mutateGzip(seeds: readonly Uint8Array[], rng: Rng): Uint8Array {
  const packed = new Uint8Array(gzipSync(mutate(seeds, rng), { level: 1 }));
  const change = rng.integer(0, 5);
  if (change === 0) return flipBit(packed, rng);
  if (change === 1) return packed.subarray(0, rng.integer(0, packed.length));
  if (change === 2) return setByte(packed, rng);
  return packed;
}

type Mutation = (file: Uint8Array, rng: Rng) => Uint8Array;

function pick<T>(choices: readonly [T, ...T[]], rng: Rng): T {
  return choices[rng.integer(0, choices.length - 1)] ?? choices[0];
}

function flipBit(file: Uint8Array, rng: Rng): Uint8Array {
  if (file.length === 0) return file;
  // Most of a header is text and unused; the first half of it decides.
  const at = rng.integer(0, Math.min(file.length, pick([12, 160, file.length], rng)) - 1);
  file[at] = (file[at] ?? 0) ^ (1 << rng.integer(0, 7));
  return file;
}

function setByte(file: Uint8Array, rng: Rng): Uint8Array {
  if (file.length === 0) return file;
  file[rng.integer(0, file.length - 1)] = pick([0, 1, 127, 128, 255, rng.integer(0, 255)], rng);
  return file;
}

function cutOff(file: Uint8Array, rng: Rng): Uint8Array {
  return file.slice(0, pick([0, 4, 347, 348, 352, 540, rng.integer(0, file.length)], rng));
}

function append(file: Uint8Array, rng: Rng): Uint8Array {
  const longer = new Uint8Array(file.length + rng.integer(1, 64));
  longer.set(file);
  return longer;
}

const LIES: readonly [HeaderNumber, ...HeaderNumber[]] = [
  "dim",
  "datatype",
  "bitpix",
  "pixdim",
  "vox_offset",
  "scl_slope",
  "scl_inter",
  "xyzt_units",
  "qform_code",
  "sform_code",
  "quatern",
  "qoffset",
  "srow",
  "sizeof_hdr",
  "intent_code",
  "cal_max",
];
const COUNTS: Partial<Record<HeaderNumber, number>> = { dim: 8, pixdim: 8, quatern: 3, qoffset: 3, srow: 12 };
const WHOLE = [
  0,
  1,
  -1,
  2,
  3,
  7,
  8,
  16,
  64,
  127,
  255,
  256,
  512,
  1024,
  1280,
  2304,
  32767,
  -32768,
  2 ** 31,
  2 ** 40,
] as const;
const REAL = [0, -1, 1e-45, 1e-10, 352, 352.5, 1e10, 3e38, -3e38, Number.NaN, Infinity, -Infinity] as const;

/** A field that says something else: whole numbers and others, in either byte order and version. */
function lie(file: Uint8Array, rng: Rng): Uint8Array {
  const version = file[0] === 0x1c || file[1] === 0x02 ? 2 : 1;
  if (file.length < headerLength(version)) return file;
  const littleEndian = file[0] !== 0;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const header: HeaderBytes = { view, version, littleEndian };
  const name = pick(LIES, rng);
  const index = rng.integer(0, (COUNTS[name] ?? 1) - 1);
  const real = ["pixdim", "scl_slope", "scl_inter", "quatern", "qoffset", "srow", "cal_max"].includes(name);
  const isOffset = name === "vox_offset" && version === 1;
  setHeaderNumber(header, name, real || isOffset ? pick(REAL, rng) : pick(WHOLE, rng), index);
  return file;
}

function changeMagic(file: Uint8Array, rng: Rng): Uint8Array {
  if (file.length >= 348) file[pick([4, 5, 6, 344, 345, 346, 347], rng)] = pick([0, 43, 49, 50, 105, 110], rng);
  return file;
}

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  lie,
  lie,
  lie,
  flipBit,
  flipBit,
  setByte,
  cutOff,
  append,
  changeMagic,
];
