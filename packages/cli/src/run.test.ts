import { describe, expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";

describe("run", () => {
  it("opens the help with examples and lists the commands", async () => {
    const { code, stdout } = await runCommand(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Examples\n {2}cmb detect/);
    for (const name of ["detect", "info", "convert"]) expect(stdout).toContain(`\n  ${name} `);
  });

  it.each(["detect", "info", "convert", "standardize", "synth"])("opens the help of %s with examples", async (name) => {
    for (const argv of [
      [name, "--help"],
      [name, "scan.nii", "-h"],
    ]) {
      const { code, stdout, stderr } = await runCommand(argv);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`^Examples\\n {2}cmb ${name}`));
    }
  });

  it("prints the versions of the program and of its model", async () => {
    expect((await runCommand(["--version"])).stdout).toMatch(/^cmb \d+\.\d+\.\d+, model [a-z][a-z-]* \d+\.\d+\.\d+\n$/);
  });

  it("shows the help and ends with 2 when it is called without a command", async () => {
    const { code, stdout } = await runCommand([]);
    expect(code).toBe(2);
    expect(stdout).toContain("Usage: cmb COMMAND");
  });

  it("ends with 2 for an unknown command and says which there are, on one line of stderr", async () => {
    const { code, stdout, stderr } = await runCommand(["segment"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^cmb: INVALID_ARGUMENT: there is no command "segment"; there are detect, .*convert; cmb --help shows how\n$/,
    );
    for (const name of ["info", "standardize"]) expect(stderr).toContain(` ${name},`);
  });

  it("prints an error as JSON on stdout, and nothing on stderr, where --json asks for it", async () => {
    const { code, stdout, stderr } = await runCommand(["detect", "--json", "--preset", "fast", "a.nii"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ code: "INVALID_ARGUMENT", details: { name: "preset", value: "fast" } });
  });

  it("ends with 130 when it is interrupted", async () => {
    const { code, stdout, stderr } = await runCommand(["info", "a.nii"], { signal: AbortSignal.abort() });
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/^cmb: interrupted/);
  });
});
