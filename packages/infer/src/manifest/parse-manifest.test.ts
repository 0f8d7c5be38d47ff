import { isCmbError } from "@cmb/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WHOLE_MANIFEST } from "../testdata/model-manifest.js";
import type { ModelManifest } from "./model-manifest.js";
import { parseManifest } from "./parse-manifest.js";

type Path = readonly (string | number)[];

/** A copy with another value at a path; `undefined` takes it away. */
function changed(manifest: ModelManifest, path: Path, value: unknown): unknown {
  const copy = structuredClone(manifest);
  let place: unknown = copy;
  for (const step of path.slice(0, -1)) place = (place as Record<string | number, unknown>)[step];
  const last = path.at(-1) as string | number;
  if (value === undefined) delete (place as Record<string | number, unknown>)[last];
  else (place as Record<string | number, unknown>)[last] = value;
  return copy;
}

function nameOf(path: Path): string {
  return path.reduce<string>((name, step) => name + (typeof step === "number" ? `[${step}]` : `.${step}`), "manifest");
}

/** Every place of a manifest, its recipe apart, which has tests of its own. */
function placesOf(value: unknown, path: Path = []): readonly { path: Path; value: unknown }[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  const below = entries.flatMap(([name, inner]) => (name === "recipe" ? [] : placesOf(inner, [...path, name])));
  return [...(path.length > 0 ? [{ path, value }] : []), ...below];
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && !Array.isArray(value);
}

/** Values of every kind but that of `value`, and the numbers that are none. */
function otherKinds(value: unknown): readonly unknown[] {
  const kinds: readonly unknown[] = [null, Number.NaN, Number.POSITIVE_INFINITY, 1e300, "", true, [], {}];
  const isSame = (kind: unknown): boolean =>
    typeof kind === typeof value && kind !== null && Array.isArray(kind) === Array.isArray(value);
  return kinds.filter((kind) => !isSame(kind) || (typeof kind === "number" && !Number.isFinite(kind)));
}

/** Whether a manifest without this is none. */
function isRequired(path: Path): boolean {
  const name = path.at(-1);
  if (typeof name === "number" || path.at(-2) === "coefficients") return false;
  return !["recipe", "calibration", "regions", "verifier"].includes(name as string);
}

