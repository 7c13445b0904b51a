import { transfer } from "comlink";
import type {
  DatabaseInfo,
  QueryOutcome,
  TableQuery,
  TableRows,
} from "../../src/shared/database.ts";
import type { GridQuery, GridRows } from "../../src/shared/grid.ts";
import type { KeptImage } from "../../src/shared/images.ts";
import type { AppCandidate, CookieReading, JarEdit, Jars } from "../../src/shared/http.ts";
import type {
  CheckRequest,
  CheckResult,
  KernelFile,
  KernelInfo,
  KernelService,
  ReloadOutcome,
  RunRequest,
  RunResult,
  StartOptions,
} from "../../src/shared/kernel.ts";

import { sendChangedFiles, startKernel } from "./start-kernel.ts";
import type { KernelEffects, Parts } from "./start-kernel.ts";

/** What Python answers to `run` and `check`; the worker adds the rest of the result. */
type PythonResult = Pick<RunResult, "status" | "error" | "ms"> & Pick<CheckResult, "verdict">;

/** The Python kernel: transport-free, so that tests and the lesson checker run it in Node. */
export class PythonKernel implements KernelService {
  #effects: KernelEffects;
  #parts: Parts | null = null;

  constructor(effects: KernelEffects) {
    this.#effects = effects;
  }

  async start(options: StartOptions, events: MessagePort): Promise<KernelInfo> {
    const { parts, info } = await startKernel(this.#effects, options, events);
    this.#parts = parts;
    return info;
  }

  async storeImage(): Promise<number> {
    return (await this.#started.image?.store()) ?? 0;
  }

  async giveImage(): Promise<KeptImage | null> {
    const kept = (await this.#started.image?.keep()) ?? null;
    return (
      kept &&
      transfer(
        kept,
        kept.slices.map(({ bytes }) => bytes),
      )
    );
  }

  async packFiles(): Promise<readonly string[]> {
    return this.#started.packs.files;
  }

  async loadPackages(names: readonly string[]): Promise<void> {
    await this.#started.packs.load(names);
  }

  async run(request: RunRequest): Promise<RunResult> {
    const { verdict: _none, ...result } = await this.#guarded(
      request,
      [request.code],
      async ({ worker }) =>
        this.#read(await worker.run(JSON.stringify(request), JSON.stringify(request.typed))),
    );
    return result;
  }

  check(request: CheckRequest): Promise<CheckResult> {
    const code = [...request.before.map((cell) => cell.code), request.code, request.check];
    return this.#guarded(request, code, async ({ worker, folder }) => {
      const wanted = { ...request, keep: folder.given };
      return this.#read(await worker.check(JSON.stringify(wanted), JSON.stringify(request.typed)));
    });
  }

  async interrupt(run: number): Promise<void> {
    const { interrupts, worker } = this.#started;
    if (interrupts.run !== run) return;
    // A message is handled only while Python waits (or nothing runs): waiters end it in Python's
    // own words; where there is none, the cell awaits and its task is cancelled.
    const waited = interrupts.waits;
    interrupts.strike("stop");
    if (!waited) worker.cancel();
  }

  async watchSign(address: string): Promise<void> {
    this.#started.asked?.watch(address);
  }

  async ping(): Promise<number> {
    return this.#started.outbox.lastSeq;
  }

  async answer(line: string | null): Promise<void> {
    this.#started.answers.give(line);
  }

