/**
 * Where the manifest of the default model lies: a file below `node_modules` in Node, an asset of its own in a bundle.
 *
 * @returns the URL of its JSON; nothing is there while the package holds no weights
 * @since 0.1.0
 */
export function manifestUrl(): URL {
  return new URL("../manifest.json", import.meta.url);
}
