import { signal } from "@preact/signals-core";
import { beforeEach, describe, expect, it } from "vitest";
import { createWorkspace } from "../../src/notebook/create-workspace.ts";
import { createPageApi } from "../../src/page-api/create-page-api.ts";
import type { PageApi } from "../../src/page-api/page-api.ts";
import type { Workspace } from "../../src/notebook/workspace.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import { FakePage, lessonOf, memoryProgress, settle } from "./support/notebook-bench.ts";

const LESSON =
  '```python exercise="e"\nprint starter\n```\n\n```python check="e"\nassert\n```\n\n```python\nprint two\n```\n';

let api: PageApi;
let kernel: FakeKernel;
let workspace: Workspace;

beforeEach(() => {
  kernel = new FakeKernel();
  const lesson = { path: "c/01-one", title: "One", summary: "", minutes: 5, packages: [] };
  workspace = createWorkspace({
    catalogue: [{ id: "c", title: "C", summary: "", lessons: [{ ...lesson, exercises: ["e"] }] }],
    loadLesson: async () => ({ lesson: lessonOf(LESSON), data: [] }),
    kernel,
    store: memoryProgress(),
    storageTrouble: signal(null),
    effects: new FakePage(),
  });
  api = createPageApi(workspace, Promise.resolve(), "https://site.example/");
});

async function scratch(code: string): Promise<string> {
  await api.importNotebook(`\`\`\`python\n${code}\n\`\`\`\n`, "md");
  return (await api.cells())[0]?.id ?? "";
}

describe("run", () => {
  it("gives status, outputs and time", async () => {
    const id = await scratch("print hello\nerr oh\nshow - 42");
    expect(await api.run(id)).toEqual({
      status: "done",
      ms: 5,
      outputs: [
        { mime: "application/vnd.routebook.stdout", data: "hello\n", output: 0 },
        { mime: "application/vnd.routebook.stderr", data: "oh\n", output: 1 },
        { mime: "text/plain", data: "42", output: 2 },
      ],
    });
  });

  it("gives what went wrong as data", async () => {
    const id = await scratch("raise KeyError 'x'");
    const run = await api.run(id);
    expect(run).toMatchObject({
      status: "failed",
      error: { type: "KeyError", message: "'x'", frames: [], hint: null },
    });
    expect(run.outputs.map(({ mime }) => mime)).toEqual(["application/vnd.routebook.error+json"]);
  });

  it("an interrupted run is a result too", async () => {
    const id = await scratch("loop");
    const run = api.run(id);
    await settle();
    expect((await api.cells())[0]?.state).toBe("running");
    await api.interrupt();
    expect((await run).status).toBe("interrupted");
  });

  it("dropped before it began has no outputs of the run before it", async () => {
    await api.importNotebook("```python\nprint one\n```\n\n```python\nloop\n```\n", "md");
    const [first = "", second = ""] = (await api.cells()).map(({ id }) => id);
    await api.run(first);
    const loop = api.run(second);
    const dropped = api.run(first);
    await settle();
    await api.interrupt();
    await loop;
    expect(await dropped).toEqual({ status: "interrupted", outputs: [], ms: 0 });
  });

  it("an unknown id is refused with a sentence that says where ids come from", async () => {
    await scratch("print one");
    const words = 'no cell "nothing". Call cells() to get the ids it has.';
    await expect(api.run("nothing")).rejects.toThrow(words);
    await expect(api.setSource("nothing", "")).rejects.toThrow(words);
  });

  it("waits for a notebook that is just being opened", async () => {
    void workspace.openLesson("c/01-one");
    expect(await api.cells()).toHaveLength(2);
  });

  it("says so while no notebook is open", async () => {
    await expect(api.cells()).rejects.toThrow(/No notebook is open. Call open/);
  });
});

