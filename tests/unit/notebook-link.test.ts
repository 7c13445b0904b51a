import { signal } from "@preact/signals-core";
import { describe, expect, it, vi } from "vitest";
import { encodeLink } from "../../src/lesson/link/encode-link.ts";
import {
  type LinkContent,
  type LinkOptions,
  NO_OPTIONS,
} from "../../src/lesson/link/shared-lesson.ts";
import { createWorkspace } from "../../src/notebook/create-workspace.ts";
import type { Workspace } from "../../src/notebook/workspace.ts";
import { createPageApi } from "../../src/page-api/create-page-api.ts";
import type { LessonData } from "../../src/shared/lesson.ts";
import type { ProgressStore } from "../../src/storage/progress-store.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { FakePage, lessonOf, memoryProgress } from "./support/notebook-bench.ts";

const TEXT = `---
title: Tea
---

\`\`\`python
print("tea")
\`\`\`

\`\`\`python locked="true"
print("locked")
\`\`\`
`;

interface Desk {
  readonly workspace: Workspace;
  readonly kernel: FakeKernel;
  readonly page: FakePage;
  readonly store: ProgressStore;
}

/** A site with one lesson, and a file beside it. */
interface Site {
  readonly text: string;
  readonly data: () => Promise<readonly LessonData[]>;
}

const PATH = "drinks/01-tea";

const LESSON = { path: PATH, title: "Tea", summary: "", minutes: 5, packages: [], exercises: [] };
const CATALOGUE = [{ id: "drinks", title: "Drinks", summary: "", lessons: [LESSON] }];

function desk(store: ProgressStore = memoryProgress(), site: Site | null = null): Desk {
  const [kernel, page] = [new FakeKernel(), new FakePage()];
  const workspace = createWorkspace({
    catalogue: site === null ? [] : CATALOGUE,
    loadLesson: async () => ({
      lesson: lessonOf(site?.text ?? TEXT),
      data: (await site?.data()) ?? [],
    }),
    loadLessonText: async () => site?.text ?? "",
    kernel,
    store,
    storageTrouble: signal(null),
    effects: page,
  });
  return { workspace, kernel, page, store };
}

async function linkOf(
  content: Partial<LinkContent> = {},
  options: Partial<LinkOptions> = {},
): Promise<string> {
  const whole = { form: "lesson", text: TEXT, files: [], ...content } as const;
  const link = await encodeLink({ ...whole, options: { ...NO_OPTIONS, ...options } }, null, {
    baseText: async () => null,
  });
  if (link.kind !== "link") throw new Error(link.message);
  return link.hash;
}

describe("openLink", () => {
  it("shows what came, and starts nothing of it", async () => {
    const { workspace, kernel } = desk();
    expect(await workspace.openLink(await linkOf({}, { title: "My tea" }))).toBeNull();
    expect(workspace.opening.value).toMatchObject({
      kind: "foreign",
      contents: { title: "My tea", cells: 2 },
      lesson: { title: "My tea" },
    });
    expect(workspace.notebook.value).toBeNull();
    expect(kernel.log).toEqual([]);
  });

  it("the page's API refuses to run it until the reader agreed", async () => {
    const { workspace } = desk();
    const api = createPageApi(workspace, Promise.resolve(), "https://site.example/");
    await workspace.openLink(await linkOf());
    await expect(api.run("cell-1")).rejects.toThrow(/came by a link.*Open to run/);
    await expect(api.runAll()).rejects.toThrow(/came by a link/);
    await expect(api.request({ method: "GET", url: "/" })).rejects.toThrow(/came by a link/);
    await workspace.agree();
    const [first] = await api.cells();
    expect((await api.run(first?.id ?? "")).status).toBe("done");
  });

  it("remembers that the reader agreed, with their work, for this link alone", async () => {
    const { workspace, store } = desk();
    const link = await linkOf();
    await workspace.openLink(link);
    const notebook = await workspace.agree();
    notebook.setSource(notebook.cells.value[0]?.id ?? "", "print('mine')");
    await workspace.closeNotebook();

    const later = desk(store).workspace;
    const again = await later.openLink(`${link}&theme=dark`);
    expect(again?.cells.value[0]?.source.value).toBe("print('mine')");
    expect(again?.agreed).not.toBeNull();
    expect(await later.openLink(await linkOf({ text: `${TEXT}\nMore.\n` }))).toBeNull();
  });

  it("remembers it on a page that came without HTTPS, by the same key", async () => {
    const { workspace, store } = desk();
    const link = await linkOf();
    await workspace.openLink(link);
    const { key } = await workspace.agree();
    await workspace.closeNotebook();
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    expect((await desk(store).workspace.openLink(link))?.key).toBe(key);
    vi.unstubAllGlobals();
  });

  it("a progress file agrees to nothing", async () => {
    const { workspace } = desk();
    const link = await linkOf();
    await workspace.openLink(link);
    await workspace.agree();
    const file = await workspace.exportProgress();
    const other = desk().workspace;
    await other.importProgress(file);
    expect(await other.openLink(link)).toBeNull();
  });

  it("brings files, and a notebook with its cells", async () => {
    const { workspace } = desk();
    const files = [{ path: "notes.txt", text: "milk" }];
    const text = '# Shopping\n\n```python\nprint(open("notes.txt").read())\n```\n';
    await workspace.openLink(await linkOf({ form: "notebook", text, files }));
    const notebook = await workspace.agree();
    expect(notebook.lesson).toBeNull();
    expect(notebook.cells.value.map(({ kind }) => kind)).toEqual(["markdown", "python"]);
    expect(notebook.files.list.value.map(({ path }) => path)).toEqual(["notes.txt"]);
    await notebook.resetAll();
    expect(notebook.cells.value).toHaveLength(2);
  });

  it("a link that cannot be opened says why", async () => {
    const { workspace } = desk();
    const link = await linkOf();
    await workspace.openLink(link.slice(0, link.length / 2));
    expect(workspace.opening.value).toMatchObject({ kind: "refused", reason: "truncated" });
  });

  it("exports what came, with the reader's work", async () => {
    const { workspace } = desk();
    await workspace.openLink(await linkOf());
    const notebook = await workspace.agree();
    notebook.setSource(notebook.cells.value[0]?.id ?? "", "print('mine')");
    const { name, content } = await workspace.exportNotebook("md");
    expect(name).toBe("tea.md");
    expect(content).toBe(TEXT.replace('print("tea")', "print('mine')"));
  });
});

