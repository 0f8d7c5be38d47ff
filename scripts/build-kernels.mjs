// Builds the WebAssembly kernels of @cmb/preprocess into TypeScript files that hold their bytes.
//
// Usage: node scripts/build-kernels.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const PREPROCESS = fileURLToPath(new URL("../packages/preprocess", import.meta.url));

/** Of 64 KiB; the memory never grows. */
const PAGES = 32;

/** What is built. The Fourier kernels are two modules of one memory, so that each stays below 4 KiB. */
export const KERNELS = [
  kernels("row-kernels", { importMemory: false }),
  kernels("fourier-stages", { importMemory: true }),
  kernels("fourier-lines", { importMemory: true }),
];

function kernels(name, options) {
  const source = join(PREPROCESS, `assembly/${name}.ts`);
  return { name, source, options, file: join(PREPROCESS, `src/simd/${name}-wasm.ts`) };
}

/** The file that holds the bytes of one of {@link KERNELS}, as it should be. */
export async function kernelsSource({ name, source, options }) {
  const { binary, error, stderr } = await asc.compileString(readFileSync(source, "utf8"), {
    optimizeLevel: 3,
    shrinkLevel: 0,
    runtime: "stub",
    noAssert: true,
    initialMemory: PAGES,
    maximumMemory: PAGES,
    enable: ["simd"],
    ...options,
  });
  if (error !== null) throw new Error(`build-kernels: ${error.message}: ${stderr.toString()}`);
  return `// Made by scripts/build-kernels.mjs from assembly/${name}.ts; do not edit.

/** The WebAssembly module of the ${name.replace("-", " ")}, ${binary.length} bytes in base64. */
export const ${name.replace("-", "_").toUpperCase()}_BASE64: string =
  "${Buffer.from(binary).toString("base64")}";
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const one of KERNELS) writeFileSync(one.file, await kernelsSource(one));
}
