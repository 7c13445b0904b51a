import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { createWorkspace, OvertakenError } from "../../src/notebook/create-workspace.ts";
import type { Workspace } from "../../src/notebook/workspace.ts";
import type { Catalogue, LessonSummary } from "../../src/shared/lesson.ts";
import type { ProgressStore } from "../../src/storage/progress-store.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { FakePage, lessonOf, memoryProgress, noticed, settle } from "./support/notebook-bench.ts";

const EXERCISE =
  '```python\nprint one\n```\n\n```python exercise="e"\nprint starter\n```\n\n```python check="e"\nassert\n```\n';

function summary(path: string): LessonSummary {
  return {
    path,
    title: `Lesson ${path}`,
    summary: "",
    minutes: 10,
    packages: [],
    exercises: ["e"],
  };
}

const CATALOGUE: Catalogue = [
  { id: "c", title: "Course", summary: "", lessons: [summary("c/01-one"), summary("c/02-two")] },
];

interface Desk {
  readonly workspace: Workspace;
  readonly kernel: FakeKernel;
  readonly page: FakePage;
  readonly store: ProgressStore;
}

function desk(store: ProgressStore = memoryProgress()): Desk {
  const [kernel, page] = [new FakeKernel(), new FakePage()];
  const workspace = createWorkspace({
    catalogue: CATALOGUE,
    loadLesson: async () => ({ lesson: lessonOf(EXERCISE), data: [] }),
    kernel,
    store,
    storageTrouble: signal(null),
    effects: page,
  });
  return { workspace, kernel, page, store };
}

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "fulfilled",
    (error: unknown) => String(error),
  );
}

describe("opening", () => {
  it("a lesson is there, with the title of what is coming meanwhile", async () => {
    const { workspace } = desk();
    const opened = workspace.openLesson("c/01-one");
    expect(workspace.opening.value).toEqual({
      kind: "opening",
      title: "Lesson c/01-one",
      lesson: null,
    });
    const notebook = await opened;
    expect(workspace.notebook.value).toBe(notebook);
    expect(notebook.key).toBe("lesson:c/01-one");
  });

  it("an unknown lesson is refused with a sentence", async () => {
    const { workspace } = desk();
    expect(await rejection(workspace.openLesson("c/99"))).toMatch(/no lesson "c\/99"/);
    expect(workspace.opening.value).toMatchObject({ kind: "failed" });
  });

  it("its record has the latest edit; a scratch notebook has none to hand in", async () => {
    const { workspace } = desk();
    expect(await workspace.lessonRecord()).toBeNull();
    const notebook = await workspace.openLesson("c/01-one");
    const id = notebook.cells.peek()[0]?.id ?? "";
    notebook.setSource(id, "mine = 1");
    const record = await workspace.lessonRecord();
    expect(record?.cells[id]?.edit?.source).toBe("mine = 1");
    await workspace.openScratch();
    expect(await workspace.lessonRecord()).toBeNull();
  });

  it("the same one again is the same, also while it opens", async () => {
    const { workspace } = desk();
    const [one, two] = [workspace.openLesson("c/01-one"), workspace.openLesson("c/01-one")];
    expect(await one).toBe(await two);
    expect(await workspace.openLesson("c/01-one")).toBe(await one);
  });

  it("the last of several calls wins", async () => {
    const { workspace } = desk();
    const first = workspace.openLesson("c/01-one");
    const second = workspace.openLesson("c/02-two");
    await expect(first).rejects.toThrow(OvertakenError);
    const opened = await second;
    expect(workspace.notebook.value).toBe(opened);
  });

  it("another notebook gets a fresh kernel once code was run in this one", async () => {
    const { workspace, kernel } = desk();
    await workspace.openLesson("c/01-one");
    const second = await workspace.openLesson("c/02-two");
    expect(kernel.log.some((entry) => entry.startsWith("restart"))).toBe(false);
    await second.run(second.cells.value[0]?.id ?? "");
    await workspace.openScratch();
    await settle();
    expect(kernel.log.at(-1)).toBe("restart fresh");
  });

  it("a loop does not go on behind the next page", async () => {
    const { workspace, kernel } = desk();
    const notebook = await workspace.openScratch();
    const { id } = notebook.cells.value[0] ?? { id: "" };
    notebook.setSource(id, "loop");
    const run = notebook.run(id);
    await settle();
    await workspace.closeNotebook();
    expect(await run).toBe("interrupted");
    expect(kernel.log.at(-1)).toBe("interrupt");
    expect(workspace.opening.value).toEqual({ kind: "none" });
  });
});