  async grid(query: GridQuery): Promise<GridRows> {
    return JSON.parse(this.#started.worker.grid(JSON.stringify(query))) as GridRows;
  }

  async gridCsv(query: GridQuery): Promise<string> {
    return this.#started.worker.grid_csv(JSON.stringify(query));
  }

  async writeFiles(files: readonly KernelFile[]): Promise<void> {
    const { folder, worker } = this.#started;
    if (folder.write(files, true)) worker.forget_modules();
  }

  async restoreFiles(files: readonly KernelFile[]): Promise<void> {
    const { folder, worker } = this.#started;
    if (folder.write(files, false)) worker.forget_modules();
  }

  async removeFiles(paths: readonly string[]): Promise<void> {
    const { folder, worker } = this.#started;
    folder.remove(paths);
    worker.forget_modules();
  }

  async reloadApp(): Promise<ReloadOutcome> {
    const outcome = JSON.parse(await this.#started.worker.reload_app()) as ReloadOutcome;
    this.#sendChangedFiles();
    return outcome;
  }

  async databases(): Promise<readonly DatabaseInfo[]> {
    return JSON.parse(this.#started.worker.databases()) as readonly DatabaseInfo[];
  }

  async tableRows(query: TableQuery): Promise<TableRows> {
    const answer = JSON.parse(this.#started.worker.table_rows(JSON.stringify(query))) as
      | TableRows
      | { readonly problem: string };
    if ("problem" in answer) throw new Error(answer.problem);
    return answer;
  }

  async queryDatabase(database: string, statement: string): Promise<QueryOutcome> {
    const outcome = this.#started.worker.query_database(database, statement);
    this.#sendChangedFiles();
    return JSON.parse(outcome) as QueryOutcome;
  }

  async serveHttp(port: MessagePort): Promise<void> {
    this.#started.http.serve(port);
  }

  async apps(): Promise<readonly AppCandidate[]> {
    return this.#started.http.apps();
  }

  async chooseApp(name: string | null): Promise<void> {
    this.#started.http.choose(name);
  }

  async jars(): Promise<Jars> {
    return this.#started.http.jars();
  }

  async editJar(client: string, edit: JarEdit): Promise<void> {
    this.#started.http.editJar(client, edit);
  }

  async readCookies(client: string): Promise<readonly CookieReading[]> {
    return this.#started.http.readCookies(client);
  }

  /** Loads what the code imports, runs it with its time limit, and reports files and output after it. */
  async #guarded(
    request: RunRequest,
    code: readonly string[],
    work: (parts: Parts) => Promise<PythonResult>,
  ): Promise<CheckResult> {
    const parts = this.#started;
    const { outbox, interrupts, packs, worker } = parts;
    outbox.begin(request.run);
    interrupts.open(request.run);
    try {
      const wanted = code.flatMap((text) =>
        MAY_IMPORT.test(text) ? (JSON.parse(worker.packs_of(text)) as string[]) : [],
      );
      const unloaded = await packs.load(wanted).then(() => null, notLoaded(request.label));
      interrupts.begin(request.timeLimit, () => {
        const waited = interrupts.waits;
        interrupts.strike("time-limit");
        if (!waited) worker.cancel();
      });
      const result = unloaded ?? (interrupts.stopped ? STOPPED_EARLY : await work(parts));
      const interruptedBy = result.status === "interrupted" ? (interrupts.reason ?? "code") : null;
      this.#sendChangedFiles();
      outbox.end();
      return { ...result, interruptedBy, lastEvent: outbox.lastSeq };
    } catch (error) {
      outbox.end();
      // The learner's mistakes are values: what is thrown here is a dead runtime.
      const message = error instanceof Error ? error.message.slice(0, 500) : String(error);
      outbox.send({ type: "fatal", message });
      throw new Error(message);
    } finally {
      interrupts.end();
    }
  }

  #sendChangedFiles(): void {
    sendChangedFiles(this.#started);
  }

  #read(json: string | undefined): PythonResult {
    // A runtime that exited answers nothing.
    if (typeof json !== "string") throw new Error("The Python runtime ended.");
    const result = JSON.parse(json) as Omit<PythonResult, "verdict"> & Partial<PythonResult>;
    return { ...result, verdict: result.verdict ?? null };
  }

  get #started(): Parts {
    if (this.#parts === null) throw new Error("The kernel has not started.");
    return this.#parts;
  }
}

/** What code that imports has in it, or a command's line: to ask Python takes a third of a frame. */
const MAY_IMPORT = /import|[!%]/;

/** A run that was stopped while its packages were loading. */
const STOPPED_EARLY: PythonResult = { status: "interrupted", error: null, ms: 0, verdict: null };

/** A package that could not be fetched is told like an exception of the cell: the kernel lives on. */
function notLoaded(label: string): (cause: unknown) => PythonResult {
  return (cause) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    const type = "PackageNotLoaded";
    return {
      status: "failed",
      error: { type, message, frames: [], hidden: 0, hint: null, traceback: `${type}: ${message}` },
      ms: 0,
      verdict: { kind: "raised", where: "code", label },
    };
  };
}
