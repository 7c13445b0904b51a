import { describe, expect, it } from "vitest";
import { RequestFailed } from "../../src/runtime/errors.ts";
import type { SendOptions } from "../../src/runtime/send-request.ts";
import type { WireRequest, WireResponse } from "../../src/shared/http.ts";
import { readAnswer } from "../../src/shared/kept-answer.ts";
import { HTTP_MIME } from "../../src/shared/mime.ts";
import type { Cell } from "../../src/notebook/model.ts";
import { FakeKernel } from "./support/fake-kernel.ts";
import {
  cellAt,
  FakePage,
  memoryProgress,
  openBench,
  settle,
  shown,
} from "./support/notebook-bench.ts";

/** An app that answers with the status in the path; `/wait` waits, `/gone` gives no answer. */
class AppKernel extends FakeKernel {
  there = true;

  override async apps() {
    return this.there
      ? [{ name: "app", revision: 1, framework: "Flask", interface: "wsgi" as const }]
      : [];
  }

  override async request(request: WireRequest, options: SendOptions = {}): Promise<WireResponse> {
    this.requests.push(request);
    this.log.push(`${request.client} ${request.method} ${request.url}`);
    const { pathname } = new URL(request.url);
    if (pathname === "/gone") throw new RequestFailed("The app went home.");
    if (pathname === "/wait" || pathname === "/stream") {
      if (pathname === "/stream") {
        options.onHead?.(200, [["content-type", "text/plain"]]);
        options.onChunk?.(new TextEncoder().encode("so far"));
      }
      return new Promise((_resolve, reject) => {
        options.signal?.addEventListener("abort", () => reject(new Error("left")));
      });
    }
    const body = new TextEncoder().encode(this.there ? "Hello" : "No app answers here yet.");
    const status = this.there ? Number(pathname.slice(1)) : 503;
    return { status, reason: "So", headers: [["content-type", "text/plain"]], body, ms: 7 };
  }
}

const fence = (text: string, info = "http") => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;

function answerOf(cell: Cell) {
  const [output] = cell.outputs.peek();
  return output?.kind === "display" ? readAnswer(output.bundle[HTTP_MIME]) : null;
}

describe("run(id) of a request", () => {
  it("sends it as its client and shows the answer, whatever its status", async () => {
    const kernel = new AppKernel();
    const markdown = fence("DELETE /404\nX: 1", 'http client="Bob"');
    const { notebook } = await openBench({ markdown, kernel });
    const cell = cellAt(notebook, 1);
    expect([cell.kind, cell.client, cell.language, cell.number.value]).toEqual([
      "http",
      "Bob",
      "http",
      null,
    ]);
    expect(await notebook.run(cell.id)).toBe("done");
    expect(kernel.log.at(-1)).toBe("Bob DELETE http://localhost:8000/404");
    expect(answerOf(cell)).toMatchObject({ status: 404, body: "Hello", client: "Bob" });
    expect(cell.lastRun.value).toEqual({ status: "done", ms: 7, count: null });
    expect(notebook.kernel.value.kind).toBe("ready");
  });

  it("runs pending setup first, and counts no cell", async () => {
    const kernel = new AppKernel();
    const markdown =
      fence("GET /200") + fence("print app", 'python setup="true"') + fence("print two", "python");
    const { notebook } = await openBench({ markdown, kernel });
    await notebook.run(cellAt(notebook, 1).id);
    expect(kernel.log.filter((line) => /^run|GET/.test(line))).toEqual([
      `run ${cellAt(notebook, 2).id}`,
      "Alice GET http://localhost:8000/200",
    ]);
    await notebook.run(cellAt(notebook, 3).id);
    expect(cellAt(notebook, 3).lastRun.value?.count).toBe(2);
    expect(cellAt(notebook, 3).stale.value).toBe(false);
  });

  it("fails with the gateway's sentence where there is no app", async () => {
    const kernel = new AppKernel();
    kernel.there = false;
    const { notebook } = await openBench({ markdown: fence("GET /200"), kernel });
    const cell = cellAt(notebook, 1);
    expect(await notebook.run(cell.id)).toBe("failed");
    expect(shown(cell)).toEqual(["notice: No app answers here yet."]);
  });

  it("fails where no answer comes, and where the text is no request", async () => {
    const kernel = new AppKernel();
    const { notebook } = await openBench({
      markdown: fence("GET /gone") + fence("GET /200"),
      kernel,
    });
    expect(await notebook.run(cellAt(notebook, 1).id)).toBe("failed");
    expect(shown(cellAt(notebook, 1))).toEqual(["notice: The app went home."]);
    notebook.setSource(cellAt(notebook, 2).id, "GET /200\nnonsense");
    expect(await notebook.run(cellAt(notebook, 2).id)).toBe("failed");
    expect(shown(cellAt(notebook, 2))[0]).toMatch(/^notice: Line 2: "nonsense" is no header/);
    expect(kernel.requests).toHaveLength(1);
  });

  it("is stopped by interrupt(), which leaves Python alone; what came is kept", async () => {
    const kernel = new AppKernel();
    const { notebook } = await openBench({ markdown: fence("/wait") + fence("/stream"), kernel });
    for (const [position, output] of [
      [1, "notice: Stopped before an answer came."],
      [2, 'display: "200\\ncontent-type: text/plain\\n\\nso far"'],
    ] as const) {
      const cell = cellAt(notebook, position);
      const run = notebook.run(cell.id);
      await settle();
      expect(cell.state.value.kind).toBe("running");
      await notebook.interrupt();
      expect(await run).toBe("interrupted");
      expect(shown(cell)).toEqual([output]);
    }
    expect(kernel.log).not.toContain("interrupt");
    expect(answerOf(cellAt(notebook, 2))?.notes).toEqual([
      "The answer was stopped before its end.",
    ]);
  });

  it("is stopped by the time limit", async () => {
    const page = new FakePage();
    const { notebook } = await openBench({
      markdown: fence("/wait"),
      kernel: new AppKernel(),
      page,
    });
    const run = notebook.run(cellAt(notebook, 1).id);
    await settle();
    await page.pass(61_000);
    expect(await run).toBe("interrupted");
    expect(shown(cellAt(notebook, 1))[0]).toContain("Stopped after 60 s, the time limit");
  });
});

