import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";

/** A notebook file with one cell. */
export const IPYNB = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      id: "one",
      cell_type: "code",
      source: "print(6 * 7)",
      metadata: {},
      outputs: [],
      execution_count: null,
    },
  ],
});

/** Files and folders on the disk, as somebody would drag them from there. */
export class Desktop {
  readonly #folder = mkdtempSync(join(tmpdir(), "routebook-desktop-"));

  /** Puts a file there; folders in its path are made. */
  put(path: string, content: string | Uint8Array): void {
    const file = join(this.#folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  /** Drags these files and folders over the middle of the page. */
  async hover(page: Page, ...names: readonly string[]): Promise<Hovering> {
    const session = await page.context().newCDPSession(page);
    const { width, height } = page.viewportSize() ?? { width: 800, height: 600 };
    const at = { x: Math.round(width / 2), y: Math.round(height / 2) };
    const files = names.map((name) => join(this.#folder, name));
    const data = { items: [], files, dragOperationsMask: 1 };
    const send = (type: "dragEnter" | "dragOver" | "drop") =>
      session.send("Input.dispatchDragEvent", { type, ...at, data });
    const overs = await page.evaluateHandle(() => {
      const seen = { count: 0 };
      addEventListener("dragover", () => seen.count++, { capture: true });
      return seen;
    });
    await send("dragEnter");
    // As a hand trembles: the browser lets go only above what has said that it takes the files, and
    // it hears that a moment after the page has said so.
    const seenOvers = () =>
      overs.evaluate(async (seen) => {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return seen.count;
      });
    do await send("dragOver");
    while ((await seenOvers()) < TREMBLES);
    return { letGo: async () => void (await send("drop")) };
  }

  /** Drops these files and folders on the page. */
  async drop(page: Page, ...names: readonly string[]): Promise<void> {
    await (await this.hover(page, ...names)).letGo();
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

const TREMBLES = 3;

/** What is held above a page. */
export interface Hovering {
  letGo(): Promise<void>;
}
