import { createRng, isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { augment } from "../augment.js";
import type { Transform } from "../definition/transform.js";
import { applySteps } from "../history/apply-steps.js";
import { checkParameters } from "../history/check-parameters.js";
import { parseHistory } from "../history/history.js";
import type { Scene } from "../scene.js";
import { comparable } from "./comparable.js";
import { madeScene } from "./made-scene.js";

interface StandardTests<O, P> {
  /** The public function, such as `gamma`. */
  readonly transform: (options: O) => Transform<P>;
  /** With which it changes every sample visibly. */
  readonly options: O;
  /** Parameters that leave the image as it is; `undefined` where there are none. */
  readonly identity: P | undefined;
  /** Whether places move. */
  readonly moves: boolean;
  /** Largest difference from the input at `identity`; 0, equal bytes, unless given. */
  readonly identityTolerance?: number;
  /** An option that is refused, for example `{ logGamma: Number.NaN }`; an unknown option is always tried. */
  readonly refused?: Readonly<Record<string, unknown>>;
  /** Instead of the made scene. */
  readonly scene?: Scene;
  /** Whether parameters are the same for every seed, as nothing is drawn; `false` unless given. */
  readonly isFixed?: boolean;
}

/** What holds for every transform; call it in the test file of each. */
export function standardTests<O, P>(name: string, given: StandardTests<O, P>): void {
  const { transform, options, moves, scene = madeScene(), isFixed = false } = given;
  const drawn = (seed: number): Promise<P> => transform(options).sample(createRng(seed, name), scene.image, scene);

  describe(`${name}: what holds for every transform`, () => {
    it("changes the image, by finite float32 values", async () => {
      const { image } = await transform(options).applyToScene(scene, await drawn(1));
      expect(image.data).toBeInstanceOf(Float32Array);
      expect(image.data.every(Number.isFinite)).toBe(true);
      expect(sameBytes(image.data, scene.image.data) && image.shape.join() === scene.image.shape.join()).toBe(false);
    });

    if (given.identity !== undefined) identityTest(given, scene);

    it("does not touch its input", async () => {
      const before = comparable(scene);
      await transform(options).applyToScene(scene, await drawn(2));
      expect(comparable(scene)).toStrictEqual(before);
    });

    it("keeps image, channels and labels on one grid and their types", async () => {
      const { image, channels = [], labels } = await transform(options).applyToScene(scene, await drawn(3));
      const voxels = image.shape[0] * image.shape[1] * image.shape[2];
      for (const volume of [image, ...channels, ...(labels === undefined ? [] : [labels])]) {
        expect(volume.data.length).toBe(voxels);
        expect(volume.shape).toStrictEqual(image.shape);
        expect(volume.affine).toStrictEqual(image.affine);
      }
      expect(labels?.data.constructor).toBe(scene.labels?.data.constructor);
      if (moves) return;
      expect(image.shape).toStrictEqual(scene.image.shape);
      expect(image.affine).toStrictEqual(scene.image.affine);
    });

    it("draws the same from the same seed, and other parameters from another", async () => {
      expect(await drawn(4)).toStrictEqual(await drawn(4));
      if (isFixed) return;
      const many = await Promise.all([4, 5, 6, 7, 8, 9, 10, 11].map(drawn));
      expect(new Set(many.map((parameters) => JSON.stringify(parameters))).size).toBeGreaterThan(1);
    });

    it("has parameters that JSON gives back", async () => {
      const parameters = await drawn(5);
      expect(JSON.parse(JSON.stringify(parameters))).toStrictEqual(parameters);
    });

    it("gives equal bytes when its history is replayed, and from apply and applyToScene", async () => {
      const made = transform(options);
      const { scene: after, history } = await augment(scene, made, createRng(6, name));
      const { steps } = parseHistory(JSON.parse(JSON.stringify(history)));
      await expect(checkParameters(steps, made.definitions)).resolves.toBeUndefined();
      const again = await applySteps(scene, steps, { definitions: made.definitions });
      expect(comparable(again)).toStrictEqual(comparable(after));
      const parameters = await made.sample(createRng(6, name), scene.image, scene);
      expect(sameBytes((await made.apply(scene.image, parameters)).data, after.image.data)).toBe(true);
    });

    if (!moves) {
      it("leaves channels, labels, points and boxes alone", async () => {
        const { image: _image, ...rest } = await transform(options).applyToScene(scene, await drawn(7));
        const { image: _before, ...before } = scene;
        expect(rest).toStrictEqual(before);
      });
    }

    it("refuses options that it does not have or cannot use, by name", () => {
      const attempts = [{ noSuchOption: 1 }, ...(given.refused === undefined ? [] : [given.refused])];
      for (const wrong of attempts) {
        const key = Object.keys(wrong)[0] ?? "";
        try {
          transform({ ...options, ...wrong });
        } catch (error) {
          expect(isCmbError(error, "INVALID_ARGUMENT") && error.details.name).toBe(`${name}.${key}`);
          continue;
        }
        expect.fail(`${name} took ${JSON.stringify(wrong)}`);
      }
    });
  });
}

function identityTest<O, P>(
  { transform, options, identity, identityTolerance = 0 }: StandardTests<O, P>,
  scene: Scene,
): void {
  it("gives the input back for parameters that do nothing", async () => {
    const after = await transform(options).applyToScene(scene, identity as P);
    if (identityTolerance === 0) expect(comparable(after)).toStrictEqual(comparable(scene));
    const off = after.image.data.map((value, v) => Math.abs(value - (scene.image.data[v] as number)));
    expect(off.reduce((most, one) => Math.max(most, one), 0)).toBeLessThanOrEqual(identityTolerance);
    expect(comparable({ ...after, image: scene.image })).toStrictEqual(comparable(scene));
  });
}

/** Equal to the last bit, −0 and 0 apart. */
function sameBytes(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  const [x, y] = [new Uint32Array(a.buffer, a.byteOffset, a.length), new Uint32Array(b.buffer, b.byteOffset, b.length)];
  return x.every((word, n) => word === y[n]);
}
