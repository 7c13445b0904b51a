import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/paths.ts";
import { BrowserClient, headerOf } from "./support/browser-client.ts";
import { GatewayBench, bytes, text } from "./support/gateway-bench.ts";

/** What frameworks bring along themselves: admin, browsable API, documentation, error pages. */
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});

afterAll(() => bench.close());

/** Addresses of the style sheets and scripts that a page names. */
function assetsOf(page: string): string[] {
  return [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:css|js|svg|ico))"/g)].map(([, url = ""]) =>
    url.replaceAll("&amp;", "&"),
  );
}

describe("A Django project of many files", () => {
  const project = join(root, "tests", "fixtures", "gateway", "django-notes");
  let ada: BrowserClient;

  beforeAll(async () => {
    const entries = readdirSync(project, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && entry.name !== "run.py")
      .map((entry) => join(entry.parentPath, entry.name));
    await bench.node.kernel.writeFiles(
      files.map((file) => ({
        path: relative(project, file).split(sep).join("/"),
        bytes: new Uint8Array(readFileSync(file)),
      })),
    );
    await bench.node.kernel.loadPackages(["django", "djangorestframework"]);
    await bench.run(readFileSync(join(project, "run.py"), "utf8"));
    ada = new BrowserClient(bench, "Ada");
  });

  async function logIn(client: BrowserClient): Promise<void> {
    const form = await client.page("/admin/login/?next=/admin/");
    const fields = { username: "ada", password: "a long password", next: "/admin/" };
    const answer = await client.submit("/admin/login/?next=/admin/", fields, form);
    expect(answer.status, text(answer.body).slice(0, 2000)).toBe(302);
    expect(headerOf(answer, "Location")).toBe("/admin/");
  }

  test("the admin asks for a login, and has all its static files", async () => {
    const answer = await ada.open("/admin/");
    expect(answer.status).toBe(302);
    expect(headerOf(answer, "Location")).toBe("/admin/login/?next=/admin/");
    const assets = assetsOf(await ada.page("/admin/login/?next=/admin/"));
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) expect((await ada.open(asset)).status, asset).toBe(200);
  });

  test("the admin lets the superuser in, who adds a row", async () => {
    await logIn(ada);
    const { Ada = [] } = await bench.node.kernel.jars();
    expect(Ada.map(({ name }) => name).toSorted()).toEqual(["csrftoken", "sessionid"]);
    const form = await ada.page("/admin/notes/note/add/");
    for (const asset of assetsOf(form)) expect((await ada.open(asset)).status, asset).toBe(200);
    const added = await ada.submit("/admin/notes/note/add/", { text: "by the admin" }, form);
    expect(added.status).toBe(302);
    const list = await ada.page("/admin/notes/note/");
    expect(list).toContain("was added successfully");
    expect(list).toContain("by the admin");
  });

  test("a wrong password is told in the form, and a foreign origin is refused", async () => {
    const bob = new BrowserClient(bench, "Bob");
    const form = await bob.page("/admin/login/");
    const wrong = await bob.submit("/admin/login/", { username: "ada", password: "x" }, form);
    expect(wrong.status).toBe(200);
    expect(text(wrong.body)).toContain("Please enter the correct username and password");
    const forged = await bench.send("POST", "/", {
      client: "Bob",
      initiator: "http://evil.example",
      headers: [
        ["Origin", "http://evil.example"],
        ["Content-Type", "application/x-www-form-urlencoded"],
      ],
      body: bytes("text=forged"),
    });
    expect(forged.status).toBe(403);
    expect(text(forged.body)).toContain("CSRF verification failed");
  });

  test("a form with its token is saved, answered by a redirect", async () => {
    const carol = new BrowserClient(bench, "Carol");
    const added = await carol.submit("/", { text: "by a form" }, await carol.page("/"));
    expect([added.status, headerOf(added, "Location")]).toEqual([302, "/"]);
    expect(await carol.page("/")).toContain("<li>by a form</li>");
  });

  test("the browsable API has its static files, and takes a form", async () => {
    const dave = new BrowserClient(bench, "Dave");
    const page = await dave.page("/api/notes/");
    expect(page).toContain("Django REST framework");
    const assets = assetsOf(page);
    expect(assets.some((asset) => asset.includes("rest_framework"))).toBe(true);
    for (const asset of assets) expect((await dave.open(asset)).status, asset).toBe(200);
    const added = await dave.submit("/api/notes/", { text: "by the API" }, page);
    expect(added.status).toBe(201);
    expect(text(added.body)).toContain("by the API");
    const json = await dave.open("/api/notes/", "application/json");
    expect(JSON.parse(text(json.body))).toContainEqual(
      expect.objectContaining({ text: "by the API", done: false }),
    );
  });

  test("the pages for errors: 404 with the routes, 500 with the view's lines", async () => {
    const missing = await ada.open("/nowhere");
    expect(missing.status).toBe(404);
    expect(text(missing.body)).toContain("Using the URLconf defined in");
    const broken = await ada.open("/broken/");
    expect(broken.status).toBe(500);
    expect(text(broken.body)).toContain("nobody has written this view");
    expect(text(broken.body)).toContain("raise LookupError(&quot;nobody has");
  });

  test("without DEBUG the plain pages, and only for allowed hosts", async () => {
    const set = (debug: string, hosts: string) =>
      bench.run(`
from django.conf import settings
settings.DEBUG, settings.ALLOWED_HOSTS = ${debug}, ${hosts}
`);
    await set("False", '["localhost"]');
    const missing = await ada.open("/nowhere");
    expect(missing.status).toBe(404);
    expect(text(missing.body)).toContain("The requested resource was not found on this server.");
    expect((await ada.open("/broken/")).status).toBe(500);
    await set("False", '["example.com"]');
    expect((await ada.open("/")).status).toBe(400);
    await set("True", "[]");
    expect((await ada.open("/")).status).toBe(200);
  });
});

