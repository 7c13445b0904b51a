import type { HeaderPair } from "../../../src/shared/http.ts";

/** How a real server serves an app of tests/fixtures/gateway. */
export type ServerKind = "gunicorn" | "uvicorn" | "aiohttp";

/** One request that the gateway and a real server have to answer alike. */
export interface ConformanceRequest {
  /** Import string of the app. */
  readonly app: string;
  readonly server: ServerKind;
  readonly method: string;
  /** Path and query as they stand on the wire. */
  readonly path: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Uint8Array | null;
  /** True where the answer is the server's own page for an app that failed: its words are its own. */
  readonly ownPage: boolean;
}

interface Parts {
  readonly headers?: readonly HeaderPair[];
  readonly body?: string | Uint8Array;
  readonly ownPage?: boolean;
}

type Row = readonly [method: string, path: string, parts?: Parts];

const JSON_TYPE = [["Content-Type", "application/json"]] as const;
const FORM_TYPE = [["Content-Type", "application/x-www-form-urlencoded"]] as const;
const ownPage = true;

const FILES: Parts = {
  headers: [["Content-Type", "multipart/form-data; boundary=cut"]],
  body: [
    "--cut",
    'Content-Disposition: form-data; name="note"',
    "",
    "grüß",
    "--cut",
    'Content-Disposition: form-data; name="file"; filename="a b.txt"',
    "Content-Type: text/plain",
    "",
    "line one\nline two",
    "--cut--",
    "",
  ].join("\r\n"),
};

const WSGI: readonly Row[] = [
  ["GET", "/"],
  ["GET", "/a%20b/%C3%A9%2Fx/%FF?q=%FF&q=a+b&empty=&&r"],
  ["GET", "/no/../dots//twice;semi=colon?"],
  ["POST", "/", { body: "plain text", headers: [["Content-Type", "text/plain"]] }],
  ["PUT", "/bytes", { body: new Uint8Array([0, 1, 128, 255]) }],
  ["PATCH", "/x", { body: "{}", headers: JSON_TYPE }],
  ["DELETE", "/x", { body: "why" }],
  ["OPTIONS", "/x"],
  ["HEAD", "/x"],
  [
    "GET",
    "/",
    {
      headers: [
        ["X-One", "1"],
        ["x-one", "2"],
        ["X-Two", "  spaces  "],
      ],
    },
  ],
  [
    "GET",
    "/",
    {
      headers: [
        ["X_Under", "smuggled"],
        ["X-Latin", "caf\u00e9"],
      ],
    },
  ],
  ["GET", "/", { headers: [["Cookie", "a=1; b=2"]] }],
  ["GET", "/stream"],
  ["GET", "/write"],
  ["GET", "/204"],
  ["GET", "/304"],
  ["GET", "/too-long"],
  ["GET", "/twice"],
  ["GET", "/headers"],
  ["GET", "/broken"],
  ["GET", "/raises", { ownPage }],
  ["GET", "/injected", { ownPage }],
];

const ASGI: readonly Row[] = [
  ["GET", "/"],
  ["GET", "/a%20b/%C3%A9%2Fx/%FF?q=%FF&q=a+b&empty=&&r"],
  ["GET", "/no/../dots//twice;semi=colon?"],
  ["POST", "/", { body: "plain text", headers: [["Content-Type", "text/plain"]] }],
  ["PUT", "/bytes", { body: new Uint8Array([0, 1, 128, 255]) }],
  ["DELETE", "/x", { body: "why" }],
  ["HEAD", "/x"],
  [
    "GET",
    "/",
    {
      headers: [
        ["X-One", "1"],
        ["x-one", "2"],
        ["X_Under", "kept"],
      ],
    },
  ],
  ["GET", "/stream"],
  ["HEAD", "/stream"],
  ["GET", "/headers"],
  ["GET", "/204"],
  ["GET", "/304"],
  ["GET", "/raises"],
  ["GET", "/nothing"],
  ["GET", "/broken"],
  ["GET", "/afterwards"],
  ["GET", "/log"],
];

const FLASK: readonly Row[] = [
  ["GET", "/"],
  ["HEAD", "/"],
  ["OPTIONS", "/echo"],
  ["GET", "/items/3"],
  ["GET", "/items/x"],
  ["DELETE", "/items/3"],
  ["GET", "/path/a%20b/c%2Fd/%C3%A9?x=%26"],
  ["GET", "/folder"],
  ["GET", "/folder/"],
  ["GET", "/echo?a=1&a=2&b=%C3%A9&c=a+b", { headers: [["User-Agent", "Test/1"]] }],
  ["POST", "/echo", { body: "a=1&a=2&b=%C3%A9+x", headers: FORM_TYPE }],
  ["POST", "/echo", { body: '{"a": [1, null, "é"]}', headers: JSON_TYPE }],
  ["POST", "/echo", { body: "{broken", headers: JSON_TYPE }],
  ["PUT", "/echo", FILES],
  ["PATCH", "/echo", { body: "" }],
  ["GET", "/echo", { headers: [["Cookie", 'a=1; b="quoted x"; c=%20']] }],
  ["GET", "/redirect/301"],
  ["GET", "/redirect/302"],
  ["GET", "/redirect/303"],
  ["GET", "/redirect/307"],
  ["GET", "/redirect/308"],
  ["GET", "/cookies"],
  ["GET", "/stream"],
  ["GET", "/file"],
  ["GET", "/file", { headers: [["Range", "bytes=10-19"]] }],
  ["GET", "/file", { headers: [["Range", "bytes=9999-"]] }],
  ["GET", "/file", { headers: [["If-None-Match", '"fixed"']] }],
  ["GET", "/file", { headers: [["If-Modified-Since", "Sun, 09 Sep 2001 01:46:40 GMT"]] }],
  ["HEAD", "/file"],
  ["GET", "/teapot"],
  ["GET", "/crash"],
  ["GET", "/large"],
  ["POST", "/upload", { body: new Uint8Array(1_000_000) }],
  ["POST", "/upload", { body: new Uint8Array(2_000_001) }],
  ["GET", "/mounted/where"],
  ["PURGE", "/"],
];

