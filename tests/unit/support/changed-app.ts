import type { Cell, Notebook } from "../../../src/notebook/model.ts";
import { fence, Learner } from "./lesson-versions.ts";
import { cellAt } from "./notebook-bench.ts";

const APP = ["from flask import Flask", "", "app = Flask(__name__)", "", "print(app)"];
/** The first cell with some lines changed. */
export const app = (...changes: readonly (readonly [line: number, text: string])[]) =>
  APP.map((line, index) => changes.find(([number]) => number === index)?.[1] ?? line).join("\n");

/** A lesson of two cells. */
export const V1 = fence(app()) + fence("print two");
/** The first line is another. */
export const V2 = fence(app([0, "from flask import Flask, request"])) + fence("print two");
/** The last line is another. */
export const V2_LAST = fence(app([4, "print(app.url_map)"])) + fence("print two");

/** What the learner made of the first cell in version 1. */
export const MINE = app([4, "print(app.name)"]);
/** That, with version 2 merged in. */
export const MERGED = app([0, "from flask import Flask, request"], [4, "print(app.name)"]);

/** Somebody who edited the first cell in version 1. */
export async function editor(mine = MINE): Promise<Learner> {
  const learner = new Learner();
  await learner.visit(V1, (notebook) => notebook.setSource(cellAt(notebook, 1).id, mine));
  return learner;
}

export const first = (notebook: Notebook) => cellAt(notebook, 1);
export const text = (cell: Cell) => cell.source.peek();
