import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { runCommand } from "./testdata/run-command.js";

const COMMANDS = ["detect", "evaluate", "metrics", "synth", "info", "preprocess", "convert", "standardize"];

/** The sections of docs/reference-cli.md by the command in their heading. */
async function sections(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(new URL("../../../docs/reference-cli.md", import.meta.url), "utf8");
  const parts = page.split(/^## cmb /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.search(/[\n,]/)), part.split(/^## /m)[0] ?? ""]));
}

/** Long options that a text names, without those of other commands in `cmb NAME …`. */
function optionsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/(?<![\w-])--[a-z][a-z-]*[a-z]/g));
}

it("is told which commands there are", async () => {
  const { stderr } = await runCommand(["no-such-command"]);
  expect(
    stderr
      .match(/there are (.*);/)?.[1]
      ?.split(", ")
      .sort(),
  ).toEqual([...COMMANDS].sort());
});

it.each(COMMANDS)("the reference page has the options of cmb %s --help, and no others", async (name) => {
  const { stdout } = await runCommand([name, "--help"]);
  const section = (await sections()).get(name) ?? "";
  const onPage = [...optionsIn(section)].filter((option) => option !== "--help");
  expect(onPage.sort()).toEqual([...optionsIn(stdout)].sort());
});

it.each(COMMANDS)("cmb %s takes each option that its help names", async (name) => {
  const { stdout } = await runCommand([name, "--help"]);
  for (const option of optionsIn(stdout)) {
    // Without a value where one is needed, or with one that is of no use: any complaint but that there is no such option.
    const { stderr } = await runCommand([name, option, "--no-such-option"]);
    expect(stderr).not.toContain(`Unknown option '${option}'`);
  }
});