describe("FastAPI's documentation", () => {
  beforeAll(async () => {
    // Django, once set up, would be an app of every namespace.
    bench.close();
    bench = await GatewayBench.start();
    await bench.node.kernel.loadPackages(["fastapi"]);
    await bench.run(`
from fastapi import FastAPI
app = FastAPI(title="Shop")

@app.get("/items/{number}")
def item(number: int) -> dict[str, int]:
    return {"number": number}
`);
  });

  test("names the files that the preview has copies of", async () => {
    const { copyOf } = await import("../../src/shared/cdn-copies.ts");
    for (const path of ["/docs", "/redoc"]) {
      const page = text((await bench.send("GET", path)).body);
      const foreign = [...page.matchAll(/(?:src|href)="(https:[^"]+)"/g)].map(
        ([, url = ""]) => url,
      );
      expect(foreign.length).toBeGreaterThan(1);
      for (const url of foreign) expect(copyOf(new URL(url)), url).not.toBeNull();
    }
    const schema = JSON.parse(text((await bench.send("GET", "/openapi.json")).body)) as {
      readonly paths: object;
    };
    expect(Object.keys(schema.paths)).toEqual(["/items/{number}"]);
  });

  test("shows a route that a later cell added", async () => {
    await bench.run('@app.get("/later")\ndef later(): return 1');
    const schema = text((await bench.send("GET", "/openapi.json")).body);
    expect(schema).toContain('"/later"');
  });
});

describe("Flask's debug mode", () => {
  test("shows Werkzeug's page with the view's lines, and the log what was raised", async () => {
    await bench.node.kernel.loadPackages(["flask"]);
    await bench.run(`
from flask import Flask
app = Flask(__name__)

@app.get("/")
def home():
    raise LookupError("nobody wrote this view")

app.run(debug=True)
`);
    const answer = await bench.send("GET", "/");
    expect(answer.status).toBe(500);
    const page = text(answer.body);
    expect(page).toContain("nobody wrote this view");
    expect(page).toContain("// Werkzeug Debugger");
    expect(page).toContain("EVALEX = false");
    const style = /href="(\?__debugger__[^"]+\.css)"/.exec(page)?.[1] ?? "";
    const css = await bench.send("GET", `/${style.replaceAll("&amp;", "&")}`);
    expect(headerOf(css, "Content-Type")).toContain("text/css");
    expect(bench.traces.at(-2)?.failure).toMatchObject({ type: "LookupError" });
  });
});
