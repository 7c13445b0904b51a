import type { PyodideInterface } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import type {
  DatabaseInfo,
  QueryOutcome,
  TableQuery,
  TableRows,
} from "../../src/shared/database.ts";
import type { GridQuery, GridRows } from "../../src/shared/grid.ts";
import type { AppCandidate, CookieReading, JarEdit, Jars } from "../../src/shared/http.ts";
import type {
  CheckRequest,
  CheckResult,
  KernelEvent,
  KernelFile,
  KernelInfo,
  KernelService,
  LoadProgress,
  ReloadOutcome,
  RunRequest,
  RunResult,
  StartOptions,
} from "../../src/shared/kernel.ts";
import type { FileSystem } from "./file-system.ts";
import { HttpGateway } from "./http-gateway.ts";
import type { DeskPost, PythonDesk } from "./http-gateway.ts";
import { Answers, createHost } from "./host.ts";
import { Interrupts } from "./interrupts.ts";
import { Outbox } from "./outbox.ts";
import type { PackSource } from "./pack-source.ts";
import { Packs } from "./packs.ts";
import { WorkingFolder } from "./working-folder.ts";

/** What the kernel needs of its surroundings; the browser's worker and Node give different ones. */
export interface KernelEffects {
  boot(
    options: Pick<StartOptions, "pyodideUrl" | "pyodideBytes">,
    report: (progress: LoadProgress) => void,
    onStray: (name: "stdout" | "stderr", text: string) => void,
  ): Promise<PyodideInterface>;
  packSource(indexUrl: string): PackSource;
  /** Python files of the `routebook` package, by path relative to it. */
  readonly sources: Readonly<Record<string, string>>;
  /** Called once before the learner's first line. */
  lockDown(): void;
  now(): number;
  /** How deep Python may recurse. */
  recursionLimit(canBlock: boolean): number;
}

/** `routebook.worker.Worker`, as JavaScript calls it. */
interface PythonWorker extends PyProxy {
  packs_of(code: string): string;
  run(request: string, typed: string): Promise<string>;
  check(request: string, typed: string): Promise<string>;
  cancel(): void;
  grid(query: string): string;
  grid_csv(query: string): string;
  forget_modules(): void;
  can_block(): Promise<boolean>;
  desk(post: DeskPost): PythonDesk;
  /** `ReloadOutcome` as JSON. */
  reload_app(): Promise<string>;
  /** `DatabaseInfo[]`. */
  databases(): string;
  /** `TableRows` for a `TableQuery`, or `{problem}` with a sentence. */
  table_rows(query: string): string;
  /** `QueryOutcome`. */
  query_database(database: string, statement: string): string;
}

/** A started kernel. */
interface Parts {
  readonly worker: PythonWorker;
  readonly outbox: Outbox;
  readonly interrupts: Interrupts;
  readonly packs: Packs;
  readonly folder: WorkingFolder;
  readonly answers: Answers;
  readonly http: HttpGateway;
}

/** What Python answers to `run` and `check`; the worker adds the rest of the result. */
type PythonResult = Pick<RunResult, "status" | "error" | "ms"> & Pick<CheckResult, "verdict">;

const PACKAGE = "/lib/python3.14/site-packages/routebook";

/** The Python kernel: transport-free, so that tests and the lesson checker run it in Node. */
export class PythonKernel implements KernelService {
  #effects: KernelEffects;
  #parts: Parts | null = null;

  constructor(effects: KernelEffects) {
    this.#effects = effects;
  }

  async start(options: StartOptions, events: MessagePort): Promise<KernelInfo> {
    const began = this.#effects.now();
    const outbox = new Outbox((batch: readonly KernelEvent[]) => events.postMessage(batch));
    const report = (progress: LoadProgress) => outbox.send({ type: "progress", progress });
    const source = this.#effects.packSource(options.packIndexUrl);
    const [pyodide, index] = await Promise.all([
      this.#effects.boot(options, report, (name, text) => outbox.stream(name, text)),
      source.index(),
    ]);
    const fs = pyodide.FS as unknown as FileSystem;
    const packs = new Packs(index, source, fs, report);
    const interrupts = new Interrupts(options.interruptFlag, () => {
      outbox.poll();
      this.#parts?.http.poll();
    });
    const answers = new Answers();
    const folder = new WorkingFolder(fs);
    for (const [path, text] of Object.entries(this.#effects.sources)) {
      const target = `${PACKAGE}/${path}`;
      fs.mkdirTree(target.slice(0, target.lastIndexOf("/")));
      fs.writeFile(target, text);
    }
    folder.write(options.files, false);
    await packs.load(options.packages);
    pyodide.registerJsModule("_routebook_host", createHost(outbox, interrupts, packs, answers));
    const canBlock = await asksCanBlock(pyodide);
    pyodide.globals.set("_modules", JSON.stringify(packs.modules));
    pyodide.globals.set("_limit", this.#effects.recursionLimit(canBlock));
    const worker = pyodide.runPython(
      "import _routebook_host\nfrom routebook.worker import Worker\nWorker(_routebook_host, _modules, _limit)",
    ) as PythonWorker;
    pyodide.setInterruptBuffer(interrupts.buffer as unknown as Uint8Array);
    this.#effects.lockDown();
    const http = new HttpGateway({
      openDesk: (post) => worker.desk(post),
      send: (event) => outbox.send(event),
      onQuiet: () => this.#sendChangedFiles(),
      setTimeout: (work, milliseconds) => void setTimeout(work, milliseconds),
    });
    this.#parts = { worker, outbox, interrupts, packs, folder, answers, http };
    return {
      python: pyodide.runPython("import platform; platform.python_version()") as string,
      pyodide: pyodide.version,
      canBlock,
      canInterrupt: options.interruptFlag !== null,
      ms: this.#effects.now() - began,
    };
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

  async ping(): Promise<void> {}

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
      const wanted = code.flatMap((text) => JSON.parse(worker.packs_of(text)) as string[]);
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
    const { folder, outbox } = this.#started;
    const changed = folder.changes();
    if (changed.length > 0) outbox.send({ type: "files", changed });
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

/** Whether Python may wait for a promise: it must be asked inside a coroutine called from here. */
async function asksCanBlock(pyodide: PyodideInterface): Promise<boolean> {
  const ask = pyodide.runPython(
    "async def _ask():\n    from pyodide.ffi import can_run_sync\n    return can_run_sync()\n_ask",
  ) as PyProxy & (() => Promise<boolean>);
  try {
    return await ask();
  } finally {
    ask.destroy();
  }
}
