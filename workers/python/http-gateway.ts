import type { PyProxy } from "pyodide/ffi";
import type {
  AppCandidate,
  AskerMessage,
  CookieReading,
  GatewayMessage,
  JarEdit,
  Jars,
  WireConnect,
  WireRequest,
  WireStart,
  WireTrace,
} from "../../src/shared/http.ts";
import { TurnPost } from "../../src/shared/turn-post.ts";
import type { NewEvent } from "./outbox.ts";

/**
 * `routebook.gateway.desk.Desk`, as JavaScript calls it. What is not there is `undefined`, Python's
 * None; `null` would be a value of its own there.
 */
export interface PythonDesk extends PyProxy {
  request(key: string, head: string, body: Uint8Array | undefined): void;
  connect(key: string, head: string): void;
  feed(key: string, bytes: Uint8Array, last: boolean): void;
  took(key: string, bytes: number): void;
  leave(key: string): void;
  say(key: string, text: string | undefined, bytes: Uint8Array | undefined): void;
  close(key: string, code: number, reason: string): void;
  apps(): string;
  choose(name: string | undefined): void;
  jars(): string;
  edit_jar(client: string, edit: string): void;
  /** `CookieReading[]`. */
  read_cookies(client: string): string;
}

/** What the desk calls in JavaScript (`Post` in `gateway/desk.py`). */
export interface DeskPost {
  wire(key: string, message: string, bytes: Uint8Array | undefined): void;
  tell(kind: string, data: string): void;
}

/** What the gateway needs of the kernel around it. */
export interface GatewayEffects {
  /** Makes Python's side; called when the first exchange comes, for it costs an import. */
  openDesk(post: DeskPost): PythonDesk;
  /** Sends an event to the page. */
  send(event: NewEvent): void;
  /** Called when no request has run for a moment: apps write files. */
  onQuiet(): void;
  readonly setTimeout: (work: () => void, milliseconds: number) => void;
}

/** Milliseconds without a request after which changed files are looked for. */
const QUIET = 50;

/** Joins ports to Python's gateway; many exchanges on many ports may run at once. */
export class HttpGateway {
  #effects: GatewayEffects;
  #desk: PythonDesk | null = null;
  #ports: TurnPost<GatewayMessage>[] = [];
  #running = 0;
  #waitsForQuiet = false;

  constructor(effects: GatewayEffects) {
    this.#effects = effects;
  }

  /** Answers what is asked on the port, from now on. */
  serve(port: MessagePort): void {
    const number = this.#ports.push(new TurnPost(port)) - 1;
    port.onmessage = (message: MessageEvent<AskerMessage>) => {
      this.#hear(`${number}:${message.data.id}`, message.data);
    };
  }

  /** Lets answers go on their way while an app computes; called often then. */
  poll(): void {
    for (const port of this.#ports) port.poll();
  }

  apps(): readonly AppCandidate[] {
    return JSON.parse(this.#open.apps()) as readonly AppCandidate[];
  }

  choose(name: string | null): void {
    this.#open.choose(name ?? undefined);
  }

  jars(): Jars {
    return JSON.parse(this.#open.jars()) as Jars;
  }

  editJar(client: string, edit: JarEdit): void {
    this.#open.edit_jar(client, JSON.stringify(edit));
  }

  readCookies(client: string): readonly CookieReading[] {
    return JSON.parse(this.#open.read_cookies(client)) as readonly CookieReading[];
  }

  #hear(key: string, message: AskerMessage): void {
    const desk = this.#open;
    switch (message.type) {
      case "request": {
        const { body } = message.request;
        const whole = body === "stream" || body === null ? undefined : body;
        desk.request(key, headOf(message.request), whole);
        break;
      }
      case "body":
        desk.feed(key, message.bytes, message.last);
        break;
      case "took":
        desk.took(key, message.bytes);
        break;
      case "leave":
        desk.leave(key);
        break;
      case "connect":
        desk.connect(key, JSON.stringify(message.connect));
        break;
      case "send":
        if (typeof message.data === "string") desk.say(key, message.data, undefined);
        else desk.say(key, undefined, message.data);
        break;
      case "close":
        desk.close(key, message.code, message.reason);
        break;
    }
  }

  get #open(): PythonDesk {
    this.#desk ??= this.#effects.openDesk({
      wire: (key, message, bytes) => this.#answer(key, message, bytes),
      tell: (kind, data) => this.#tell(kind, data),
    });
    return this.#desk;
  }

  #answer(key: string, text: string, bytes: Uint8Array | undefined): void {
    const [port = "", id = ""] = key.split(":");
    const said = JSON.parse(text) as { type: GatewayMessage["type"]; text?: string };
    const message = { ...said, id: Number(id), ...payload(said, bytes) } as GatewayMessage;
    this.#ports[Number(port)]?.say(message, bytes === undefined ? [] : [bytes.buffer]);
  }

  #tell(kind: string, data: string): void {
    if (kind === "served") {
      this.#effects.send({
        type: "served",
        app: JSON.parse(data) as { url: string; name: string },
      });
    } else if (kind === "request-began") {
      this.#running++;
      this.#effects.send({ type: "request-began", start: JSON.parse(data) as WireStart });
    } else {
      this.#running--;
      this.#effects.send({ type: "request-ended", trace: JSON.parse(data) as WireTrace });
      if (this.#running === 0) this.#awaitQuiet();
    }
  }

  #awaitQuiet(): void {
    if (this.#waitsForQuiet) return;
    this.#waitsForQuiet = true;
    this.#effects.setTimeout(() => {
      this.#waitsForQuiet = false;
      if (this.#running === 0) this.#effects.onQuiet();
    }, QUIET);
  }
}

function headOf({ body, ...head }: WireRequest): string {
  return JSON.stringify({ ...head, streams: body === "stream" } satisfies Omit<
    WireRequest | WireConnect,
    "body" | "protocols"
  > & { streams: boolean });
}

function payload(
  said: { readonly type: GatewayMessage["type"]; readonly text?: string },
  bytes: Uint8Array | undefined,
): object {
  if (said.type === "chunk") return { bytes };
  return said.type === "message" ? { data: bytes ?? said.text ?? "" } : {};
}
