// Every relative link in a page leads to a file of the repository, every anchor to a heading, and a link to every page.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { listFiles, shortPath } from "../workspace.mjs";

const LINK = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)/g;

/** A page without its code blocks. */
function withoutBlocks(text) {
  return text.replaceAll(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, "");
}

/** A page without its code, where brackets are no links. */
function withoutCode(text) {
  return withoutBlocks(text).replaceAll(/`[^`\n]*`/g, "``");
}

/** The anchors that GitHub makes of a page's headings. */
export function anchorsOf(text) {
  const seen = new Map();
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)];
  return headings.map(([, heading]) => {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** The file that a link of a page leads to, and its anchor; undefined for another host. */
function targetOf(root, page, link) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return undefined;
  const [path, anchor = ""] = link.split("#");
  const file = path === "" ? page : resolve(path.startsWith("/") ? root : dirname(page), path.replace(/^\//, ""));
  return { file, anchor: decodeURIComponent(anchor) };
}

function problemOf(root, { file, anchor }) {
  if (file !== root && !file.startsWith(root + sep)) return "leaves the repository";
  if (!existsSync(file)) return "leads nowhere";
  if (anchor === "" || statSync(file).isDirectory() || !file.endsWith(".md")) return undefined;
  return anchorsOf(readFileSync(file, "utf8")).includes(anchor) ? undefined : "names no heading there";
}

export function links(root) {
  const pages = listFiles(root, (path) => path.endsWith(".md"));
  const reached = new Set([join(root, "docs", "README.md")]);
  const broken = pages.flatMap((page) =>
    [...withoutCode(readFileSync(page, "utf8")).matchAll(LINK)].flatMap(([, link]) => {
      const target = targetOf(root, page, link);
      if (target === undefined) return [];
      if (target.file !== page) reached.add(target.file);
      const problem = problemOf(root, target);
      return problem === undefined ? [] : [`${shortPath(root, page)}: the link ${link} ${problem}`];
    }),
  );
  const lonely = pages.filter((page) => page.startsWith(join(root, "docs") + sep) && !reached.has(page));
  return [...broken, ...lonely.map((page) => `${shortPath(root, page)}: no page links to it`)];
}
