import type { ReadonlySignal, Signal } from "@preact/signals-core";
import type { DatabaseInfo, QueryOutcome, TableQuery, TableRows } from "../shared/database.ts";
import type {
  AppCandidate,
  CookieReading,
  JarEdit,
  Jars,
  KeptAnswer,
  WireResponse,
  WireStart,
  WireTrace,
} from "../shared/http.ts";
import type { HttpText } from "../shared/http-text.ts";

/**
 * What the user interface sees of the learner's web app. `src/webapp` implements it with signals
 * and no DOM, over the kernel client; `src/ui` only reads signals and calls methods.
 */
export interface WebApp {
  readonly status: AppStatus;
  readonly log: RequestLog;
  readonly clients: Clients;
  readonly tool: HttpTool;
  readonly databases: Databases;
}

/** Which app answers, and where. */
export interface AppStatus {
  /** The apps that could answer, the one that does first. Asked for again after each run. */
  readonly apps: ReadonlySignal<readonly AppCandidate[]>;
  /** Where the app is, as the learner knows it: "http://localhost:8000". */
  readonly origin: ReadonlySignal<string>;
  /**
   * Counts how often the app that answers was made anew, served, or exchanged for another: whoever
   * shows a page of it asks for that page again.
   */
  readonly revision: ReadonlySignal<number>;
  /** Name of the app that the learner chose; null follows the conventions. */
  readonly choice: ReadonlySignal<string | null>;
  choose(name: string | null): Promise<void>;
  /** Asks the kernel again. */
  refresh(): Promise<void>;
}

/** One line of the request log. */
export interface LogEntry {
  /** Unique over the kernel's lives. */
  readonly id: string;
  readonly start: WireStart;
  /** Null while the request runs; what is known of it when the kernel died meanwhile. */
  readonly trace: WireTrace | null;
  /** True where the kernel died or was replaced before the request ended. */
  readonly lost: boolean;
}

/** Requests of page and Python, oldest first; {@link LOG_LIMIT} are kept. */
export interface RequestLog {
  readonly entries: ReadonlySignal<readonly LogEntry[]>;
  /** Of those, how many run. */
  readonly running: ReadonlySignal<number>;
  clear(): void;
}

export const LOG_LIMIT = 1000;

/** The named clients, each with its own cookies. */
export interface Clients {
  /** "Alice" and "Bob" always, then those of the lesson, of the jars, and added ones. */
  readonly names: ReadonlySignal<readonly string[]>;
  readonly jars: ReadonlySignal<Jars>;
  /** What the cookies of each client say, as far as they can be read. */
  readonly readings: ReadonlySignal<Readonly<Record<string, readonly CookieReading[]>>>;
  /** The client as whom the preview is seen and the HTTP client sends. */
  readonly active: Signal<string>;
  /** Adds a client; returns its name as it is kept (trimmed, unique). Throws a sentence for "". */
  add(name: string): string;
  /** Removes a client and its cookies; "Alice" and "Bob" only lose their cookies. */
  remove(name: string): Promise<void>;
  edit(client: string, edit: JarEdit): Promise<void>;
  /** Asks the kernel for jars and readings again; happens by itself after each request. */
  refresh(): Promise<void>;
}

/** A request as it is written in the HTTP client. */
export interface Draft {
  readonly method: string;
  /** "/items?page=2", or absolute. */
  readonly url: string;
  /** In order; a line that is off is kept and not sent. */
  readonly headers: readonly {
    readonly name: string;
    readonly value: string;
    readonly on: boolean;
  }[];
  readonly body: string;
}

/** How a request of the HTTP client stands. */
export type SendState =
  | { readonly kind: "idle" }
  /**
   * `accepted` once Python works on it; before that it waits for Python or a cell. `partial` is what
   * came so far of an answer that streams.
   */
  | {
      readonly kind: "sending";
      readonly since: number;
      readonly accepted: boolean;
      readonly partial: KeptAnswer | null;
    }
  /** `answer` is the response as notebooks keep and show it; its notes tell whether it is whole. */
  | {
      readonly kind: "answered";
      readonly response: WireResponse;
      readonly url: string;
      readonly answer: KeptAnswer;
    }
  /** There was no answer; `message` is a sentence. */
  | { readonly kind: "failed"; readonly message: string };

/** The HTTP client. */
export interface HttpTool {
  readonly draft: Signal<Draft>;
  readonly state: ReadonlySignal<SendState>;
  /** What is to be known of how the draft came about, in a sentence; null where it was typed. */
  readonly notice: ReadonlySignal<string | null>;
  /** Sends the draft as the active client. Never rejects. */
  send(): Promise<void>;
  /** Goes away from the request under way. */
  cancel(): void;
  /** Puts a logged request into the draft. */
  load(trace: WireTrace): void;
  /** Puts a written request into the draft; `client` becomes the active one unless it is null. */
  write(text: HttpText, client: string | null, notice?: string | null): void;
  /**
   * Sends a logged request once more, as its own client, and resolves with its end; the log shows
   * it. Does nothing where the log does not know all of its body (`canReplay`). Never rejects.
   */
  replay(trace: WireTrace): Promise<void>;
}

/** The SQLite databases of the kernel. */
export interface Databases {
  readonly list: ReadonlySignal<readonly DatabaseInfo[]>;
  /** Set while the list could not be had; a sentence. */
  readonly problem: ReadonlySignal<string | null>;
  /** Raised whenever rows may have changed: shown tables are asked for again. */
  readonly revision: ReadonlySignal<number>;
  refresh(): Promise<void>;
  rows(query: TableQuery): Promise<TableRows>;
  run(database: string, statement: string): Promise<QueryOutcome>;
}
