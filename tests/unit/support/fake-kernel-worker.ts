import { expose } from "comlink";
import type { AskerMessage, GatewayMessage, WithoutId } from "../../../src/shared/http.ts";
import type { KeptImage } from "../../../src/shared/images.ts";
import type {
  CheckRequest,
  CheckResult,
  KernelEvent,
  KernelFile,
  KernelInfo,
  KernelService,
  RunRequest,
  RunResult,
  StartOptions,
} from "../../../src/shared/kernel.ts";

const INFO: KernelInfo = {
  python: "3.14.2",
  pyodide: "314.0.4",
  canBlock: true,
  canInterrupt: true,
  ms: 1,
  image: null,
  imageFailure: null,
};

/** A kernel without Python behind the real transport: a run does what the test says. */
export class FakeService implements KernelService {
  options: StartOptions | null = null;
  readonly given: KernelFile[] = [];
  readonly interrupts: number[] = [];
  /** Where it was told to look for Stop. */
  readonly signAddresses: string[] = [];
  /** What came on the port for requests. */
  readonly asked: AskerMessage[] = [];
  /** What it has to give away. */
  image: KeptImage | null = null;
  imagesAsked = 0;
  /** How many events of before a ping come after its answer. */
  late = 0;
  #events: MessagePort | null = null;
  #seq = 0;
  #work: (request: RunRequest, service: FakeService) => Promise<Partial<RunResult>>;

  constructor(work: (request: RunRequest, service: FakeService) => Promise<Partial<RunResult>>) {
    this.#work = work;
  }

  async start(options: StartOptions, events: MessagePort): Promise<KernelInfo> {
    this.options = options;
    this.#events = events;
    return { ...INFO, image: this.image && { name: this.image.name, source: "network" } };
  }

  emit(...events: ReadonlyArray<Record<string, unknown> & { type: KernelEvent["type"] }>): void {
    this.#events?.postMessage(events.map((event) => ({ ...event, seq: ++this.#seq })));
  }

  async storeImage(): Promise<number> {
    return 0;
  }

  async packFiles(): Promise<readonly string[]> {
    return [];
  }

  async giveImage(): Promise<KeptImage | null> {
    this.imagesAsked++;
    return this.image;
  }

  async run(request: RunRequest): Promise<RunResult> {
    const result = await this.#work(request, this);
    return {
      status: "done",
      error: null,
      interruptedBy: null,
      ms: 1,
      lastEvent: this.#seq,
      ...result,
    };
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    return { ...(await this.run(request)), verdict: { kind: "passed", message: null } };
  }

  async loadPackages(): Promise<void> {}

  async interrupt(): Promise<void> {
    this.interrupts.push(this.#seq);
  }

  async watchSign(address: string): Promise<void> {
    this.signAddresses.push(address);
  }

  async ping(): Promise<number> {
    return this.#seq + this.late;
  }

  async answer(): Promise<void> {}

  async grid() {
    return { rows: [], total: 0 };
  }

  async gridCsv() {
    return "";
  }

  /** Answers each request with its own path, and nothing to one for "/waits". */
  async serveHttp(port: MessagePort): Promise<void> {
    port.onmessage = ({ data }: MessageEvent<AskerMessage>) => {
      this.asked.push(data);
      const say = (message: WithoutId<GatewayMessage>) =>
        port.postMessage([{ ...message, id: data.id }]);
      if (data.type !== "request") return;
      say({ type: "accepted" });
      const path = new URL(data.request.url).pathname;
      if (path === "/waits") return;
      say({ type: "head", status: 200, reason: "OK", headers: [["x-path", path]] });
      if (path === "/breaks") return say({ type: "failed", message: "It broke." });
      for (const part of path.split("/")) {
        say({ type: "chunk", bytes: new TextEncoder().encode(part) });
      }
      return say({ type: "end" });
    };
  }

  async apps() {
    return [];
  }

  async chooseApp(): Promise<void> {}

  async jars() {
    return {};
  }

  async editJar(): Promise<void> {}

  async readCookies() {
    return [];
  }

  async restoreFiles(): Promise<void> {}

  async removeFiles(): Promise<void> {}

  async reloadApp() {
    return { reloaded: false, error: null };
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

  async writeFiles(files: readonly KernelFile[]): Promise<void> {
    this.given.push(...files);
  }
}

/** Stands where the page has its `Worker`. */
export class FakeWorker extends EventTarget {
  readonly service: FakeService;
  readonly #near: MessagePort;
  readonly #far: MessagePort;
  /** What was posted to it, comlink's own calls among it. */
  readonly told: unknown[] = [];
  terminated = false;

  constructor(service: FakeService) {
    super();
    this.service = service;
    const channel = new MessageChannel();
    this.#near = channel.port1;
    this.#far = channel.port2;
    expose(service, this.#far);
    this.#near.addEventListener("message", (message) => {
      this.dispatchEvent(new MessageEvent("message", { data: message.data as unknown }));
    });
    this.#near.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.told.push(message);
    if (!this.terminated) this.#near.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#near.close();
    this.#far.close();
  }

  /** As if the worker's script threw: the runtime died. */
  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event("error", { cancelable: true }), { message }));
  }
}
