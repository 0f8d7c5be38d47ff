import type { ModelManifest } from "../../manifest/model-manifest.js";
import { openModel } from "../../runtime/open-model.js";
import { platform } from "../../runtime/platform.node.js";
import { readModel } from "../../runtime/read-model.js";
import type { OpenedModel } from "../opened-model.js";

/** The manifest of the networks by formula in `fixtures/models`. */
const TEST_MANIFEST = new URL("../../../../../fixtures/models/manifest.json", import.meta.url);

/** Opens the networks by formula on the processor. */
export async function openTestModel(
  change: (manifest: ModelManifest) => ModelManifest = (one) => one,
): Promise<OpenedModel> {
  const { manifest, weights } = await readModel({ manifest: TEST_MANIFEST }, platform);
  return openModel({ manifest: change(manifest), weights }, { platform, device: "cpu", threads: 1 });
}
