import { stringify } from "yaml";

/** What front matter of a notebook says. */
export interface FrontMatterText {
  readonly title: string | null;
  readonly packages: readonly string[];
}

/**
 * Front matter between its "---" lines, ending in a line end; "" where there is nothing to say.
 * `readLessonHeader` reads it.
 */
export function frontMatterText({ title, packages }: FrontMatterText): string {
  const lines = [
    // On one line whatever its length, as a lesson's author writes it.
    ...(title === null ? [] : [`title: ${stringify(title, { lineWidth: 0 }).trim()}`]),
    ...(packages.length === 0 ? [] : [`packages: [${packages.join(", ")}]`]),
  ];
  return lines.length === 0 ? "" : ["---", ...lines, "---", ""].join("\n");
}
