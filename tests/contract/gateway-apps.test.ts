import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GatewayMessage } from "../../src/shared/http.ts";
import { GatewayBench, bytes, text, until } from "./support/gateway-bench.ts";

/** What apps in the kernel do behind the gateway, and what the page learns of it. */
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});

afterAll(() => bench.close());

describe("the request log", () => {
  test("has the learner's own frames of what a view raised", async () => {
    await bench.run(`
from flask import Flask
app = Flask(__name__)

@app.get("/half/<int:number>")
def half(number):
    app.logger.warning("halving %s", number)
    print("printed")
    return str(number / 0)
`);
    const answer = await bench.send("GET", "/half/3");
    expect(answer.status).toBe(500);
    await until(() => bench.traces.at(-1)?.url.endsWith("/half/3") === true);
    const trace = bench.traces.at(-1);
    expect(trace).toMatchObject({
      state: "answered",
      status: 500,
      app: { name: "app", framework: "Flask", interface: "wsgi", revision: expect.any(Number) },
      failure: { type: "ZeroDivisionError" },
      environ: { PATH_INFO: "/half/3" },
    });
    expect(trace?.failure?.frames.at(-1)).toMatchObject({
      cell: `cell-${bench.runs}`,
      function: "half",
      source: "    return str(number / 0)",
    });
    expect(trace?.logs[0]?.message).toBe("halving 3");
    expect(trace?.output.map((one) => one.text).join("")).toContain("printed\n");
  });

  test("has Python's own requests, and where a server call put the app", async () => {
    await bench.run(`
import requests
app.run(port=5000)
assert requests.get("http://localhost:5000/half/1").status_code == 500
`);
    expect(bench.traces.at(-1)).toMatchObject({
      origin: "python",
      url: "http://localhost:5000/half/1",
    });
    const served = bench.node.events.find((event) => event.type === "served");
    expect(served).toMatchObject({ app: { url: "http://localhost:5000/", name: "app" } });
    expect(await bench.node.kernel.apps()).toEqual([
      { name: "app", framework: "Flask", interface: "wsgi", revision: expect.any(Number) },
    ]);
  });
});

describe("FastAPI", () => {
  test("answers def and async def, validates, and ends its background tasks", async () => {
    await bench.run(`
import asyncio
from contextlib import asynccontextmanager
from fastapi import BackgroundTasks, FastAPI
from pydantic import BaseModel

log = []

@asynccontextmanager
async def lifespan(_app):
    log.append("startup")
    yield
    log.append("shutdown")

api = FastAPI(lifespan=lifespan)
app = api

class Item(BaseModel):
    price: float

@api.post("/items")
def add(item: Item, tasks: BackgroundTasks):
    tasks.add_task(log.append, "background")
    return {"price": item.price * 2}

@api.get("/slow")
async def slow():
    await asyncio.sleep(0.01)
    return {"slow": True}

import uvicorn
uvicorn.run(app)
`);
    const headers = [["Content-Type", "application/json"]] as const;
    const good = await bench.send("POST", "/items", { headers, body: bytes('{"price": 2}') });
    expect([good.status, text(good.body)]).toEqual([200, '{"price":4.0}']);
    const bad = await bench.send("POST", "/items", { headers, body: bytes('{"price": "tea"}') });
    expect(bad.status).toBe(422);
    expect(text((await bench.send("GET", "/slow")).body)).toBe('{"slow":true}');
    expect((await bench.send("GET", "/openapi.json")).status).toBe(200);
    await bench.run("assert log == ['startup', 'background'], log");
  });

  test("whose startup fails is told with its own exception", async () => {
    await bench.run(`
@asynccontextmanager
async def lifespan(_app):
    raise LookupError("no database")
    yield
app = FastAPI(lifespan=lifespan)
`);
    await bench.node.kernel.chooseApp("app");
    expect((await bench.send("GET", "/")).status).toBe(500);
    await until(() => bench.traces.at(-1)?.failure !== null);
    expect(bench.traces.at(-1)?.failure).toMatchObject({
      type: "LookupError",
      message: "no database",
    });
    await bench.node.kernel.chooseApp(null);
  });
});