describe("a lesson", () => {
  it("is opened, edited, run and checked", async () => {
    await api.open("c/01-one");
    await api.setSource("e", "print mine");
    await api.runAll();
    expect(await api.check("e")).toEqual({ passed: true, message: null, details: [] });
    const [cell] = await api.cells();
    expect(cell).toMatchObject({
      id: "e",
      kind: "exercise",
      source: "print mine",
      number: 1,
      state: "idle",
      status: "done",
      edited: true,
      stale: false,
      file: null,
      exercise: { id: "e", passed: true, tries: 1 },
    });
    expect(await api.progress()).toMatchObject({
      latest: "c/01-one",
      lessons: { "c/01-one": { passed: 1, total: 1 } },
    });
  });

  it("a failed check has its reasons", async () => {
    await api.open("c/01-one");
    const details = [{ label: "Expected", value: "200" }];
    kernel.verdict = { kind: "failed", message: "no", details };
    expect(await api.check("e")).toEqual({ passed: false, message: "no", details });
  });

  it("restart begins anew", async () => {
    await api.open("c/01-one");
    await api.restart();
    expect(kernel.log.at(-1)).toBe("restart flask");
  });
});

describe("what it is handed", () => {
  it("is told apart where it makes no sense", async () => {
    const odd = "txt" as unknown as "md";
    await expect(api.importNotebook("", odd)).rejects.toThrow('"md", "ipynb" or "py", not "txt"');
    const notBlob = "{}" as unknown as Blob;
    await expect(api.importProgress(notBlob)).rejects.toThrow(/needs a Blob/);
  });

  it("progress goes out and in", async () => {
    await api.open("c/01-one");
    await api.check("e");
    const report = await api.importProgress(await api.exportProgress());
    expect(report).toMatchObject({ lessons: 1, newlyPassed: 0 });
  });

  it("share gives a link to the notebook with the learner's work", async () => {
    await scratch("print(1)");
    const { address, characters, level } = await api.share();
    expect(address).toMatch(/^https:\/\/site\.example\/#l=1\./);
    expect({ characters, level }).toEqual({ characters: address.length, level: "everywhere" });
  });
});

describe("request", () => {
  it("reaches the app, with the values that callers leave out", async () => {
    await scratch("");
    const answer = await api.request({ method: "POST", url: "/items?page=2", body: "tea" });
    expect(answer).toEqual({
      status: 200,
      headers: [["x-a", "b"]],
      body: new TextEncoder().encode("tea"),
      ms: 1,
    });
    expect(kernel.requests).toEqual([
      {
        method: "POST",
        url: "http://localhost:8000/items?page=2",
        headers: [],
        body: new TextEncoder().encode("tea"),
        client: "page",
        initiator: null,
        navigation: true,
      },
    ]);
  });

  it("takes a whole address, headers, bytes and a client's name", async () => {
    await scratch("");
    const url = "http://localhost:5000/";
    const body = new Uint8Array([0, 255]);
    await api.request({ method: "PUT", url, headers: [["X-A", "1"]], body, client: "Bob" });
    expect(kernel.requests[0]).toMatchObject({ url, headers: [["X-A", "1"]], body, client: "Bob" });
  });

  it("is refused with a sentence where it makes no sense", async () => {
    await expect(api.request({ method: "GET", url: "/" })).rejects.toThrow(/No notebook is open/);
    await scratch("");
    const refused: readonly [object, RegExp][] = [
      [{ url: "/" }, /needs a method/],
      [{ method: "GET", url: "http://" }, /needs a URL such as/],
      [{ method: "GET", url: "mailto:ada@example.org" }, /needs a URL such as/],
      [{ method: "GET", url: "/", headers: ["Accept"] }, /list of pairs/],
      [{ method: "POST", url: "/", body: { a: 1 } }, /string, a Uint8Array or null/],
    ];
    for (const [request, words] of refused) {
      await expect(api.request(request as never)).rejects.toThrow(words);
    }
  });
});
