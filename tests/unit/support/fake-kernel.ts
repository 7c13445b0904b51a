import { KernelDied } from "../../../src/runtime/errors.ts";
import type { InterruptOutcome, KernelClient } from "../../../src/runtime/kernel-client.ts";
import type {
  AppCandidate,
  CookieReading,
  JarEdit,
  Jars,
  WireRequest,
  WireResponse,
} from "../../../src/shared/http.ts";
import type {
  CheckRequest,
  CheckVerdict,
  KernelEvent,
  KernelFile,
  KernelInfo,
  LoadProgress,
  ReloadOutcome,
  RunRequest,
  RunResult,
} from "../../../src/shared/kernel.ts";
import type { PythonFailure } from "../../../src/shared/python-failure.ts";

type EventBody = KernelEvent extends infer Event
  ? Event extends KernelEvent
    ? Omit<Event, "seq">
    : never
  : never;

export const INFO: KernelInfo = {
  python: "3.14.0",
  pyodide: "314.0.4",
  canBlock: true,
  canInterrupt: true,
  ms: 1,
  image: null,
  imageFailure: null,
};

/** A failure as the kernel makes it. */
export function failure(type: string, message = ""): PythonFailure {
  return { type, message, frames: [], hidden: 0, hint: null, traceback: `${type}: ${message}` };
}

/**
 * A kernel whose "Python" has a few words, one a line: `print TEXT`, `err TEXT`, `raise TYPE TEXT`,
 * `show ID TEXT`, `update ID TEXT`, `clear`, `input PROMPT`, `%run FILE`, `loop` (until stopped), `stuck` (the
 * worker must be replaced), `die`. It keeps a log of what the page asked for.
 */