describe("sharing what a link brought", () => {
  const TASK = `${TEXT}
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

  it("begins with all that the link said: title, time, exercise, solutions left out", async () => {
    const options = { title: "Monday", limit: 30, exercise: "pour", hideSolutions: true };
    const { workspace } = desk();
    await workspace.openLink(await linkOf({ text: TASK }, options));
    const notebook = await workspace.agree();
    notebook.setSource(notebook.cells.value[0]?.id ?? "", "print('mine')");
    expect(await workspace.shareable()).toMatchObject({ options, hasSolutions: false });

    const api = createPageApi(workspace, Promise.resolve(), "https://site.example/");
    const { address } = await api.share();
    const reader = desk().workspace;
    await reader.openLink(new URL(address).hash);
    expect(reader.foreign.value?.shared).toMatchObject({ options });
    expect(reader.foreign.value?.shared.text).toContain("print('mine')");
    expect(reader.foreign.value?.shared.text).toContain('locked="true"');
  });

  it("leaves out an exercise that the lesson has no more", async () => {
    const { workspace } = desk();
    await workspace.openLink(await linkOf({}, { exercise: "gone" }));
    await workspace.agree();
    expect(await workspace.shareable()).toMatchObject({ options: { exercise: null } });
  });

  it("names the lesson that it began as, also where only another site has that", async () => {
    const text = TEXT.replaceAll("tea", "coffee");
    const made = await encodeLink({ form: "lesson", text, files: [], options: NO_OPTIONS }, PATH, {
      baseText: async () => null,
    });
    if (made.kind !== "link") throw new Error(made.message);
    const { workspace } = desk();
    await workspace.openLink(made.hash);
    await workspace.agree();
    expect(await workspace.shareable()).toMatchObject({ path: null });
    const again = await workspace.share({ work: true, options: NO_OPTIONS, locked: null });
    expect(again).toMatchObject({ kind: "link", hash: made.hash });
  });
});

describe("a link with the whole text of a lesson that was changed throughout", () => {
  const file = { path: "data/tea.csv", url: "https://site.example/tea.csv", bytes: 3 };
  const whole = () =>
    encodeLink({ form: "lesson", text: TEXT, files: [], options: NO_OPTIONS }, PATH, {
      baseText: async () => "Short.\n",
    });

  async function openedAt(site: Site | null) {
    const link = await whole();
    if (link.kind !== "link") throw new Error(link.message);
    expect(link.body).toBe("whole");
    const { workspace } = desk(memoryProgress(), site);
    await workspace.openLink(link.hash);
    const { from } = workspace.foreign.value?.shared ?? {};
    const notebook = await workspace.agree();
    return { from, notebook };
  }

  it("has the lesson's data files", async () => {
    const { from, notebook } = await openedAt({ text: "Short.\n", data: async () => [file] });
    expect(from).toEqual({ kind: "whole", path: PATH, here: true });
    expect(notebook.files.list.value).toMatchObject([{ path: file.path, kind: "data" }]);
    expect(notebook.notices.value).toEqual([]);
  });

  it("opens without them where the site has no such lesson, and knows it", async () => {
    const { from, notebook } = await openedAt(null);
    expect(from).toEqual({ kind: "whole", path: PATH, here: false });
    expect(notebook.files.list.value).toEqual([]);
  });

  it("opens without them, and says so, where they cannot be loaded", async () => {
    const data = () => Promise.reject(new Error("offline"));
    const { notebook } = await openedAt({ text: "Short.\n", data });
    expect(notebook.notices.value).toMatchObject([
      { level: "warning", text: expect.stringMatching(/data files .* could not be loaded/) },
    ]);
  });
});

describe("a locked cell", () => {
  it("keeps its text, and runs", async () => {
    const { workspace } = desk();
    const api = createPageApi(workspace, Promise.resolve(), "https://site.example/");
    await workspace.openLink(await linkOf());
    const notebook = await workspace.agree();
    const locked = notebook.cells.value[1];
    if (locked === undefined) throw new Error("There is no second cell.");
    expect(locked.locked).toBe(true);
    notebook.setSource(locked.id, "print('changed')");
    expect(locked.source.value).toBe('print("locked")');
    await expect(api.setSource(locked.id, "")).rejects.toThrow(/locked by the lesson's author/);
    expect(await notebook.run(locked.id)).toBe("done");
  });
});
