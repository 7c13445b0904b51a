import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { PATIENCE } from "./patience.ts";
import { PaneView } from "./pane-view.ts";
import { PreviewView } from "./preview-view.ts";
import type { LessonView } from "./lesson-view.ts";
import type { Visitor } from "./visitor.ts";

/** An app that runs in a scratch notebook, and the views of what a reader has of it. */
export interface ServedApp {
  readonly view: LessonView;
  readonly pane: PaneView;
  readonly preview: PreviewView;
}

/** An app of tests/fixtures/preview, as text. */
export function appFixture(name: string): string {
  return readFileSync(new URL(`../../fixtures/preview/${name}`, import.meta.url), "utf8");
}

/** Opens these cells as the scratch notebook; none of them has run. */
export async function openCells(visitor: Visitor, ...cells: string[]): Promise<ServedApp> {
  const view = await visitor.open("#/scratch");
  await view.scratch(...cells);
  return { view, pane: new PaneView(view.page), preview: new PreviewView(view.page) };
}

/** Runs the app in the first of these cells, and waits for its page with that heading. */
export async function serveApp(
  visitor: Visitor,
  heading: string,
  ...cells: string[]
): Promise<ServedApp> {
  const app = await openCells(visitor, ...cells);
  await app.view.cell(1).run();
  await app.preview.shows(heading);
  return app;
}

/** `expect.poll` with a story's patience. */
export function eventually<Value>(
  read: () => Promise<Value>,
): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: PATIENCE });
}
