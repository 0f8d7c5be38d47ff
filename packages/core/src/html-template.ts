/** Markup that is safe to put into a page as it is; only {@link html} makes it. @since 0.1.0 */
export interface Html {
  readonly markup: string;
}

/** What {@link html} puts into a page: texts and numbers escaped, markup as it is. @since 0.1.0 */
export type HtmlPart = string | number | Html | readonly Html[];

/**
 * A template tag that escapes every text it is given, in element content and in quoted attribute values alike.
 *
 * @param strings - the literal parts, kept
 * @param parts - text and numbers (escaped) and markup made by this tag (kept)
 * @returns markup
 * @since 0.1.0
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = strings.map((literal, n) => {
    const part = parts[n];
    return part === undefined ? literal : literal + render(part);
  });
  return { markup: markup.join("") };
}

function render(part: HtmlPart): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeText(part);
  if ("markup" in part) return part.markup;
  return part.map(({ markup }) => markup).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
