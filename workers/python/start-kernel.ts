import type { PyodideInterface } from "pyodide";
import type { PyProxy } from "pyodide/ffi";
import type {
  KernelEvent,
  KernelInfo,
  LoadProgress,
  StartOptions,
} from "../../src/shared/kernel.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import { AskedFlag } from "./asked-flag.ts";
import type { BootListener } from "./boot-listener.ts";
import type { Booted, RestoredImage } from "./browser-boot.ts";
import type { FileSystem } from "./file-system.ts";
import { Answers, createHost } from "./host.ts";
import { HttpGateway } from "./http-gateway.ts";
import type { DeskPost, PythonDesk } from "./http-gateway.ts";
import { Interrupts } from "./interrupts.ts";
import { Outbox } from "./outbox.ts";
import type { OwnFile } from "./own-package.ts";
import type { PackSource } from "./pack-source.ts";
import { Packs } from "./packs.ts";
import { putFiles } from "./put-files.ts";
import { WorkingFolder } from "./working-folder.ts";

/** What the kernel needs of its surroundings; the browser's worker and Node give different ones. */
export interface KernelEffects {
  boot(options: StartOptions, listener: BootListener): Promise<Booted>;
  /** `notice` takes a sentence for the learner. */
  packSource(indexUrl: string, notice: (text: string) => void): PackSource;
  /** The files of the `routebook` package. */
  ownFiles(index: PackIndex, source: PackSource): Promise<readonly OwnFile[]>;
  /** The text at an address, without returning to the event loop; absent where nobody would answer. */
  askSynchronously?(address: string): string;
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
export interface Parts {
  readonly worker: PythonWorker;
  readonly outbox: Outbox;
  readonly interrupts: Interrupts;
  readonly asked: AskedFlag | null;
  readonly packs: Packs;
  readonly folder: WorkingFolder;
  readonly answers: Answers;
  readonly http: HttpGateway;
  readonly image: RestoredImage | null;
}

const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** Starts Python with all that a kernel has around it. Rejects where Python does not start. */
export async function startKernel(
  effects: KernelEffects,
  options: StartOptions,
  events: MessagePort,
): Promise<{ readonly parts: Parts; readonly info: KernelInfo }> {
  const began = effects.now();
  const outbox = new Outbox((batch: readonly KernelEvent[]) => events.postMessage(batch));
  const report = (progress: LoadProgress) => outbox.send({ type: "progress", progress });
  const notice = (text: string) => outbox.send({ type: "notice", run: null, text });
  const booting = effects.boot(options, {
    progress: report,
    notice,
    stray: (name, text) => outbox.stream(name, text),
  });
  const source = effects.packSource(options.packIndexUrl, notice);
  const [{ pyodide, image, imageFailure }, index] = await Promise.all([booting, source.index()]);
  const fs = pyodide.FS as unknown as FileSystem;
  const packs = new Packs(index, source, fs, report);
  const { askSynchronously: ask, now } = effects;
  const asked = ask === undefined ? null : new AskedFlag(ask, now);
  let http: HttpGateway | null = null;
  const interrupts = new Interrupts(
    options.interruptFlag,
    () => {
      outbox.poll();
      http?.poll();
    },
    now,
    asked,
  );
  const answers = new Answers();
  const folder = new WorkingFolder(fs);
  if (image === null) putFiles(fs, SITE_PACKAGES, encoded(await effects.ownFiles(index, source)));
  else packs.adopt(image.packages);
  folder.write(options.files, false);
  await packs.load(options.packages);
  pyodide.registerJsModule("_routebook_host", createHost(outbox, interrupts, packs, answers));
  const canBlock = await asksCanBlock(pyodide);
  pyodide.globals.set("_modules", JSON.stringify(packs.modules));
  pyodide.globals.set("_limit", effects.recursionLimit(canBlock));
  const worker = pyodide.runPython(
    "import _routebook_host\nfrom routebook.worker import Worker\nWorker(_routebook_host, _modules, _limit)",
  ) as PythonWorker;
  pyodide.setInterruptBuffer(interrupts.buffer as unknown as Uint8Array);
  effects.lockDown();
  http = new HttpGateway({
    openDesk: (post) => worker.desk(post),
    send: (event) => outbox.send(event),
    onQuiet: () => sendChangedFiles({ folder, outbox }),
    setTimeout: (work, milliseconds) => void setTimeout(work, milliseconds),
  });
  const info: KernelInfo = {
    python: pyodide.runPython("import sys; '%d.%d.%d' % sys.version_info[:3]") as string,
    pyodide: pyodide.version,
    canBlock,
    canInterrupt: options.interruptFlag !== null,
    ms: effects.now() - began,
    image: image && { name: image.name, source: image.origin },
    imageFailure,
  };
  const parts = { worker, outbox, interrupts, asked, packs, folder, answers, http, image };
  return { parts, info };
}

/** Tells the page of the files that the program has written or removed since the last time. */
export function sendChangedFiles({ folder, outbox }: Pick<Parts, "folder" | "outbox">): void {
  const changed = folder.changes();
  if (changed.length > 0) outbox.send({ type: "files", changed });
}

function encoded(files: readonly OwnFile[]) {
  const encoder = new TextEncoder();
  return files.map(({ path, bytes }) => ({
    path,
    bytes: typeof bytes === "string" ? encoder.encode(bytes) : bytes,
  }));
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