describe("importNotebook", () => {
  it("opens Markdown as the current scratch notebook", async () => {
    const { workspace } = desk();
    const notebook = await workspace.importNotebook(
      "---\ntitle: Mine\npackages: [pandas]\n---\n\nWords.\n\n```python\nprint one\n```\n",
      "md",
    );
    expect(notebook.title.value).toBe("Mine");
    expect(notebook.cells.value.map(({ kind, source }) => [kind, source.value.trim()])).toEqual([
      ["markdown", "Words."],
      ["python", "print one"],
    ]);
    expect(await workspace.openScratch()).toBe(notebook);
  });

  it("a lesson keeps its exercises, which can be checked and come back", async () => {
    const store = memoryProgress();
    const { workspace } = desk(store);
    const text = `---\ntitle: Mine\n---\n\n${EXERCISE.replace("```python check", "> [!TIP]\n> Hint <b>one</b>\n\n```python check")}`;
    const notebook = await workspace.importNotebook(text, "md");
    await notebook.check("e");
    expect(notebook.cell("e")?.exercise?.passed.value).toBe(true);
    await workspace.closeNotebook();
    const again = await desk(store).workspace.openScratch();
    const exercise = again.cell("e")?.exercise;
    expect(exercise?.passed.value).toBe(true);
    expect(exercise?.hints).toHaveLength(1);
    expect(exercise?.hints[0]?.html).toMatch(/^<p>Hint/);
  });

  it("a wrong part of a lesson is told in a notice", async () => {
    const { workspace } = desk();
    const text = `---\ntitle: Mine\n---\n\n${EXERCISE}\n\`\`\`python colour="red"\n1\n\`\`\`\n`;
    const notebook = await workspace.importNotebook(text, "md");
    expect(noticed(notebook)[0]).toMatch(/could not be read. Line \d+: .*colour/);
  });

  it("a Jupyter file comes as cells; nonsense is refused and changes nothing", async () => {
    const { workspace } = desk();
    const before = await workspace.openScratch();
    const code = { cell_type: "code", metadata: {}, source: ["print one"], outputs: [] };
    const file = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [code] };
    expect(await rejection(workspace.importNotebook("{", "ipynb"))).toMatch(/NotebookUnreadable/);
    expect(workspace.notebook.value).toBe(before);
    const notebook = await workspace.importNotebook(JSON.stringify(file), "ipynb");
    expect(notebook.cells.value.map((cell) => cell.source.value.trim())).toEqual(["print one"]);
  });

  it("packages that do not exist are a notice, not a kernel that does not start", async () => {
    const { workspace } = desk();
    const text = "---\ntitle: Mine\npackages: [nonsense]\n---\n\n```python\nprint one\n```\n";
    const notebook = await workspace.importNotebook(text, "md");
    await settle();
    expect(notebook.kernel.value.kind).toBe("ready");
    expect(noticed(notebook)).toEqual(["There is no package nonsense here."]);
  });

  it("the former scratch notebook is set aside and can be opened again", async () => {
    const { workspace, page } = desk();
    const first = await workspace.openScratch();
    first.setSource(first.cells.value[0]?.id ?? "", "print my first");
    await page.pass(1000);
    await workspace.importNotebook("```python\nprint second\n```\n", "md");
    const recent = await workspace.recentScratches();
    expect(recent.map(({ title, current }) => [title, current])).toEqual([
      ["print second", true],
      ["print my first", false],
    ]);
    const again = await workspace.openRecentScratch(recent[1]?.id ?? "");
    expect(again.cells.value[0]?.source.value).toBe("print my first");
    const current = (await workspace.recentScratches()).find((scratch) => scratch.current);
    expect(current?.title).toBe("print my first");
  });

  it("keeps the last ones, at least ten, and no empty ones", async () => {
    const { workspace, page } = desk();
    await workspace.openScratch();
    for (let number = 0; number < 25; number++) {
      await page.pass(1000);
      await workspace.importNotebook(`\`\`\`python\nprint ${number}\n\`\`\`\n`, "md");
    }
    const recent = await workspace.recentScratches();
    expect(recent).toHaveLength(20);
    expect(recent.at(-1)?.title).toBe("print 5");
  });
});

