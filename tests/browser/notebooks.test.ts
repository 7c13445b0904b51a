import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { schemaProblems } from "../unit/support/jupyter.ts";
import { test } from "./support/fixtures.ts";

const FOLDER = new URL("../fixtures/notebooks/", import.meta.url);

interface JupyterCell {
  readonly cell_type: string;
  readonly outputs?: readonly {
    readonly output_type: string;
    readonly text?: readonly string[];
    readonly ename?: string;
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

/** The open notebook as a .ipynb file, through the dialog Share. */
async function exported(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  // What stands above the files has come: nothing moves below the pointer any more.
  await dialog.locator('.share[aria-busy="false"]').waitFor();
  await dialog.getByText("Download a file").click();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Jupyter (.ipynb)" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  await dialog.getByRole("button", { name: "Close" }).click();
  return text;
}

/** What each code cell of the file shows, in a few words. */
function shown(json: string): readonly string[] {
  const { cells } = JSON.parse(json) as { readonly cells: readonly JupyterCell[] };
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ outputs = [] }) =>
      outputs
        .map(({ output_type, text, ename, data = {} }) => {
          if (ename !== undefined) return ename;
          const plain = text ?? (data["text/plain"] as readonly string[] | undefined) ?? [];
          return output_type === "stream" || plain.length > 0
            ? plain.join("").trim()
            : Object.keys(data).join();
        })
        .join(" | "),
    );
}

/**
 * What each fixture shows once all of it ran, code cell by code cell: what it printed and its value,
 * or the error at which running all has stopped. A cell after that shows what it came with.
 */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  "attachments-4.1": [],
  "classic-4.0": ["low\nhigh", "7", "ZeroDivisionError", ""],
  colab: ["", "'north'", expect.stringContaining("there is nothing to install here")],
  // Its `orders` is a table in Databricks.
  databricks: ["NameError", ""],
  deepnote: ["7"],
  // Python 2.
  "ipython-v2": ["SyntaxError"],
  // These call what their authors defined in cells that the files do not have: `plot`, `draw` …
  "ipython-v3": ["9", "3 | NameError", "NameError"],
  "jupyterlab-4.5": [expect.stringContaining("0    500"), "NameError"],
  jupytext: ["", expect.stringMatching(/figures show by themselves here\. \| 3$/)],
  kaggle: [""],
  // Its second cell is tagged as one that raises, so running goes on.
  "nbconvert-4.4": ["one text, no list", "KeyError", "NameError"],
  "odd-ids": ["1", "2", "3", "4", "5", "6", "7", "8"],
  papermill: ["", "", "NameError"],
  vscode: ["ok", "NameError"],
  // A package that is not on the site.
  "widgets-4.5": ["ModuleNotFoundError"],
};

test(
  "notebooks of other tools open, run, and are exported with what they showed",
  { timeout: 600_000 },
  async ({ visit }) => {
    const names = readdirSync(FOLDER).map((name) => name.replace(/\.ipynb$/, ""));
    expect(names.toSorted()).toEqual(Object.keys(SHOWN).toSorted());
    const view = await (await visit()).open("#/scratch");
    for (const name of names) {
      const file = readFileSync(new URL(`${name}.ipynb`, FOLDER), "utf8");
      await view.api.importNotebook(file, "ipynb");
      await view.api.runAll();
      const json = await exported(view.page);
      expect([name, schemaProblems(json)]).toEqual([name, []]);
      expect([name, shown(json)]).toEqual([name, SHOWN[name]]);
      // What was exported opens again, with its outputs, before anything runs.
      await view.api.importNotebook(json, "ipynb");
      const again = await view.api.codeCells();
      expect([name, again.filter(({ outputs }) => outputs.length > 0).length]).toEqual([
        name,
        shown(json).filter((words) => words !== "").length,
      ]);
    }
  },
);
