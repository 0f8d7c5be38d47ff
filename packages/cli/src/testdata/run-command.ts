import { run } from "../run.js";

/** How a command ended and what it wrote. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process and keeps what it writes. */
export async function runCommand(
  argv: readonly string[],
  { isTTY = false, signal = new AbortController().signal }: { isTTY?: boolean; signal?: AbortSignal } = {},
): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const collect = (name: "stdout" | "stderr") => ({
    isTTY,
    write: (text: string): void => {
      written[name] += text;
    },
  });
  const code = await run(argv, { stdout: collect("stdout"), stderr: collect("stderr"), env: {}, signal });
  return { code, ...written };
}
