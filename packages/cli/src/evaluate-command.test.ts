import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { saveNifti } from "@cmb/io/node";
import { listProtocols } from "@cmb/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evaluate, paintBoxes, writeFolders } from "./testdata/fixture-images.js";
import { runCommand } from "./testdata/run-command.js";
import { temporaryFolder } from "./testdata/small-scans.js";

const TABLE = `case,side,x,y,z,score
sub-01,reference,-10.5,20,31,
sub-01,reference,42,-8,12,
sub-01,prediction,-10,21,31,0.93
sub-01,prediction,5,60,-2,0.40
sub-02,,,,,
`;

let folder = "";
let remove = async (): Promise<void> => {};
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  await writeFile(at("lesions.csv"), TABLE);
});
afterEach(() => remove());

function at(name: string): string {
  return join(folder, name);
}

const scored = (...more: readonly string[]) =>
  runCommand(["evaluate", "--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--bootstrap", "100", ...more]);

describe("cmb evaluate", () => {
  it("prints tables on stdout and nothing on stderr", async () => {
    const { code, stdout, stderr } = await scored();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^centroid-3mm · Centres within 3 mm\n2 scans, 2 reference and 2 predicted lesions/);
    expect(stdout).toMatch(/\nSensitivity +0\.500 \[/);
  });
  it("prints one JSON document in the fixed form, undefined quantities as null", async () => {
    const { code, stdout } = await scored("--json");
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    const [result] = document.results;
    const fields = [
      "protocol",
      "parameters",
      "cases",
      "pooled",
      "macro",
      "median",
      "intervals",
      "classification",
      "strata",
      "curve",
    ];
    for (const field of fields) expect(result).toHaveProperty(field);
    expect(document.warnings).toEqual([]);
    expect(result.cases[1]).toMatchObject({
      id: "sub-02",
      referenceCount: 0,
      precision: null,
      recall: null,
      f1: null,
      dice: null,
    });
    expect(result.pooled).toMatchObject({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      falsePositivesPerScan: 0.5,
      dice: null,
    });
    expect(result.intervals).toMatchObject({ resamples: 100, seed: 1, confidence: 0.95, unit: "scan" });
    expect(result.parameters.criterion).toMatchObject({ by: "centreDistance", toleranceMm: 3 });
    expect(stdout).not.toMatch(/NaN|: undefined/);
  });
  it("says with --explain what became of each lesion", async () => {
    const [result] = await evaluate("--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--explain");
    expect(result?.cases[0]?.lesions?.map(({ side, number, outcome }) => [side, number, outcome])).toEqual([
      ["reference", 1, "found"],
      ["reference", 2, "missed"],
      ["prediction", 1, "matched"],
      ["prediction", 2, "unmatched"],
    ]);
    expect(result?.cases[1]?.lesions).toEqual([]);
  });
  it("takes the plain name from a protocol that was changed", async () => {
    const results = await evaluate("--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--tolerance-mm", "100");
    expect(results[0]).toMatchObject({ protocol: "centroid-3mm*", pooled: { truePositives: 2 } });
  });
  it("warns in the document that protocols do not compare", async () => {
    const { stdout } = await scored("--protocol", "froc-luna", "--json");
    expect(JSON.parse(stdout).warnings).toEqual([
      "these results follow different protocols (centroid-3mm, froc-luna); their numbers do not compare",
    ]);
  });
  it("lists the protocols without any other option", async () => {
    const { code, stdout } = await runCommand(["evaluate", "--protocol", "list"]);
    expect(code).toBe(0);
    for (const { id } of listProtocols()) expect(stdout).toContain(`${id} `);
    const json = await runCommand(["evaluate", "--protocol", "list", "--json"]);
    expect(JSON.parse(json.stdout)).toEqual({ protocols: listProtocols() });
  });
  it("writes a page and two tables, and the same bytes for the same input", async () => {
    const files = ["--html", at("page.html"), "--csv", at("scans.csv"), "--title", "My detector"];
    expect((await scored(...files)).code).toBe(0);
    const read = () =>
      Promise.all(["page.html", "scans.csv", "scans-lesions.csv"].map((name) => readFile(at(name), "utf8")));
    const [page = "", scans = "", lesions = ""] = await read();
    expect(page).toContain("<h1>My detector</h1>");
    expect(scans.trimEnd().split("\r\n")).toHaveLength(3);
    expect(lesions.trimEnd().split("\r\n")).toHaveLength(5);
    await scored(...files);
    expect(await read()).toEqual([page, scans, lesions]);
    expect((await readdir(folder)).sort()).toEqual(["lesions.csv", "page.html", "scans-lesions.csv", "scans.csv"]);
  });
  it("shows pictures of the errors where it is given the scans", async () => {
    const box = [2, 2, 2, 4, 4, 4];
    const pair = {
      id: "a",
      reference: paintBoxes([14, 8, 8], [1, 1, 1], [box]),
      prediction: paintBoxes([14, 8, 8], [1, 1, 1], []),
    };
    const given = await writeFolders(folder, [pair]);
    await mkdir(at("scans"));
    await saveNifti(
      paintBoxes(
        [14, 8, 8],
        [1, 1, 1],
        [
          [0, 0, 0, 14, 8, 8, 100],
          [...box, 30],
        ],
      ),
      at("scans/a.nii"),
    );
    const argv = [
      "evaluate",
      ...given,
      "--protocol",
      "centroid-3mm",
      "--html",
      at("page.html"),
      "--images",
      at("scans"),
    ];
    expect((await runCommand(argv)).code).toBe(0);
    const page = await readFile(at("page.html"), "utf8");
    expect(page).toContain("<h4>missed, no. 1, at 2.5, 2.5, 2.5 mm</h4>");
    expect(page.match(/href="data:image\/png/g)).toHaveLength(4);
  });
  it("compares two systems, and says why it cannot", async () => {
    await writeFile(at("better.csv"), `${TABLE}sub-01,prediction,42,-8,12,0.8\n`);
    const { stdout } = await scored("--compare", at("better.csv"), "--json");
    const { results, comparisons } = JSON.parse(stdout);
    expect(results.map(({ system }: { system: string }) => system)).toEqual(["lesions.csv", "better.csv"]);
    expect(comparisons[0]).toMatchObject({ systems: ["lesions.csv", "better.csv"], warnings: [], unitCount: 2 });
    const recall = comparisons[0].differences.find(
      ({ quantity }: { quantity: string }) => quantity === "pooled recall",
    );
    expect(recall).toMatchObject({ first: 0.5, second: 1, difference: -0.5 });
    await writeFile(at("other.csv"), TABLE.replace("sub-01,reference,42,-8,12,\n", ""));
    const other = await scored("--compare", at("other.csv"));
    expect(other.stderr).toBe(
      "cmb: warning: the references of scan sub-01 differ; give both systems the same reference\n",
    );
    expect((await scored("--compare", at("other.csv"), "--quiet")).stderr).toBe("");
  });
  it("keeps predictions by their score where lists meet --threshold", async () => {
    const results = await evaluate(
      "--cases",
      at("lesions.csv"),
      "--protocol",
      "centroid-3mm",
      "--threshold",
      "0.5",
      "--explain",
    );
    expect(results[0]).toMatchObject({
      protocol: "centroid-3mm*",
      parameters: { scoreCut: { threshold: 0.5, includes: "above" } },
      pooled: { predictionCount: 1 },
    });
    expect(results[0]?.cases[0]?.lesions?.map(({ outcome }) => outcome).at(-1)).toBe("belowCut");
    const higher = await evaluate("--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--threshold", "0.95");
    expect(higher[0]).toMatchObject({ protocol: "centroid-3mm*", pooled: { predictionCount: 0 } });
  });
  it("warns of probabilities that a protocol cuts at 0, in the document and on stderr", async () => {
    const reference = paintBoxes([10, 10, 10], [1, 1, 1], [[1, 1, 1, 3, 3, 3]]);
    const prediction = paintBoxes(
      [10, 10, 10],
      [1, 1, 1],
      [
        [0, 0, 0, 10, 10, 10, 1e-6],
        [1, 1, 1, 3, 3, 3, 0.9],
      ],
    );
    const given = await writeFolders(folder, [{ id: "a", reference, prediction }]);
    const argv = ["evaluate", ...given, "--bootstrap", "0", "--json", "--protocol"];
    const { code, stdout, stderr } = await runCommand([...argv, "touch26-pooled"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).warnings).toEqual([
      expect.stringContaining("touch26-pooled, a: the prediction is not binary and everything above 0 is lesion"),
      expect.stringContaining("touch26-pooled, a: the prediction has a lesion over 100 % of the grid"),
    ]);
    expect(stderr.match(/^cmb: warning: touch26-pooled, a: /gm)).toHaveLength(2);
    expect(JSON.parse((await runCommand([...argv, "centroid-3mm"])).stdout).warnings).toEqual([]);
  });
  it("joins a table of covariates to lists by the scan, and names columns that mean nothing", async () => {
    await writeFile(at("participants.tsv"), "participant_id\tsite\nsub-01\tBonn\nsub-02\tUlm\nsub-09\tUlm\n");
    const more = ["--covariates", at("participants.tsv"), "--strata", "site", "--json"];
    const { stdout, stderr } = await scored(...more);
    const [result] = JSON.parse(stdout).results;
    expect(result.strata.covariates.site.map(({ name }: { name: string }) => name)).toEqual(["Bonn", "Ulm"]);
    expect(result.intervals.unit).toBe("patient");
    expect(stderr).toContain("no scan for 1 rows, sub-09");
    await writeFile(at("more.csv"), "case,side,x,y,z,reader\na,reference,1,2,3,ann\n");
    const argv = ["evaluate", "--cases", at("more.csv"), "--protocol", "centroid-3mm", "--bootstrap", "0"];
    expect((await runCommand(argv)).stderr).toContain("more.csv: columns that are passed over: reader");
  });
  it("groups scans as it is told", async () => {
    const cases = ["SWI", "GRE"].map((sequence, n) => ({
      id: String(n),
      covariates: { sequence },
      reference: [{ centreMm: [0, 0, 0] }],
      prediction: n === 0 ? [{ centreMm: [0, 0, 1] }] : [],
    }));
    await writeFile(at("cases.json"), JSON.stringify({ cases }));
    const [result] = await evaluate("--cases", at("cases.json"), "--protocol", "centroid-3mm", "--strata", "sequence");
    const groups = result?.strata.covariates["sequence"]?.map(({ name, pooled }) => [name, pooled["recall"]]);
    expect(groups).toEqual([
      ["GRE", 0],
      ["SWI", 1],
    ]);
    const [none] = await evaluate("--cases", at("cases.json"), "--protocol", "centroid-3mm", "--strata", "none");
    expect(none?.strata).toEqual({});
  });
  it("shows on a terminal how far it is, and cleans up after itself", async () => {
    const argv = ["evaluate", "--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--bootstrap", "0"];
    const { stderr } = await runCommand(argv, { isTTY: true });
    expect(stderr).toMatch(/100 % {2}cmb evaluate: intervals/);
    expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  });
  it("ends with 130 and writes nothing when interrupted", async () => {
    const argv = ["evaluate", "--cases", at("lesions.csv"), "--protocol", "picai", "--html", at("page.html")];
    expect((await runCommand(argv, { signal: AbortSignal.abort() })).code).toBe(130);
    expect(await readdir(folder)).toEqual(["lesions.csv"]);
  });
  it("ends with 130 when interrupted between resamples", async () => {
    const argv = ["evaluate", "--cases", at("lesions.csv"), "--protocol", "centroid-3mm", "--bootstrap", "100000"];
    const controller = new AbortController();
    const stop = setTimeout(() => controller.abort(), 40);
    const { code, stdout } = await runCommand(argv, { signal: controller.signal });
    clearTimeout(stop);
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  });

  describe("refuses", () => {
    it.each([
      [2, ["--protocol", "picai"], "give --cases FILE, or --reference DIR and --prediction DIR"],
      [2, ["--cases", "x.csv"], "no protocol was given"],
      [2, ["--cases", "x.csv", "--protocol", "nonsense"], "there is no protocol nonsense"],
      [2, ["--cases", "x.csv", "--reference", "r", "--protocol", "picai"], "--reference goes with folders"],
      [2, ["--cases", "-", "--compare", "-", "--protocol", "picai"], "stdin can be read once"],
      [2, ["x.csv", "--protocol", "picai"], '"x.csv" belongs to no option'],
      [2, ["--cases", "x.csv", "--protocol", "picai", "--level", "0"], "--level is 0"],
      [2, ["--cases", "x.csv", "--protocol", "picai", "--level", "1.5"], "--level is 1.5"],
      [2, ["--cases", "x.csv", "--protocol", "picai", "--level", "99.95"], "--level is 99.95"],
      [65, ["--cases", "x.csv", "--protocol", "picai", "--bootstrap", "99"], "OUT_OF_RANGE: --bootstrap is 99"],
      [65, ["--cases", "x.csv", "--protocol", "picai", "--bootstrap", "100001"], "OUT_OF_RANGE: --bootstrap is 100001"],
      [
        2,
        ["--cases", "x.csv", "--protocol", "picai", "--html", "./x.csv"],
        "would be written over, and it is read too",
      ],
      [2, ["--cases", "x.csv", "--protocol", "picai", "--html", "a", "--csv", "./a"], "and it is written too"],
      [2, ["--cases", "x.csv", "--protocol", "picai", "--csv", "a.csv", "--html", "a-lesions.csv"], "is written too"],
      [2, ["--cases", "x.csv", "--protocol", ","], "no protocol was given"],
      [
        2,
        ["--cases", "x.csv", "--protocol", "picai", "--surface-tolerance-mm", "1"],
        "--surface-tolerance-mm goes with folders",
      ],
      [66, ["--cases", "nowhere.csv", "--protocol", "picai"], "nowhere.csv is not there"],
      [66, ["--reference", "nowhere", "--prediction", "nowhere", "--protocol", "picai"], "nowhere is not there"],
      [1, ["--cases", "x.csv", "--protocol", "picai", "--html", "/nowhere/page.html"], "cannot be written"],
    ])("with exit code %i: %j", async (wanted, argv, message) => {
      const { code, stdout, stderr } = await runCommand(["evaluate", ...argv]);
      expect({ code, stdout }).toEqual({ code: wanted, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr.trimEnd()).not.toContain("\n");
    });
    it("with 65 and the case a scan that lacks what the protocol needs", async () => {
      const argv = ["evaluate", "--cases", at("lesions.csv"), "--protocol", "picai"];
      const { code, stderr } = await runCommand(argv);
      expect(code).toBe(65);
      expect(stderr).toMatch(/^cmb: INVALID_CASE: .*sub-01.*overlap/);
      const { stdout } = await runCommand([...argv, "--json"]);
      expect(JSON.parse(stdout)).toMatchObject({ code: "INVALID_CASE", details: { case: "sub-01" } });
    });
    it.each([
      ["a list", "none.json", "[]"],
      ["a table", "none.csv", "case,side,x,y,z\n"],
    ])("with 65 %s without a case", async (_, name, text) => {
      await writeFile(at(name), text);
      const { code, stderr } = await runCommand(["evaluate", "--cases", at(name), "--protocol", "centroid-3mm"]);
      expect([code, stderr]).toEqual([65, expect.stringContaining("INVALID_CASE: there is no scan to score")]);
    });
    it("with 65 folders of which --missing skip leaves nothing", async () => {
      const box = paintBoxes([4, 4, 4], [1, 1, 1], [[1, 1, 1, 2, 2, 2]]);
      for (const path of ["r/a.nii", "p/b.nii"]) {
        await mkdir(at(path.slice(0, 1)));
        await saveNifti(box, at(path));
      }
      const argv = ["--reference", at("r"), "--prediction", at("p"), "--missing", "skip", "--protocol", "picai"];
      const { code, stderr } = await runCommand(["evaluate", ...argv]);
      expect([code, stderr]).toEqual([65, expect.stringContaining("there is no scan to score")]);
    });
    it("with 2 groups of a lesion feature that no lesion of the images has", async () => {
      const box = paintBoxes([4, 4, 4], [1, 1, 1], [[1, 1, 1, 2, 2, 2]]);
      const given = await writeFolders(folder, [{ id: "a", reference: box, prediction: box }]);
      const argv = ["evaluate", ...given, "--protocol", "picai", "--bootstrap", "0", "--strata", "lesion.nonsense=2"];
      const { code, stderr } = await runCommand(argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining("lesion.nonsense, which no lesion has")]);
    });
    it("to say twice where the help is", async () => {
      const argv = ["evaluate", "--cases", at("lesions.csv"), "--protocol", "picai", "--connectivity", "7"];
      const { stderr } = await runCommand(argv);
      expect(stderr.match(/--help shows how/g)).toHaveLength(1);
    });
    it("with 65 masks on grids that differ", async () => {
      const reference = paintBoxes([4, 4, 4], [1, 1, 1], []);
      const given = await writeFolders(folder, [
        { id: "a", reference, prediction: paintBoxes([4, 4, 5], [1, 1, 1], []) },
      ]);
      const { code, stderr } = await runCommand(["evaluate", ...given, "--protocol", "picai"]);
      expect(code).toBe(65);
      expect(stderr).toMatch(/^cmb: SHAPE_MISMATCH: /);
    });
    it("to write a table over a folder", async () => {
      await mkdir(at("scans.csv"));
      const { code, stderr } = await scored("--csv", at("scans.csv"));
      expect(code).toBe(1);
      expect(stderr).toContain("is a folder");
    });
  });
});