describe("runAll() with requests", () => {
  it("sends them in their places, and goes on after one that failed", async () => {
    const kernel = new AppKernel();
    const markdown =
      fence("/gone") + fence("print one", "python") + fence("/201") + fence("print two", "python");
    const { notebook } = await openBench({ markdown, kernel });
    await notebook.runAll();
    const cells = notebook.cells.peek();
    expect(cells.map(({ lastRun }) => lastRun.peek()?.status)).toEqual([
      "failed",
      "done",
      "done",
      "done",
    ]);
    expect(cells[3]?.stale.peek()).toBe(false);
    await notebook.run(cells[1]?.id ?? "");
    expect(cells[2]?.stale.peek()).toBe(false);
    notebook.setSource(cells[1]?.id ?? "", "print other");
    await notebook.run(cells[1]?.id ?? "");
    expect(cells[2]?.stale.peek()).toBe(true);
  });

  it("are no part of a check", async () => {
    const kernel = new AppKernel();
    const markdown =
      fence("one", "python") +
      fence("/200") +
      fence("...", 'python exercise="a"') +
      fence("ok", 'python check="a"');
    const { notebook } = await openBench({ markdown, kernel });
    await notebook.check("a");
    expect(kernel.checks[0]?.before.map(({ code }) => code)).toEqual(["one"]);
  });
});

describe("requests of one's own", () => {
  it("are added, given to another client, kept, and known again", async () => {
    const store = memoryProgress();
    const kernel = new AppKernel();
    const first = await openBench({ markdown: fence("one", "python"), store, kernel });
    const cell = first.notebook.addCell("http", null);
    expect([cell.source.value, cell.client, cell.language]).toEqual(["GET /", "Alice", "http"]);
    first.notebook.setSource(cell.id, "POST /201");
    first.notebook.setClient(cell.id, "Carol");
    await first.notebook.run(cell.id);
    await first.notebook.close();
    const { notebook } = await openBench({ markdown: fence("one", "python"), store, kernel });
    const again = cellAt(notebook, 1);
    expect([again.kind, again.client, again.source.value]).toEqual(["http", "Carol", "POST /201"]);
    expect(answerOf(again)).toMatchObject({ status: 201, client: "Carol" });
  });

  it("setClient(id, client) leaves a lesson's requests alone", async () => {
    const { notebook } = await openBench({ markdown: fence("/200") });
    notebook.setClient(cellAt(notebook, 1).id, "Mallory");
    expect(cellAt(notebook, 1).client).toBe("Alice");
  });
});
