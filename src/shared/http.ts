import type { JsonValue } from "./json.ts";
import type { PythonFailure } from "./python-failure.ts";

/**
 * HTTP between whoever asks (the page's API, the HTTP client, the preview's service worker) and the
 * gateway to the learner's app in the Python worker. Both talk in messages over a MessagePort, so
 * that a port can be handed on from one to the next. The asker numbers its exchanges; numbers are
 * its port's own. The gateway's side posts arrays of messages: what it says in one turn goes
 * together (`turn-post.ts`).
 *
 * An exchange is a request or a WebSocket:
 *
 * | asker says | gateway answers |
 * |---|---|
 * | `request`, then `body` where the body streams | `accepted`, `head`, `chunk`…, `end` or `failed` |
 * | `took` as it reads, `leave` to go away | after `leave` nothing more that matters |
 * | `connect` | `accepted`, `open`, or `closed` where the app refuses |
 * | `send`, `close` | `message`…, `closed` |
 */

/** Name and value, one byte a character (Latin-1), in the order of the wire; names may repeat. */
export type HeaderPair = readonly [name: string, value: string];

/** Where a request comes from; it decides which cookies go with it (SameSite). */
export interface WireSource {
  /** Name of the client whose cookie jar is used; "" has none. */
  readonly client: string;
  /** Origin of the page that sends it ("http://localhost:8000"); null where the address was typed. */
  readonly initiator: string | null;
  /** True where the answer takes the place of a page: a link, a form, the address bar. */
  readonly navigation: boolean;
}

export interface WireRequest extends WireSource {
  readonly method: string;
  /** Absolute: "http://localhost:8000/items?page=2". */
  readonly url: string;
  readonly headers: readonly HeaderPair[];
  /** "stream" where the body follows in `body` messages; null where there is none. */
  readonly body: Uint8Array | "stream" | null;
}

/** A WebSocket to open. */
export interface WireConnect extends WireSource {
  /** Absolute, ws: or http:. */
  readonly url: string;
  readonly headers: readonly HeaderPair[];
  readonly protocols: readonly string[];
}

/** What an asker says. */
export type AskerMessage = { readonly id: number } & (
  | { readonly type: "request"; readonly request: WireRequest }
  /** A part of a streamed body; `last` with the final one, which may be empty. */
  | { readonly type: "body"; readonly bytes: Uint8Array; readonly last: boolean }
  /** So many bytes of the answer were read: the app is held back while much waits. */
  | { readonly type: "took"; readonly bytes: number }
  /** The asker goes away: `http.disconnect` for the app. */
  | { readonly type: "leave" }
  | { readonly type: "connect"; readonly connect: WireConnect }
  | { readonly type: "send"; readonly data: string | Uint8Array }
  | { readonly type: "close"; readonly code: number; readonly reason: string }
);

/** What the gateway says. */
export type GatewayMessage = { readonly id: number } &
  /** Python has taken it up; until then it waits, for a cell that computes perhaps. */
  (
    | { readonly type: "accepted" }
    | {
        readonly type: "head";
        readonly status: number;
        readonly reason: string;
        readonly headers: readonly HeaderPair[];
      }
    | { readonly type: "chunk"; readonly bytes: Uint8Array }
    /** The answer is complete. */
    | { readonly type: "end" }
    /** There is no answer, or it breaks off here; `message` is a sentence. */
    | { readonly type: "failed"; readonly message: string }
    | {
        readonly type: "open";
        readonly protocol: string | null;
        readonly headers: readonly HeaderPair[];
      }
    | { readonly type: "message"; readonly data: string | Uint8Array }
    /** `status` is that of the HTTP answer where the app did not accept the WebSocket. */
    | {
        readonly type: "closed";
        readonly code: number;
        readonly reason: string;
        readonly status: number | null;
      }
  );

/** A message before it has the number of its exchange. */
export type WithoutId<Message> = Message extends unknown ? Omit<Message, "id"> : never;

/** Largest body in either direction that is kept whole, in bytes; the gateway answers 413 beyond it. */
export const BODY_LIMIT = 100_000_000;

/** A whole answer. */
export interface WireResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array;
  /** Milliseconds from asking to the last byte. */
  readonly ms: number;
}

/** An answer as a notebook keeps it: the output of an `http` cell ({@link HTTP_MIME}). */
export interface KeptAnswer {
  readonly method: string;
  readonly url: string;
  readonly client: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderPair[];
  /** The body's beginning: text, or base64 where it is none. */
  readonly body: string;
  readonly encoding: "text" | "base64";
  /** Bytes of the whole body. */
  readonly bytes: number;
  readonly ms: number;
  /** Sentences: what was added to the request as it was written. */
  readonly notes: readonly string[];
}

/** What is known of a request when it begins, for the request log. */
export interface WireStart {
  /** Unique in the kernel's life. */
  readonly exchange: string;
  readonly client: string;
  /** Who asked: the page, or Python's own code (`requests.get`). */
  readonly origin: "page" | "python";
  readonly method: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly began: number;
}

