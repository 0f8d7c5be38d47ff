// The Python process of kernels.mjs: asked by lines of JSON, answers by lines of JSON.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Starts kernels.py; `ready` resolves to what it runs, `prepare` and `time` ask it for one row. */
export function startPeers({ python, folder, shape, affine }) {
  const script = fileURLToPath(new URL("./kernels.py", import.meta.url));
  const child = spawn(python, [script, folder, JSON.stringify({ shape, affine })], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = [];
  const gone = (why) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(why));
  };
  child.on("error", (error) => gone(`${python} does not start: ${error.message}; set CMB_PYTHON`));
  child.on("exit", (code) =>
    gone(`${python} ended with ${code}: pip install -r benchmarks/preprocess/requirements.txt, or set CMB_PYTHON`),
  );
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const answer = () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const ask = (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  return {
    ready: answer(),
    /** Warms both libraries up and compares our result; undefined where none of them has the kernel. */
    prepare: async (row) => (await ask({ prepare: row })) ?? undefined,
    time: async (library, row) => (await ask({ library, row })) ?? undefined,
    stop: () => child.kill(),
  };
}