describe("cookies", () => {
  test("belong to named clients, and can be looked at and changed", async () => {
    await bench.run(`
from flask import Flask, request, session
app = Flask(__name__)
app.secret_key = "secret"

@app.get("/")
def visits():
    session["visits"] = session.get("visits", 0) + 1
    return str(session["visits"])

app.run(port=8000)
`);
    const visit = async (client: string) => text((await bench.send("GET", "/", { client })).body);
    expect([await visit("Alice"), await visit("Alice"), await visit("Bob")]).toEqual([
      "1",
      "2",
      "1",
    ]);
    const [cookie] = (await bench.node.kernel.jars())["Alice"] ?? [];
    expect(cookie).toMatchObject({ name: "session", httpOnly: true, sameSite: "lax" });
    if (cookie === undefined) return;
    await bench.node.kernel.editJar("Carol", { type: "put", cookie });
    await bench.node.kernel.editJar("Alice", { type: "clear" });
    expect([await visit("Carol"), await visit("Alice")]).toEqual(["3", "1"]);
  });
});

describe("files", () => {
  test("that an app writes are told to the page", async () => {
    await bench.run(`
import sqlite3
def app(environ, start_response):
    with sqlite3.connect("shop.db") as database:
        database.execute("create table if not exists item (name text)")
    start_response("200 OK", [])
    return [b"ok"]
from wsgiref.simple_server import make_server
make_server("", 8000, app).serve_forever()
`);
    await bench.send("GET", "/");
    await until(() =>
      bench.node.events.some(
        (event) => event.type === "files" && event.changed.some(({ path }) => path === "shop.db"),
      ),
    );
    expect(bench.node.events.some((event) => event.type === "fatal")).toBe(false);
  });
});

describe("a stream of FastAPI", () => {
  test.for([
    { does: "waits", body: "b'tick'", between: "await asyncio.sleep(0.001)" },
    { does: "is held back", body: "bytes(300_000)", between: "pass" },
  ])("that $does is closed when its reader goes, and ends", async ({ body, between }) => {
    await bench.run(`
import asyncio, gc
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
app = FastAPI()
closed = []

@app.get("/ticks")
async def ticks():
    async def events():
        try:
            while True:
                yield ${body}
                ${between}
        finally:
            closed.append(True)
    return StreamingResponse(events())

gc.collect()
gc.disable()  # it must not take the collector
`);
    const gone = new AbortController();
    const before = bench.traces.length;
    const answer = bench.send(
      "GET",
      "/ticks",
      {},
      { signal: gone.signal, onChunk: () => gone.abort() },
    );
    await expect(answer).rejects.toThrow(/abort/i);
    await until(() => bench.traces.length > before && bench.asker.running === null);
    expect(bench.traces.at(-1)?.state).toBe("disconnected");
    await bench.run("gc.enable()\nassert closed == [True], closed");
  });
});

describe("a WebSocket", () => {
  test("carries messages both ways between two clients", async () => {
    await bench.run(`
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
app = FastAPI()
people = []

@app.websocket("/chat")
async def chat(socket: WebSocket):
    await socket.accept()
    people.append(socket)
    try:
        while True:
            said = await socket.receive_text()
            for other in people:
                await other.send_text(said)
    except WebSocketDisconnect:
        people.remove(socket)

import uvicorn
uvicorn.run(app)
`);
    const open = (client: string) => {
      const heard: GatewayMessage[] = [];
      const socket = bench.asker.connect(
        {
          url: "ws://localhost:8000/chat",
          headers: [],
          protocols: [],
          client,
          initiator: null,
          navigation: false,
        },
        { hear: (message) => heard.push(message), died: (error) => expect.fail(error.message) },
      );
      return { heard, socket };
    };
    const alice = open("Alice");
    const bob = open("Bob");
    await until(() => bob.heard.at(-1)?.type === "open" && alice.heard.at(-1)?.type === "open");
    alice.socket.send("hello");
    await until(() => bob.heard.at(-1)?.type === "message");
    expect(bob.heard.at(-1)).toMatchObject({ type: "message", data: "hello" });
    alice.socket.close();
    bob.socket.close(4000, "enough");
    await until(() => bob.heard.at(-1)?.type === "closed");
    expect(bob.heard.at(-1)).toMatchObject({ code: 4000, reason: "enough" });
    await bench.run("assert people == []");
  });
});