describe("progress", () => {
  it("is live, and knows where the learner was last", async () => {
    const { workspace, page } = desk();
    expect(workspace.progress.value.get("c/01-one")).toEqual({
      passed: 0,
      total: 1,
      started: false,
      lastVisited: null,
      passedIds: [],
    });
    const notebook = await workspace.openLesson("c/01-one");
    await notebook.check("e");
    await page.pass(500);
    expect(workspace.progress.value.get("c/01-one")).toMatchObject({
      passed: 1,
      started: true,
      passedIds: ["e"],
    });
    expect(workspace.latestLesson.value).toBe("c/01-one");
  });

  it("goes out as a file and comes back in another browser, into the open notebook too", async () => {
    const one = desk();
    const notebook = await one.workspace.openLesson("c/01-one");
    notebook.setSource("e", "print mine");
    await notebook.check("e");
    const file = await one.workspace.exportProgress();
    expect(file.type).toBe("application/json");

    const two = desk();
    await two.workspace.openLesson("c/01-one");
    const report = await two.workspace.importProgress(file);
    expect(report.message).toMatch(/^Imported 1 lesson/);
    const cell = two.workspace.notebook.value?.cell("e");
    expect(cell?.source.value).toBe("print mine");
    expect(cell?.exercise?.passed.value).toBe(true);
  });

  it("a file that is refused does not even close the notebook", async () => {
    const { workspace } = desk();
    const notebook = await workspace.openLesson("c/01-one");
    const refused = await rejection(workspace.importProgress(new Blob(["{}"])));
    expect(refused).toMatch(/not a progress file/);
    expect(workspace.notebook.value).toBe(notebook);
  });

  it("can be forgotten, one lesson or all", async () => {
    const { workspace, page, store } = desk();
    const notebook = await workspace.openLesson("c/01-one");
    await notebook.check("e");
    await workspace.openLesson("c/02-two");
    await workspace.resetLesson("c/01-one");
    expect(workspace.progress.value.get("c/01-one")?.passed).toBe(0);
    workspace.settings.theme.value = "dark";
    await page.pass(3000);
    await workspace.resetEverything();
    expect([...(await store.list()).keys()]).toEqual([]);
    expect(workspace.settings.theme.value).toBe("system");
    expect(workspace.notebook.value?.key).toBe("lesson:c/02-two");
  });

  it("tells what takes how much room", async () => {
    const { workspace } = desk();
    const notebook = await workspace.openLesson("c/01-one");
    notebook.setSource("e", "x".repeat(1000));
    const [size] = await workspace.storedSizes();
    expect(size?.key).toBe("lesson:c/01-one");
    expect(size?.bytes).toBeGreaterThan(1000);
  });
});

describe("settings", () => {
  it("are kept", async () => {
    const store = memoryProgress();
    const { workspace } = desk(store);
    await workspace.settings.ready;
    workspace.settings.timeLimit.value = null;
    workspace.settings.paneWidth.value = 400;
    await settle();
    const again = desk(store).workspace.settings;
    await again.ready;
    expect([again.timeLimit.value, again.paneWidth.value]).toEqual([null, 400]);
  });
});
