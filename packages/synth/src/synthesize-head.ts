import { createRng, createVolume, type LongTaskOptions, startLongTask } from "@cmb/core";
import { addNoise } from "./acquisition/add-noise.js";
import { drawProtocol } from "./acquisition/draw-protocol.js";
import { startAcquisition } from "./acquisition/start-acquisition.js";
import { toImages } from "./acquisition/to-images.js";
import { TISSUES } from "./anatomy/tissue.js";
import { headBox } from "./objects/head-box.js";
import { assertScanOptions } from "./options/assert-scan-options.js";
import { drawScene, HEAD_MIMICS } from "./scene/draw-scene.js";
import { type HeadPlan, planHead } from "./scene/plan-head.js";
import { chooseVeins, headFieldAlong, headOfScan } from "./scene/prepare-head.js";
import { type RenderedSlab, renderSlab } from "./scene/render-slab.js";
import type { SynthesizeOptions } from "./synthesize-patch.js";
import type { SyntheticScan } from "./synthetic-scan.js";
import { averageOnto } from "./truth/average-onto.js";
import { describeObjects } from "./truth/describe-objects.js";
import { measureDepth } from "./truth/measure-depth.js";
import type { ObjectDepth } from "./truth/object-depth.js";
import { tissuesOnto } from "./truth/tissues-onto.js";

/** Who does the parts of the work; each part is a function of the plan and a number alone. @since 0.1.0 */
export interface HeadWorkers {
  /** How many parts are under way at a time, 1 or more. */
  readonly concurrency: number;
  /** `renderHeadSlab` of the plan, done elsewhere. */
  readonly renderSlab: (plan: HeadPlan, slab: number) => Promise<RenderedSlab>;
  /** `measureHeadObject` of the plan, done elsewhere. */
  readonly measureObject: (plan: HeadPlan, objectId: number) => Promise<ObjectDepth | undefined>;
}

/** @since 0.1.0 */
export interface SynthesizeHeadOptions extends SynthesizeOptions {
  /** Where slabs and objects are worked on; here, one after the other, unless given. */
  readonly workers?: HeadWorkers | undefined;
}

/**
 * A scan of a whole head with microbleeds and what looks like them, and the truth about it.
 *
 * As `synthesizePatch`, in slabs along z: memory holds one slab of the simulation and the slices. With workers the
 * bytes are the same, whatever their number.
 *
 * @param options - see {@link SynthesizeHeadOptions}
 * @returns images and truth on one grid, which covers the head along x and y, cerebrum and cerebellum along z
 * @throws CmbError as `synthesizePatch`; the signal's reason when stopped
 * @since 0.1.0
 */
export async function synthesizeHead(options: SynthesizeHeadOptions): Promise<SyntheticScan> {
  const plan = await planOf(options);
  const { scene, imageGrid, slabs } = plan;
  const task = startLongTask(slabs.length * SLAB_SHARE + scene.objects.length + 2, options);
  const { signal } = options;
  const workers = options.workers ?? {
    concurrency: 1,
    renderSlab: (of, slab) => renderHeadSlab(of, slab, { signal }),
    measureObject: (of, objectId) => measureHeadObject(of, objectId, { signal }),
  };
  const { images, veins } = await acquireHead(plan, workers, {
    signal,
    advance: (done) => task.advance("slabs", done * SLAB_SHARE),
  });
  const before = slabs.length * SLAB_SHARE + 1;
  const depths: ObjectDepth[] = [];
  const measured = inOrder(scene.objects.length, workers.concurrency, (n) => workers.measureObject(plan, n + 1));
  for await (const depth of measured) {
    if (depth !== undefined) depths.push(depth);
    await task.advance("objects", before + depths.length);
  }
  const described = describeObjects(scene.objects, depths, {
    imageGrid,
    signalToNoise: scene.protocol.signalToNoise,
  });
  await task.advance("objects", before + scene.objects.length + 1);
  return {
    ...images,
    truth: { ...described, tissues: tissuesOnto(scene.anatomy, imageGrid), veins },
    protocol: scene.protocol,
  };
}

