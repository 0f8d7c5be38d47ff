// Builds the WebAssembly kernels of @cmb/preprocess into a TypeScript file that holds their bytes.
//
// Usage: node scripts/build-kernels.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = join(ROOT, "packages/preprocess/assembly/row-kernels.ts");

/** Where the bytes are kept. */
export const KERNELS_FILE = join(ROOT, "packages/preprocess/src/simd/row-kernels-wasm.ts");

/** Of 64 KiB; the memory never grows. */
const PAGES = 32;

/** The generated file as it should be. */
export async function kernelsSource() {
  const { binary, error, stderr } = await asc.compileString(readFileSync(SOURCE, "utf8"), {
    optimizeLevel: 3,
    shrinkLevel: 0,
    runtime: "stub",
    noAssert: true,
    initialMemory: PAGES,
    maximumMemory: PAGES,
    enable: ["simd"],
  });
  if (error !== null) throw new Error(`build-kernels: ${error.message}: ${stderr.toString()}`);
  return `// Made by scripts/build-kernels.mjs from assembly/row-kernels.ts; do not edit.

/** The WebAssembly module of the row kernels, ${binary.length} bytes in base64. */
export const ROW_KERNELS_BASE64: string =
  "${Buffer.from(binary).toString("base64")}";
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(KERNELS_FILE, await kernelsSource());
