import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Notebook } from "../../src/notebook/model.ts";
import type { LessonProgress } from "../../src/notebook/progress.ts";
import { reportProgress } from "../../src/ui/classroom/report-progress.ts";
import { openBench } from "./support/notebook-bench.ts";

const SYSTEM = "https://lms.example";
const MARKDOWN = `
\`\`\`python exercise="one"
...
\`\`\`

\`\`\`python check="one"
assert True
\`\`\`

\`\`\`python exercise="two"
...
\`\`\`

\`\`\`python check="two"
assert True
\`\`\`
`;

/** A lesson in a frame, and what the page around it hears. */
async function framed(search = `?embedder=${encodeURIComponent(SYSTEM)}`) {
  const { notebook } = await openBench({ markdown: MARKDOWN });
  const open = signal<Notebook | null>(null);
  const none = { passed: 0, started: false, lastVisited: null, passedIds: [] };
  const progress = signal<ReadonlyMap<string, LessonProgress>>(
    new Map([["course/lesson", { ...none, total: 2 }]]),
  );
  const heard: unknown[] = [];
  const went: string[] = [];
  const listeners = new Set<(event: MessageEvent<unknown>) => void>();
  const embedder = {
    postMessage: (message: unknown, origin: string) => void heard.push([origin, message]),
  };
  const page = {
    location: { search },
    addEventListener: (_: string, listener: (event: MessageEvent<unknown>) => void) =>
      void listeners.add(listener),
    removeEventListener: () => {},
  };
  reportProgress({ notebook: open, progress }, { page, embedder }, (cell) => void went.push(cell));
  const ask = (cell: string) => {
    const data = { routebook: 1, type: "progress-wanted", lesson: "course/lesson", cell };
    const event = { source: embedder, origin: SYSTEM, data } as unknown as MessageEvent<unknown>;
    for (const listener of listeners) listener(event);
  };
  return { notebook, open, heard, went, ask };
}

describe("reportProgress(workspace, frame, goTo)", () => {
  it("tells the named origin how far the learner is, once a lesson is open", async () => {
    const { notebook, open, heard } = await framed();
    expect(heard).toEqual([]);
    open.value = notebook;
    const message = { routebook: 1, type: "progress", lesson: "course/lesson", total: 2 };
    expect(heard).toEqual([[SYSTEM, { ...message, passed: 0 }]]);
    notebook.selected.value = "two";
    expect(heard.at(-1)).toEqual([SYSTEM, { ...message, passed: 0, cell: "two" }]);
  });

  it("goes where the learner was, as far as this browser does not know better", async () => {
    const { notebook, open, went, ask } = await framed();
    ask("two");
    expect(went).toEqual([]);
    open.value = notebook;
    expect(went).toEqual(["two"]);
    const other = await framed();
    other.notebook.scroll.value = 400;
    other.open.value = other.notebook;
    other.ask("two");
    expect(other.went).toEqual([]);
  });

  it("says nothing where the address names nobody", async () => {
    const { notebook, open, heard } = await framed("");
    open.value = notebook;
    expect(heard).toEqual([]);
  });
});