const DJANGO: readonly Row[] = [
  ["GET", "/"],
  ["HEAD", "/"],
  ["GET", "/items/3"],
  ["GET", "/items/3/?q=%C3%A9"],
  ["POST", "/items/3/", { body: "a=1", headers: FORM_TYPE }],
  ["GET", "/nothing/"],
  ["POST", "/echo/?x=1&x=2", { body: "a=1&a=2", headers: FORM_TYPE }],
  ["POST", "/echo/", { body: '{"a": 1}', headers: JSON_TYPE }],
  ["PUT", "/echo/", { body: '{"a": 1}', headers: JSON_TYPE }],
  ["POST", "/echo/", FILES],
  ["POST", "/protected/", { body: "a=1", headers: FORM_TYPE }],
  ["GET", "/redirect/"],
  ["GET", "/stream/"],
  ["GET", "/cached/"],
  ["GET", "/cached/", { headers: [["If-None-Match", '"fixed"']] }],
  ["GET", "/crash/"],
];

const FALCON: readonly Row[] = [
  ["GET", "/items/3?q=a&q=b"],
  ["POST", "/items/3", { body: '{"a": "é"}', headers: JSON_TYPE }],
  ["POST", "/items/3", { body: "{broken", headers: JSON_TYPE }],
  ["DELETE", "/items/3"],
  ["OPTIONS", "/items/3"],
  ["GET", "/nothing"],
];

const STARLETTE: readonly Row[] = [
  ["GET", "/"],
  ["GET", "/?q=%C3%A9&r=a+b"],
  ["POST", "/echo", { body: "a=1&a=2&b=%C3%A9", headers: FORM_TYPE }],
  ["POST", "/echo", FILES],
  ["GET", "/echo"],
  ["GET", "/stream"],
  ["GET", "/later"],
  ["GET", "/log"],
  ["GET", "/cookies", { headers: [["Origin", "http://localhost:3000"]] }],
  [
    "OPTIONS",
    "/",
    {
      headers: [
        ["Origin", "http://localhost:3000"],
        ["Access-Control-Request-Method", "GET"],
      ],
    },
  ],
  ["GET", "/zipped"],
  ["GET", "/sync"],
  ["GET", "/crash"],
  ["GET", "/mounted/inner?x=1"],
  ["GET", "/nothing/"],
];

const FASTAPI: readonly Row[] = [
  ["GET", "/"],
  [
    "GET",
    "/items/3",
    {
      headers: [
        ["X-Q", "a"],
        ["X-Q", "b"],
      ],
    },
  ],
  ["GET", "/items/x"],
  ["POST", "/items", { body: '{"name": "té", "price": 1.5}', headers: JSON_TYPE }],
  ["POST", "/items", { body: '{"name": "t"}', headers: JSON_TYPE }],
  ["POST", "/items", { body: "{broken", headers: JSON_TYPE }],
  ["PUT", "/items/3", { body: '{"name": "tea", "price": 2}', headers: JSON_TYPE }],
  ["DELETE", "/items/3"],
  ["PATCH", "/items/3"],
  ["GET", "/pages?size=3", { headers: [["Cookie", "theme=dark"]] }],
  ["POST", "/form", FILES],
  ["GET", "/missing"],
  ["GET", "/items/3/"],
  ["GET", "/openapi.json"],
  ["GET", "/docs"],
  ["GET", "/crash"],
];

const AIOHTTP: readonly Row[] = [
  ["GET", "/"],
  ["GET", "/?q=%C3%A9&r=a+b"],
  ["HEAD", "/"],
  ["PUT", "/echo", { body: '{"a": "é"}', headers: JSON_TYPE }],
  ["POST", "/form", FILES],
  ["GET", "/stream"],
  ["GET", "/redirect"],
  ["GET", "/nothing"],
  ["DELETE", "/"],
  ["GET", "/crash"],
  ["GET", "/state"],
];

/** The same requests for each framework, and the rows that only it has. */
export const CONFORMANCE_REQUESTS: readonly ConformanceRequest[] = [
  ...rows("conformance_wsgi:app", "gunicorn", WSGI),
  ...rows("conformance_asgi:app", "uvicorn", ASGI),
  ...rows("conformance_flask:app", "gunicorn", FLASK),
  ...rows("conformance_django:app", "gunicorn", DJANGO),
  ...rows("conformance_django:asgi", "uvicorn", DJANGO),
  ...rows("conformance_falcon:app", "gunicorn", FALCON),
  ...rows("conformance_falcon:asgi", "uvicorn", FALCON),
  ...rows("conformance_starlette:app", "uvicorn", STARLETTE),
  ...rows("conformance_fastapi:app", "uvicorn", FASTAPI),
  ...rows("conformance_aiohttp:app", "aiohttp", AIOHTTP),
];

function rows(app: string, server: ServerKind, list: readonly Row[]): ConformanceRequest[] {
  return list.map(([method, path, { headers = [], body, ownPage: own = false } = {}]) => ({
    app,
    server,
    method,
    path,
    headers,
    body: typeof body === "string" ? new TextEncoder().encode(body) : (body ?? null),
    ownPage: own,
  }));
}