describe("parseManifest", () => {
  it("takes a manifest with every field, and one without the optional ones", () => {
    expect(parseManifest(WHOLE_MANIFEST)).toBe(WHOLE_MANIFEST);
    const { recipe: _recipe, calibration: _calibration, ...rest } = WHOLE_MANIFEST;
    const bare = { ...rest, networks: { lesions: WHOLE_MANIFEST.networks.lesions } };
    expect(parseManifest(bare)).toBe(bare);
  });

  it("says which field is wrong, what it is and what it must be", () => {
    const wrong = changed(WHOLE_MANIFEST, ["networks", "lesions", 0, "tile", "shape", 2], 44);
    expect(() => parseManifest(wrong)).toThrow(
      expect.objectContaining({
        code: "INVALID_MODEL",
        message: "manifest.networks.lesions[0].tile.shape[2] is 44; wanted: a multiple of 8 from 8 to 512",
        details: { field: "manifest.networks.lesions[0].tile.shape[2]", value: 44 },
      }),
    );
  });

  it.each<[string, Path, unknown, string]>([
    ["another version of the schema", ["schemaVersion"], 2, "wanted: 1"],
    ["a version as text", ["schemaVersion"], "1", "wanted: 1"],
    ["a file of a folder above", ["networks", "lesions", 0, "file"], "../lesions.onnx", "beside the manifest"],
    ["a file that is named dots", ["networks", "lesions", 0, "file"], "..", "beside the manifest"],
    ["a file of a folder below", ["networks", "verifier", "file"], "more/v.onnx", "beside the manifest"],
    ["a file with a backslash", ["networks", "verifier", "file"], "..\\v.onnx", "beside the manifest"],
    ["a URL", ["networks", "regions", "file"], "https://example.org/r.onnx", "beside the manifest"],
    ["a file twice", ["networks", "verifier", "file"], "lesions.onnx", "that no other network has"],
    ["a hash in capitals", ["networks", "lesions", 0, "sha256"], "A".repeat(64), "small letters"],
    ["a hash that is short", ["networks", "lesions", 0, "sha256"], "0".repeat(63), "64 digits"],
    ["no bytes", ["networks", "lesions", 0, "bytes"], 0, "a whole number from 1"],
    ["half a byte", ["networks", "lesions", 0, "bytes"], 1.5, "a whole number from 1"],
    ["no classes", ["networks", "regions", "classes"], [], "a list of 2 to 14"],
    ["an unknown class", ["networks", "regions", "classes", 1], "liver", '"background" or "csf"'],
    ["a class twice", ["networks", "regions", "classes", 2], "cerebral-white-matter", "each only once"],
    ["classes without background", ["networks", "regions", "classes", 0], "csf", 'wanted: "background"'],
    ["no lesion network", ["networks", "lesions"], [], "a list of 1 to 2"],
    ["no channels", ["networks", "lesions", 0, "channels"], [], "a list of 1 to 3"],
    ["channels without lesion", ["networks", "lesions", 0, "channels"], ["centre"], 'a list with "lesion"'],
    ["a tile of two axes", ["networks", "lesions", 0, "tile", "shape"], [96, 96], "three numbers"],
    ["a tile of 90 voxels", ["networks", "lesions", 0, "tile", "shape", 0], 90, "a multiple of 16 from 16 to 512"],
    ["an endless tile", ["networks", "lesions", 0, "tile", "shape", 1], 1e6 * 16, "from 16 to 512"],
    ["an overlap of a tile", ["networks", "lesions", 0, "tile", "overlap", 2], 48, "less than the tile's 48"],
    ["a negative overlap", ["networks", "lesions", 0, "tile", "overlap", 2], -1, "from 0 to 512"],
    ["an empty cube", ["networks", "verifier", "cube", 0], 0, "from 1 to 512"],
    ["a threshold above 1", ["thresholds", "specific"], 1.01, "a number from 0 to 1"],
    ["a threshold below 0", ["thresholds", "sensitive"], -0.01, "a number from 0 to 1"],
    ["thresholds that fall", ["thresholds", "balanced"], 0.1, "sensitive at most balanced"],
    ["a definite threshold above 1", ["definiteThreshold"], 2, "a number from 0 to 1"],
    ["no number", ["calibration", "intercept"], Number.NaN, "manifest.calibration.intercept is NaN; wanted: a number"],
    ["an endless coefficient", ["calibration", "coefficients", "verifierLogit"], Number.POSITIVE_INFINITY, "a number"],
    ["a feature without a name", ["calibration", "coefficients", " "], 1, "letters and digits"],
    ["no candidates at all", ["candidates", "most"], 0, "from 1 to 10000"],
    ["a negative distance", ["candidates", "separationMm"], -1, "from 0 to 100"],
    ["a name with a space", ["id"], "my model", "small letters"],
    ["an empty licence", ["licence"], " ", "a text of 1 to 200 characters"],
    ["a recipe without steps", ["recipe", "steps"], [], "manifest.recipe.steps is []; wanted: a list of at least one"],
    ["a recipe that is none", ["recipe"], "default", 'manifest.recipe is "default"; wanted: an object'],
  ])("refuses %s", (_, path, value, message) => {
    expect(() => parseManifest(changed(WHOLE_MANIFEST, path, value))).toThrow(
      expect.objectContaining({ code: "INVALID_MODEL", message: expect.stringContaining(message) }),
    );
  });

  it.each([undefined, null, 7, "{}", [], [WHOLE_MANIFEST]])("refuses %j, which is no object", (value) => {
    expect(() => parseManifest(value)).toThrow(expect.objectContaining({ code: "INVALID_MODEL" }));
  });
});

