import { CmbError, isCmbError } from "@cmb/core";
import { checkWeights } from "../manifest/check-weights.js";
import { invalidField } from "../manifest/field-check.js";
import type { ModelManifest, WeightsFile } from "../manifest/model-manifest.js";
import { parseManifest } from "../manifest/parse-manifest.js";
import type { Platform } from "./platform.js";

/**
 * A model of one's own: where it is, or what it is.
 *
 * @since 0.1.0
 */
export interface OwnModel {
  /** The manifest, or where its JSON lies: a path in Node, or a URL; the weights lie beside it. */
  readonly manifest: ModelManifest | URL | string;
  /** The bytes of weights files by name, in place of files beside the manifest. */
  readonly weights?: Readonly<Record<string, ArrayBuffer | Uint8Array>> | undefined;
}

/** A manifest with the weights that it names, all checked. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** The bytes of each file by name. */
  readonly weights: ReadonlyMap<string, Uint8Array>;
}

/** Ample for any manifest. */
const LONGEST_MANIFEST = 2 ** 20;

/**
 * Reads a model: manifest first, then each file that it names, of which length and SHA-256 must be those of the manifest.
 *
 * @param model - see {@link OwnModel}
 * @param locate - where a file lies, in place of beside the manifest; `undefined` where there is none
 * @throws CmbError `MODEL_NOT_FOUND` where the manifest or a file of it is not there, `INVALID_MODEL`, `WEIGHTS_MISMATCH`
 */
export async function readModel(
  { manifest: source, weights = {} }: OwnModel,
  platform: Pick<Platform, "toUrl" | "readBytes">,
  locate?: (file: string) => URL | undefined,
): Promise<ModelFiles> {
  const url = typeof source === "string" || source instanceof URL ? toUrl(source, platform) : undefined;
  const manifest = url === undefined ? parseManifest(source) : await readManifest(url, platform);
  const beside = locate ?? ((file: string) => (url === undefined ? undefined : new URL(file, url)));
  const found = new Map<string, Uint8Array>();
  for (const network of networksOf(manifest)) {
    const given = Object.hasOwn(weights, network.file) ? weights[network.file] : undefined;
    const bytes =
      given === undefined ? await readWeights(network, beside(network.file), platform) : new Uint8Array(given);
    await checkWeights(bytes, network);
    found.set(network.file, bytes);
  }
  return { manifest, weights: found };
}

function networksOf({ networks: { lesions, regions, verifier } }: ModelManifest): readonly WeightsFile[] {
  return [...lesions, regions, verifier].filter((network) => network !== undefined);
}

function toUrl(location: URL | string, platform: Pick<Platform, "toUrl">): URL {
  try {
    return platform.toUrl(location);
  } catch (cause) {
    throw notFound(String(location), { why: "it is no URL", cause });
  }
}

/** @throws CmbError `MODEL_NOT_FOUND` where nothing is there, `INVALID_MODEL` where no manifest is */
export async function readManifest(url: URL, platform: Pick<Platform, "readBytes">): Promise<ModelManifest> {
  const bytes = await platform.readBytes(url, LONGEST_MANIFEST + 1).catch((cause: unknown) => {
    throw notFound(url.href, { why: "the manifest could not be read", cause });
  });
  if (bytes.length > LONGEST_MANIFEST) {
    throw invalidField("manifest", url.href, `a JSON file of at most ${LONGEST_MANIFEST} bytes`);
  }
  return parseManifest(parsedJson(bytes, url));
}

function parsedJson(bytes: Uint8Array, url: URL): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw invalidField("manifest", url.href, "a JSON file; docs/how-to/run-your-own-model.md shows one");
  }
}

async function readWeights(
  { file, bytes }: WeightsFile,
  url: URL | undefined,
  platform: Pick<Platform, "readBytes">,
): Promise<Uint8Array> {
  if (url === undefined) throw notFound(file, { why: "its bytes are not among the weights that were given" });
  // One byte more than there should be, so that a longer file is seen and not read to its end.
  return platform.readBytes(url, bytes + 1).catch((cause: unknown) => {
    throw notFound(url.href, { why: "the weights could not be read", cause });
  });
}

function notFound(
  model: string,
  { why, cause }: { readonly why: string; readonly cause?: unknown },
): CmbError<"MODEL_NOT_FOUND"> {
  const reason = isCmbError(cause) ? ` (${cause.message})` : "";
  const message = `createDetector: ${model}: ${why}${reason}`;
  return new CmbError("MODEL_NOT_FOUND", message, { model, known: ["default", "classical"] }, { cause });
}
