// The Python process of a benchmark: asked by lines of JSON, answers by lines of JSON, one for each and one when it is ready.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PYTHON = process.env.CMB_PYTHON ?? "python3";

/**
 * Starts a Python program.
 *
 * @param script its URL
 * @param args of the command line
 * @param requirements the file that lists what it needs, for the message when it fails
 */
export function askPython({ script, args, requirements }) {
  const child = spawn(PYTHON, [fileURLToPath(script), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  const gone = (why) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(why));
  };
  child.on("error", (error) => gone(`${PYTHON} does not start: ${error.message}; set CMB_PYTHON`));
  child.on("exit", (code) => gone(`${PYTHON} ended with ${code}: pip install -r ${requirements}, or set CMB_PYTHON`));
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const answer = () => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  return {
    /** What it says when it is ready. */
    ready: answer(),
    ask: (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    stop: () => child.kill(),
  };
}