describe("properties", () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const word = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== "");
  const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
  const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
  const weights = (
    file: string,
  ): { file: fc.Arbitrary<string>; sha256: typeof sha256; bytes: fc.Arbitrary<number> } => ({
    file: fc.constant(file),
    sha256,
    bytes: whole(1, 1e9),
  });
  const lesions = (file: string): fc.Arbitrary<ModelManifest["networks"]["lesions"][0]> =>
    fc.record({
      ...weights(file),
      input: word,
      output: word,
      channels: fc.constantFrom(
        ["lesion"] as const,
        ["centre", "lesion"] as const,
        ["mimic", "lesion", "centre"] as const,
      ),
      tile: fc.record({
        shape: fc.tuple(whole(1, 32), whole(1, 32), whole(1, 64)).map(([a, b, c]) => [16 * a, 16 * b, 8 * c] as const),
        overlap: fc.tuple(whole(0, 15), whole(0, 15), whole(0, 7)),
      }),
    });
  const calibration = fc.record({
    intercept: fc.double({ noNaN: true, noDefaultInfinity: true }),
    coefficients: fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,9}$/), unit),
  });
  const manifest = fc
    .record({
      text: fc.record({ version: word, description: word, licence: word, intendedUse: word }),
      id: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/),
      training: fc.record({
        trainedOn: word,
        validatedOnPatients: fc.boolean(),
        sources: fc.array(word, { minLength: 1, maxLength: 3 }),
      }),
      lesions: fc.oneof(fc.tuple(lesions("a.onnx")), fc.tuple(lesions("a.onnx"), lesions("b-2.onnx"))),
      optional: fc.record(
        {
          regions: fc.constant(WHOLE_MANIFEST.networks.regions),
          verifier: fc.record({
            ...weights("v.onnx"),
            input: word,
            score: word,
            mask: word,
            cube: fc.tuple(whole(1, 64), whole(1, 64), whole(1, 64)),
          }),
        },
        { requiredKeys: [] },
      ),
      other: fc.record({ recipe: fc.constant(WHOLE_MANIFEST.recipe), calibration }, { requiredKeys: [] }),
      thresholds: fc.tuple(unit, unit, unit).map((values) => values.sort((a, b) => a - b)),
      candidates: fc.record({
        leastProbability: unit,
        separationMm: fc.double({ min: 0, max: 100, noNaN: true }),
        most: whole(1, 10_000),
        maskProbability: unit,
      }),
      definiteThreshold: unit,
    })
    .map(({ text, optional, other, thresholds, lesions: networks, ...rest }) => ({
      ...{ schemaVersion: 1, ...text, ...other, ...rest, networks: { lesions: networks, ...optional } },
      thresholds: { sensitive: thresholds[0], balanced: thresholds[1], specific: thresholds[2] },
    }));

  it("gives every valid manifest back as it was, also after a way through JSON", () => {
    fc.assert(
      fc.property(manifest, (value) => {
        // JSON has no −0.
        const written = JSON.parse(JSON.stringify(value));
        expect(parseManifest(structuredClone(written))).toEqual(written);
        expect(parseManifest(value)).toBe(value);
      }),
    );
  });

  it("refuses every manifest with one value of another kind, one field too few or one too many", () => {
    const wrong = placesOf(WHOLE_MANIFEST).flatMap(({ path, value }) => [
      ...otherKinds(value).map((other) => ({ path, other })),
      ...(isRequired(path) ? [{ path, other: undefined }] : []),
      ...(isPlainObject(value) && path.at(-1) !== "coefficients" ? [{ path: [...path, "extra"], other: 1 }] : []),
    ]);
    expect(wrong.length).toBeGreaterThan(400);
    for (const { path, other } of wrong) {
      let error: unknown;
      try {
        parseManifest(changed(WHOLE_MANIFEST, path, other));
      } catch (caught) {
        error = caught;
      }
      const refused = isCmbError(error, "INVALID_MODEL") ? error.details.field : `no error for ${String(other)}`;
      expect(refused.startsWith(nameOf(path)) || nameOf(path).startsWith(refused), `${nameOf(path)}: ${refused}`).toBe(
        true,
      );
    }
  });
});
