import { expect } from "vitest";
import type {
  CheckResult,
  KernelEvent,
  ReloadOutcome,
  RunResult,
} from "../../../src/shared/kernel.ts";
import type { WireResponse, WireTrace } from "../../../src/shared/http.ts";
import type { NodeKernel } from "../../../scripts/node-kernel.ts";
import { GatewayBench, bytes, text } from "./gateway-bench.ts";

/** How a cell ended, and what it showed. */
export interface Ran {
  readonly result: RunResult;
  /** stdout and stderr as shown. */
  readonly text: string;
  readonly notices: readonly string[];
  /** text/plain of the displays. */
  readonly shown: readonly unknown[];
}

/** A kernel on real Pyodide for projects of many files. */
export class ProjectBench {
  #bench: GatewayBench;

  private constructor(bench: GatewayBench) {
    this.#bench = bench;
  }

  static async start(): Promise<ProjectBench> {
    return new ProjectBench(await GatewayBench.start());
  }

  close(): void {
    this.#bench.close();
  }

  get node(): NodeKernel {
    return this.#bench.node;
  }

  /** The number of the last cell. */
  get runs(): number {
    return this.#bench.runs;
  }

  get traces(): readonly WireTrace[] {
    return this.#bench.traces;
  }

  /** Runs a cell; `typed` are the answers to its `input()`. */
  async run(code: string, typed: readonly string[] = [], timeLimit = 60_000): Promise<Ran> {
    const id = ++this.#bench.runs;
    const cell = { cell: `cell-${id}`, label: `cell ${id}`, code };
    const result = await this.node.kernel.run({ ...cell, run: id, timeLimit, typed });
    while ((this.node.events.at(-1)?.seq ?? 0) < result.lastEvent) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const events = this.node.events.filter((event) => "run" in event && event.run === id);
    const of = <Type extends KernelEvent["type"]>(type: Type) =>
      events.filter((event): event is Extract<KernelEvent, { type: Type }> => event.type === type);
    return {
      result,
      text: of("stream")
        .map((event) => event.text)
        .join(""),
      notices: of("notice").map((event) => event.text),
      shown: of("display").map((event) => event.bundle["text/plain"]),
    };
  }

  /** What a cell printed, which must not fail. */
  async printed(code: string, typed?: readonly string[]): Promise<string> {
    const ran = await this.run(code, typed);
    expect(ran.result.error).toBeNull();
    return ran.text;
  }

  check(code: string, check: string): Promise<CheckResult> {
    const run = ++this.#bench.runs;
    const cell = { cell: "exercise", label: "exercise", code, check };
    return this.node.kernel.check({ ...cell, run, before: [], timeLimit: 60_000, typed: [] });
  }

  /** Writes the lesson's files, as the page does after each edit. */
  write(files: Readonly<Record<string, string>>): Promise<void> {
    const given = Object.entries(files).map(([path, content]) => ({ path, bytes: bytes(content) }));
    return this.node.kernel.writeFiles(given);
  }

  reload(): Promise<ReloadOutcome> {
    return this.node.kernel.reloadApp();
  }

  send(method: string, path: string): Promise<WireResponse> {
    return this.#bench.send(method, path);
  }

  /** The body of the answer to a GET. */
  async page(path = "/"): Promise<string> {
    return text((await this.send("GET", path)).body);
  }
}