/** All that happened while a request ran, for the request log. */
export interface WireTrace extends WireStart {
  readonly state: "answered" | "failed" | "disconnected";
  /** Null where no answer began. */
  readonly status: number | null;
  /** Until the app had ended, background tasks included. */
  readonly ms: number;
  /** The app that was asked; null where there was none. */
  readonly app: AppCandidate | null;
  readonly requestHeaders: readonly HeaderPair[];
  readonly responseHeaders: readonly HeaderPair[];
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** The beginning of each body, one byte a character. */
  readonly requestBody: string;
  readonly responseBody: string;
  /**
   * The WSGI environment or the ASGI scope as the app got it. Bytes are `{bytes, size}`, what JSON
   * has no words for is `{repr}`.
   */
  readonly environ: JsonValue;
  readonly scope: JsonValue;
  /** ASGI's messages; `at` in milliseconds since the request came. */
  readonly messages: readonly {
    readonly at: number;
    readonly direction: "receive" | "send";
    readonly message: JsonValue;
  }[];
  readonly logs: readonly {
    readonly at: number;
    readonly level: string;
    readonly logger: string;
    readonly message: string;
  }[];
  /** What the app printed. */
  readonly output: readonly { readonly stream: "stdout" | "stderr"; readonly text: string }[];
  /** Statements to databases (sqlite3, and so SQLAlchemy, Django and pandas), in order. */
  readonly queries: readonly TracedQuery[];
  /** Templates that were rendered (Jinja, Django), in order. */
  readonly templates: readonly TracedTemplate[];
  /**
   * What the request went through, outermost first, where the framework tells it: Django's
   * MIDDLEWARE, Starlette's stack, Flask's `before_request` functions. Dotted names.
   */
  readonly middleware: readonly string[];
  /** The view or endpoint that the router chose: "mysite.views.index"; null where that is not known. */
  readonly endpoint: string | null;
  /** What the request changed in the SQLite databases of the kernel. */
  readonly changes: readonly TableChange[];
  /** Sentences: a cookie that was refused, say. */
  readonly notes: readonly string[];
  /** What the app raised, even where a framework made an answer of it. */
  readonly failure: PythonFailure | null;
}

/** One statement that ran while a request did. */
export interface TracedQuery {
  /** Milliseconds since the request came. */
  readonly at: number;
  /** Milliseconds it took. */
  readonly ms: number;
  readonly statement: string;
  /** Its parameters, as Python shows them; null where there are none. */
  readonly parameters: string | null;
  /** How often it ran with other parameters (`executemany`); 1 else. */
  readonly times: number;
  /** Rows it changed; null for what changes none. */
  readonly changed: number | null;
  /** Name of the database: "db.sqlite3", ":memory:". */
  readonly database: string;
  /** The exception's type and message, where it failed. */
  readonly error: string | null;
}

/** One template that was rendered while a request ran. */
export interface TracedTemplate {
  readonly at: number;
  /** "tickets/list.html"; "<string>" for one without a name. */
  readonly name: string;
  readonly engine: "jinja2" | "django";
}

/** How one table changed. */
export interface TableChange {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** Up to 50 rows of each kind; cells are text, null is NULL. */
  readonly added: readonly TableRow[];
  readonly removed: readonly TableRow[];
  readonly updated: readonly { readonly before: TableRow; readonly after: TableRow }[];
  /** Rows that changed and are not listed. */
  readonly more: number;
}

/** Cells as text, in the order of the columns; null is NULL. */
export type TableRow = readonly (string | null)[];

/** An app that could answer. */
export interface AppCandidate {
  /** What the learner calls it: "app", "main:app", "mysite.settings". */
  readonly name: string;
  /** Another number where the name stands for another object than before: the app was made anew. */
  readonly revision: number;
  /** "Flask", "Django" …; "WSGI" and "ASGI" for plain callables. */
  readonly framework: string;
  readonly interface: "wsgi" | "asgi" | "aiohttp";
}

/** A cookie in a client's jar (RFC 6265). */
export interface JarCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** True where it goes to the very host only. */
  readonly hostOnly: boolean;
  /** Seconds since 1970; null ends with the session. */
  readonly expires: number | null;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: "lax" | "strict" | "none";
}

/** A change to a client's jar. */
export type JarEdit =
  | { readonly type: "put"; readonly cookie: JarCookie }
  | {
      readonly type: "remove";
      readonly domain: string;
      readonly path: string;
      readonly name: string;
    }
  | { readonly type: "clear" }
  /** A page's `document.cookie = text`, by the rules for scripts (RFC 6265, 5.3: no HttpOnly). */
  | { readonly type: "script"; readonly url: string; readonly text: string };

/** What a cookie's value says, for the clients panel. */
export interface CookieReading {
  readonly name: string;
  readonly path: string;
  readonly domain: string;
  /** What it was recognised as. */
  readonly kind: "flask-session" | "starlette-session" | "django-session" | "jwt";
  /** Its content as JSON values; a JWT's is `{header, payload}`. */
  readonly content: JsonValue;
  /** Whether the app's own key made it; null where the key is not known here. */
  readonly genuine: boolean | null;
  /** When it was signed, and when it ends, in seconds since 1970; null where it does not say. */
  readonly signedAt: number | null;
  readonly expires: number | null;
  /** One sentence for the learner: "Signed, not encrypted: anybody can read it." */
  readonly note: string;
}

/** All jars, by client. */
export type Jars = Readonly<Record<string, readonly JarCookie[]>>;
