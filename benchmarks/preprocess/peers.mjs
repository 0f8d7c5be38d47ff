// The Python process of kernels.mjs.
import { askPython } from "../ask-python.mjs";

/** Starts kernels.py; `ready` resolves to what it runs, `prepare` and `time` ask it for one row. */
export function startPeers({ folder, shape, affine }) {
  const { ready, ask, stop } = askPython({
    script: new URL("./kernels.py", import.meta.url),
    args: [folder, JSON.stringify({ shape, affine })],
    requirements: "benchmarks/preprocess/requirements.txt",
  });
  return {
    ready,
    /** Warms both libraries up and compares our result; undefined where none of them has the kernel. */
    prepare: async (row) => (await ask({ prepare: row })) ?? undefined,
    time: async (library, row) => (await ask({ library, row })) ?? undefined,
    stop,
  };
}
