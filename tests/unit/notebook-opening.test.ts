import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/notebook/create-workspace.ts";
import type { LessonSummary } from "../../src/shared/lesson.ts";
import type { ProgressStore } from "../../src/storage/progress-store.ts";
import { createTouchedKeys, type TouchedKeys } from "../../src/storage/touched-keys.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import {
  FakePage,
  lessonOf,
  memoryProgress,
  noteStorage,
  settle,
} from "./support/notebook-bench.ts";

function summary(path: string): LessonSummary {
  return { path, title: path, summary: "", minutes: null, packages: [], exercises: [] };
}

/** A workspace of two lessons with one cell each. */
function desk(store: ProgressStore, touched?: TouchedKeys) {
  const kernel = new FakeKernel();
  const lessons = [summary("c/01-one"), summary("c/02-two")];
  const workspace = createWorkspace({
    catalogue: [{ id: "c", title: "Course", summary: "", lessons }],
    loadLesson: async () => ({ lesson: lessonOf("```python\nprint one\n```\n"), data: [] }),
    kernel,
    store,
    ...(touched && { touched }),
    storageTrouble: signal(null),
    effects: new FakePage(),
  });
  return { workspace, kernel };
}

describe("a lesson that is being opened", () => {
  it("shows the text and starts Python before the store has answered", async () => {
    const store = memoryProgress();
    let answer = () => {};
    const asked = new Promise<null>((resolve) => {
      answer = () => resolve(null);
    });
    const { workspace, kernel } = desk({ ...store, read: () => asked });
    const opened = workspace.openLesson("c/01-one");
    await settle();
    expect(workspace.opening.value).toMatchObject({
      kind: "opening",
      lesson: { title: "A lesson" },
    });
    expect(kernel.log).toEqual(["start flask"]);
    answer();
    await opened;
    expect(workspace.opening.value.kind).toBe("open");
  });

  it("shows no text that the learner's progress changes", async () => {
    const store = memoryProgress();
    const touched = createTouchedKeys(noteStorage(), "test");
    const first = desk(store, touched);
    const notebook = await first.workspace.openLesson("c/01-one");
    notebook.setSource(notebook.cells.value[0]?.id ?? "", "print mine");
    await first.workspace.flush();
    expect(touched.has("lesson:c/01-one")).toBe(true);

    const second = desk(store, touched);
    const lessons: unknown[] = [];
    second.workspace.opening.subscribe((now) => {
      if (now.kind === "opening") lessons.push(now.lesson);
    });
    await second.workspace.openLesson("c/01-one");
    expect(lessons).toEqual([null]);
    await second.workspace.openLesson("c/02-two");
    expect(lessons).toEqual([null, null, expect.objectContaining({ title: "A lesson" })]);
  });
});
