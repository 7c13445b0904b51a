import { encodeLink } from "../../../src/lesson/link/encode-link.ts";
import type { LinkContent } from "../../../src/lesson/link/shared-lesson.ts";
import type { Locator, Page } from "playwright-core";

/** A notebook to share: text, a cell, an exercise. */
export const TEA = `---
title: Tea for two
---

Read **this** first.

\`\`\`python
print("tea")
\`\`\`

\`\`\`python exercise="pour"
cups = 0
\`\`\`

\`\`\`python check="pour"
assert cups == 2
\`\`\`

\`\`\`python solution="pour"
cups = 2
\`\`\`
`;

/** What stands above a lesson that came by a link. */
export const banner = (page: Page): Locator =>
  page.getByRole("region", { name: "From outside this site" });

export const openToRun = (page: Page): Locator => page.getByRole("button", { name: "Open to run" });

export const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Share" });

/** A link that a site without this lesson made. */
export async function linkWith(
  content: LinkContent,
  lesson: string | null = null,
): Promise<string> {
  const link = await encodeLink(content, lesson, { baseText: async () => null });
  if (link.kind === "unfit") throw new Error(link.message);
  return link.hash;
}
