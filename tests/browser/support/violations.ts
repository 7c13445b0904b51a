import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds wrong, as "rule: element" lines. */
export async function violations(page: Page): Promise<string[]> {
  // What is scrolled out of view is not judged, so the window becomes as high as the page.
  const height = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll("html, main")].map((part) => part.scrollHeight)),
  );
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1440, height: height + 200 });
  // Evaluated as text, for the page's policy lets in no script of ours.
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    }),
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** The same in the light theme and in the dark one, as "dark: rule: element" lines. */
export async function violationsInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    const lines = await violations(page);
    found.push(...lines.map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}
