import { defineConfig } from "tsup";

// Unbundled: one output file for each source file, so that `sideEffects: false` works per file. Types come from `tsc`.
export default defineConfig({
  entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/testdata/**"],
  format: ["esm"],
  target: "es2022",
  bundle: false,
  sourcemap: true,
  clean: true,
  silent: true,
});
