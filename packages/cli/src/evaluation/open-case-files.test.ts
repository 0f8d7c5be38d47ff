import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCmbError } from "@cmb/core";
import { type EvaluationCase, getProtocol } from "@cmb/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testdata/small-scans.js";
import { openCaseFiles } from "./open-case-files.js";

let folder = "";
let remove = async (): Promise<void> => {};
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function casesOf(paths: readonly string[]): Promise<readonly (readonly EvaluationCase[])[]> {
  const source = await openCaseFiles({ paths, covariates: undefined, stdin: undefined });
  const cases: (readonly EvaluationCase[])[] = [];
  for await (const scan of source.scans()) cases.push(scan.casesFor(getProtocol("centroid-3mm")));
  return cases;
}

async function errorOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const lesion = { centreMm: [0, 0, 0] };
const json = (cases: unknown): string => JSON.stringify({ cases });

describe("openCaseFiles", () => {
  it("reads JSON and CSV, whatever the file is called", async () => {
    const jsonPath = await file("a.txt", `\uFEFF${json([{ id: "x", reference: [lesion], prediction: [] }])}`);
    const csvPath = await file("b.txt", "case,side,x,y,z\nx,reference,0,0,0\n");
    const [[fromJson] = []] = await casesOf([jsonPath]);
    const [[fromCsv] = []] = await casesOf([csvPath]);
    expect(fromJson).toEqual(fromCsv);
  });
  it("reads stdin for -", async () => {
    const chunks = async function* (): AsyncIterable<Uint8Array> {
      const bytes = new TextEncoder().encode(json([{ id: "å", reference: [], prediction: [] }]));
      // A chunk may end within a character.
      for (const byte of bytes) yield Uint8Array.of(byte);
    };
    const source = await openCaseFiles({ paths: ["-"], covariates: undefined, stdin: chunks() });
    for await (const { id } of source.scans()) expect(id).toBe("å");
    expect(source).toMatchObject({ systems: ["stdin"], scanCount: 1 });
  });
  it("says what scans can be grouped by", async () => {
    const scan = (id: string, sequence: string | null) => ({
      id,
      covariates: { sequence },
      reference: [{ ...lesion, location: "lobar", features: { diameterMm: 3 } }],
      prediction: [],
    });
    const path = await file("groups.json", json([scan("a", "SWI"), scan("b", null), scan("c", "GRE")]));
    const { groupings } = await openCaseFiles({ paths: [path], covariates: undefined, stdin: undefined });
    expect(groupings).toEqual({
      covariates: new Map([["sequence", ["SWI", "GRE"]]]),
      hasLocations: true,
      features: new Set(["diameterMm"]),
      isMeasured: false,
    });
  });
  it("puts the cases of two systems together by their ids", async () => {
    const one = (x: number) => ({ ...lesion, centreMm: [x, 0, 0] });
    const first = await file("1.json", json(["a", "b"].map((id) => ({ id, reference: [], prediction: [one(1)] }))));
    const second = await file(
      "2.json",
      json(["b", "a"].map((id) => ({ id, reference: [], prediction: [one(id === "a" ? 2 : 3)] }))),
    );
    const cases = await casesOf([first, second]);
    expect(cases.map((pair) => pair.map(({ prediction }) => prediction[0]?.centreMm?.[0]))).toEqual([
      [1, 2],
      [1, 3],
    ]);
    const third = await file("3.json", json([{ id: "a", reference: [], prediction: [] }]));
    const error = await errorOf(casesOf([first, third]));
    expect(isCmbError(error, "INVALID_CASE") && error.details.case).toBe("b");
  });
  it.each([
    [
      "the case and the field",
      json([{ id: "s1", reference: [{ ...lesion, sizeVoxels: -2 }], prediction: [] }]),
      "s1",
      "reference[0].sizeVoxels",
    ],
    ["a case without an id by its place", json([{ reference: [], prediction: [] }]), "number 1", "id"],
    [
      "an overlap that names no lesion",
      json([{ id: "s2", reference: [], prediction: [], overlap: [[0, 0, 1]] }]),
      "s2",
      "overlap[0]",
    ],
    ["a list that is missing", json([{ id: "s3", reference: [] }]), "s3", "prediction"],
  ])("names %s", async (_, text, id, field) => {
    const path = await file("bad.json", text);
    const error = await errorOf(casesOf([path]));
    expect(isCmbError(error, "INVALID_CASE") && error.details).toMatchObject({ case: id, field });
    expect(String(error)).toContain(`bad.json, case ${id}: `);
  });
  it.each([
    ["broken JSON", '{"cases": [', "CORRUPT_DATA", "is not JSON"],
    ["a table without columns", "one,two\n1,2\n", "INVALID_CASE", "lacks the columns case, side, x, y, z"],
    ["null for a list", "null\n", "INVALID_CASE", "give a list of cases"],
    [
      "a row of a table by its line",
      "case,side,x,y,z,sizeVoxels\na,reference,1,2,3,4\na,reference,1,2,3,0\n",
      "INVALID_CASE",
      "bad: parseCasesCsv: line 3 has 0 for sizeVoxels; give at least 1",
    ],
    ["a row without a case", "case,side,x,y,z\n,reference,1,2,3\n", "INVALID_CASE", "line 2 names no case"],
    ["semicolons", "case;side;x;y;z\na;reference;1;2;3\n", "INVALID_CASE", "has semicolons between the columns"],
    ["an empty file", "", "INVALID_CASE", "lacks the columns"],
  ] as const)("refuses %s", async (_, text, code, message) => {
    const error = await errorOf(casesOf([await file("bad", text)]));
    expect(isCmbError(error, code) && error.message).toContain(message);
  });
  it("says which file is missing, and that a folder is none", async () => {
    const missing = await errorOf(casesOf([join(folder, "none.json")]));
    expect(isCmbError(missing, "FILE_NOT_READABLE")).toBe(true);
    const aFolder = await errorOf(casesOf([folder]));
    expect(isCmbError(aFolder, "FILE_NOT_READABLE") && aFolder.message).toContain("is a folder");
  });
});