export class FakeKernel implements KernelClient {
  readonly log: string[] = [];
  readonly runs: RunRequest[] = [];
  readonly checks: CheckRequest[] = [];
  readonly requests: WireRequest[] = [];
  readonly folder = new Map<string, string>();
  /** What the next check says. */
  verdict: CheckVerdict | null = { kind: "passed", message: null };
  checkError: PythonFailure | null = null;
  /** Set to make starting wait, or fail. */
  starting: Promise<KernelInfo> = Promise.resolve(INFO);
  /** Set to make a Stop that costs the worker take longer than the run. */
  replacing: Promise<void> = Promise.resolve();
  #seq = 0;
  #listeners = new Set<(event: KernelEvent) => void>();
  #progress = new Set<(progress: LoadProgress | null) => void>();
  #deaths = new Set<(death: { message: string }) => void>();
  #pending: {
    readonly stop: (result: RunResult) => void;
    readonly die: (error: Error) => void;
  } | null = null;
  #stuck = false;
  #answer: ((line: string | null) => void) | null = null;

  get files(): readonly KernelFile[] {
    const encoder = new TextEncoder();
    return [...this.folder].map(([path, text]) => ({ path, bytes: encoder.encode(text) }));
  }

  async restoreFiles(files: readonly KernelFile[]): Promise<void> {
    for (const { path, bytes } of files) this.folder.set(path, new TextDecoder().decode(bytes));
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.folder.delete(path);
  }

  async reloadApp(): Promise<ReloadOutcome> {
    this.log.push("reload");
    return { reloaded: true, error: null };
  }

  async readCookies(_client: string): Promise<readonly CookieReading[]> {
    return [];
  }

  async databases() {
    return [];
  }

  async tableRows() {
    return { columns: [], rows: [], total: 0, more: false };
  }

  async queryDatabase() {
    return { kind: "changed" as const, changed: 0, ms: 1 };
  }

  async start(packages: readonly string[]): Promise<KernelInfo> {
    this.log.push(`start ${packages.join(" ")}`.trim());
    return this.starting;
  }

  async loadPackages(names: readonly string[]): Promise<void> {
    this.log.push(`load ${names.join(" ")}`);
    if (names.includes("nonsense")) throw new Error("There is no package nonsense here.");
  }

  async run(request: RunRequest): Promise<RunResult> {
    this.log.push(`run ${request.cell}`);
    this.runs.push(request);
    return this.#execute(request);
  }

  async check(request: CheckRequest) {
    this.log.push(`check ${request.cell}`);
    this.checks.push(request);
    const result = await this.#execute(request);
    const verdict = result.status === "interrupted" ? null : this.verdict;
    return { ...result, error: this.checkError, verdict };
  }

  async #execute(request: RunRequest): Promise<RunResult> {
    const { run, code } = request;
    for (const line of code.split("\n")) {
      const [word = "", ...rest] = line.split(" ");
      const text = rest.join(" ");
      if (word === "print") this.emit({ type: "stream", run, name: "stdout", text: `${text}\n` });
      if (word === "err") this.emit({ type: "stream", run, name: "stderr", text: `${text}\n` });
      if (word === "clear") this.emit({ type: "clear", run, wait: text === "wait" });
      if (word === "show" || word === "update") this.#display(run, word, rest);
      if (word === "raise")
        return this.#result("failed", failure(rest[0] ?? "", rest.slice(1).join(" ")));
      if (word === "input") await this.#input(run, text);
      if (word === "%run") {
        return this.#execute({ ...request, code: this.folder.get(text) ?? "raise FileNotFound" });
      }
      if (word === "die") return this.#die();
      if (word === "loop" || word === "stuck") {
        this.#stuck = word === "stuck";
        return new Promise((stop, die) => {
          this.#pending = { stop, die };
        });
      }
    }
    return this.#result("done", null);
  }

  #display(run: number, word: string, [id = "", ...rest]: readonly string[]): void {
    this.emit({
      type: "display",
      run,
      bundle: { "text/plain": rest.join(" ") },
      displayId: id === "-" ? null : id,
      update: word === "update",
      result: id === "-",
    });
  }

  async #input(run: number, prompt: string): Promise<void> {
    this.emit({ type: "input", run, prompt, password: false });
    const line = await new Promise<string | null>((resolve) => {
      this.#answer = resolve;
    });
    this.emit({ type: "stream", run, name: "stdout", text: `${prompt}${line ?? "^D"}\n` });
  }

  #result(
    status: RunResult["status"],
    error: PythonFailure | null,
    interruptedBy: RunResult["interruptedBy"] = null,
  ): RunResult {
    return { status, error, interruptedBy, ms: 5, lastEvent: this.#seq };
  }

  async #die(): Promise<never> {
    const message = "The Python runtime died.";
    this.lose(message);
    throw new KernelDied(message);
  }

  /** The worker died. */
  lose(message: string): void {
    for (const tell of this.#deaths) tell({ message });
  }

  /** As if the time limit, or the program itself, had ended the run. */
  endBy(by: "time-limit" | "code"): void {
    this.#pending?.stop(this.#result("interrupted", null, by));
  }

  async interrupt(): Promise<InterruptOutcome> {
    this.log.push("interrupt");
    if (this.#pending === null) return "nothing-ran";
    const { stop, die } = this.#pending;
    this.#pending = null;
    if (this.#stuck) {
      die(new KernelDied("The kernel was restarted."));
      await this.replacing;
      return "replaced";
    }
    stop(this.#result("interrupted", failure("KeyboardInterrupt"), "stop"));
    return "kept";
  }

  async stopRequests(): Promise<InterruptOutcome> {
    return "nothing-ran";
  }

  async restart(
    packages: readonly string[],
    options: { readonly keepFiles?: boolean } = {},
  ): Promise<KernelInfo> {
    const fresh = options.keepFiles === false ? " fresh" : "";
    this.log.push(`restart${fresh} ${packages.join(" ")}`.trim());
    this.#pending?.die(new KernelDied("The kernel was restarted."));
    this.#pending = null;
    return this.starting;
  }

  async answer(line: string | null): Promise<void> {
    this.#answer?.(line);
  }

  async grid(): Promise<never> {
    throw new Error("This kernel has no data frames.");
  }

  async packFiles(): Promise<readonly string[]> {
    return [];
  }

  async gridCsv(): Promise<string> {
    return "a,b\n1,2\n";
  }

  async writeFiles(files: readonly KernelFile[]): Promise<void> {
    this.log.push(`write ${files.map(({ path }) => path).join(" ")}`);
    for (const { path, bytes } of files) this.folder.set(path, new TextDecoder().decode(bytes));
  }

  /** Answers with the request's own body. */
  async request(request: WireRequest): Promise<WireResponse> {
    this.requests.push(request);
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    return { status: 200, reason: "OK", headers: [["x-a", "b"]], body, ms: 1 };
  }

  ask(): never {
    throw new Error("This kernel has no wire.");
  }

  connect(): never {
    throw new Error("This kernel has no WebSockets.");
  }

  async apps(): Promise<readonly AppCandidate[]> {
    return [];
  }

  async chooseApp(): Promise<void> {}

  async jars(): Promise<Jars> {
    return {};
  }

  async editJar(_client: string, _edit: JarEdit): Promise<void> {}

  listen(listener: (event: KernelEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onProgress(listener: (progress: LoadProgress | null) => void): () => void {
    this.#progress.add(listener);
    return () => this.#progress.delete(listener);
  }

  onDeath(listener: (death: { message: string }) => void): () => void {
    this.#deaths.add(listener);
    return () => this.#deaths.delete(listener);
  }

  close(): void {
    this.log.push("close");
  }

  emit(event: EventBody): void {
    const numbered: KernelEvent = { ...event, seq: ++this.#seq };
    for (const listener of this.#listeners) listener(numbered);
  }

  tellProgress(progress: LoadProgress | null): void {
    for (const listener of this.#progress) listener(progress);
  }
}