/** A slab is this many times the work of an object. */
const SLAB_SHARE = 20;

/**
 * One slab of the simulation of a head, for a worker.
 *
 * @param plan - what {@link HeadWorkers} are given
 * @param slab - ordinal in `plan.slabs`
 * @returns arrays that can be transferred
 * @since 0.1.0
 */
export function renderHeadSlab(plan: HeadPlan, slab: number, options: LongTaskOptions = {}): Promise<RenderedSlab> {
  return renderSlab(plan, slab, options);
}

/**
 * What one object of a head shows, for a worker.
 *
 * @param plan - what {@link HeadWorkers} are given
 * @param objectId - its id in the scene
 * @returns depths around it; `undefined` where the image does not reach it or no object has the id
 * @since 0.1.0
 */
export async function measureHeadObject(
  plan: HeadPlan,
  objectId: number,
  options: LongTaskOptions = {},
): Promise<ObjectDepth | undefined> {
  const { scene, grid, imageGrid } = plan;
  const object = scene.objects.find(({ id }) => id === objectId);
  if (object === undefined) return undefined;
  return measureDepth(scene, object, { imageGrid, simulationGrid: grid, signal: options.signal });
}

async function planOf(options: SynthesizeHeadOptions): Promise<HeadPlan> {
  assertScanOptions("synthesizeHead", options);
  const { seed, index = 0 } = options;
  const rng = createRng(seed, "sample", index);
  const protocol = options.protocol ?? drawProtocol(options.preset ?? "mixed", rng.at("protocol"));
  const head = await headOfScan(options);
  const box = headBox(
    head.anatomy,
    TISSUES.map((tissue) => tissue !== "air"),
  );
  const scene = drawScene({
    anatomy: head.anatomy,
    headFieldPpm: headFieldAlong(head.headFieldsPpm, protocol.b0Direction),
    veins: chooseVeins(head, rng.at("veins"), box),
    protocol,
    stream: { seed, index },
    box,
    microbleeds: { count: "head", flatness: 0, ...options.microbleeds },
    mimics: { ...HEAD_MIMICS, ...options.mimics },
  });
  return planHead(scene);
}

interface AcquireOptions extends LongTaskOptions {
  readonly advance: (done: number) => Promise<void>;
}

async function acquireHead(plan: HeadPlan, workers: HeadWorkers, { signal, advance }: AcquireOptions) {
  const { scene, grid, imageGrid, slabs } = plan;
  const { protocol, stream } = scene;
  const rng = createRng(stream.seed, "sample", stream.index, "acquisition");
  const acquisition = startAcquisition(grid, { protocol, imageGrid, rng });
  const area = grid.shape[0] * grid.shape[1];
  const share = new Uint8Array(area * grid.shape[2]);
  let done = 0;
  for await (const slab of inOrder(slabs.length, workers.concurrency, (n) => workers.renderSlab(plan, n))) {
    const { firstPlane } = slabs[done] as (typeof slabs)[number];
    acquisition.addPlanes(slab, firstPlane);
    share.set(slab.veins, firstPlane * area);
    done++;
    await advance(done);
  }
  const clean = await acquisition.finish({ signal });
  const images = await toImages(await addNoise(clean, { protocol, rng }), { protocol, signal });
  const veins = averageOnto(share, grid, imageGrid).map((value) => value / 255);
  return { images, veins: createVolume(veins, imageGrid.shape, imageGrid.affine) };
}

/** Results of parts 0 to count − 1 in their order, of which a few are worked on at a time. */
async function* inOrder<T>(count: number, concurrency: number, work: (n: number) => Promise<T>): AsyncGenerator<T> {
  const underWay: Promise<T>[] = [];
  let next = 0;
  for (let n = 0; n < count; n++) {
    while (next < count && underWay.length < concurrency) underWay.push(work(next++));
    yield await (underWay.shift() as Promise<T>);
  }
}
