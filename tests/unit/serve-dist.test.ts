import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headersFile } from "../../scripts/serve/headers.ts";
import { serveDist, type RunningServer } from "../../scripts/serve/serve-dist.ts";

describe("serveDist", () => {
  const dir = mkdtempSync(join(tmpdir(), "routebook-serve-"));
  let server: RunningServer;

  beforeAll(async () => {
    mkdirSync(join(dir, "preview"));
    writeFileSync(join(dir, "index.html"), "course");
    writeFileSync(join(dir, "preview", "__bridge.html"), "bridge");
    server = await serveDist({ port: 0, previewPort: 0, base: "/a/", dir });
  });

  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });

  test("tells the page where the preview's origin is, and lets it frame that", async () => {
    const origin = new URL(server.previewUrl ?? "").origin;
    const told = await fetch(`${server.url}preview.json`);
    expect(await told.json()).toEqual({ origin });
    const policy = (await fetch(server.url)).headers.get("content-security-policy");
    expect(policy).toContain(`frame-src 'self' ${origin}`);
  });

  test("gives the preview's origin the preview's folder and nothing of the course", async () => {
    const { origin: site } = new URL(server.url);
    const bridge = await fetch(`${server.previewUrl}__bridge.html`);
    expect(await bridge.text()).toBe("bridge");
    expect(bridge.headers.get("content-security-policy")).toBe("frame-ancestors *");
    expect(await (await fetch(`${server.previewUrl}__site.json`)).json()).toEqual({ origin: site });
    expect(bridge.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    expect((await fetch(`${server.previewUrl}index.html`)).status).toBe(404);
  });

  test("goes on after a file that could not be opened", async () => {
    // A socket is found like a file, and cannot be opened like one.
    const socket = createServer().listen(join(dir, "gone.js"));
    await once(socket, "listening");
    try {
      const gone = fetch(`${server.url}gone.js`).then((answer) => answer.text());
      await expect(gone).rejects.toThrow(/terminated|fetch failed/);
      expect((await fetch(server.url)).status).toBe(200);
    } finally {
      socket.close();
    }
  });

  test("keeps the preview on the site's origin where it is told so", async () => {
    const plain = await serveDist({ port: 0, previewPort: null, isolation: false, dir });
    try {
      expect(plain.previewUrl).toBeNull();
      expect(await (await fetch(`${plain.url}preview.json`)).json()).toEqual({ origin: null });
      const bridge = await fetch(`${plain.url}preview/__bridge.html`);
      expect(await bridge.text()).toBe("bridge");
      expect(bridge.headers.get("content-security-policy")).toBe("frame-ancestors *");
    } finally {
      await plain.close();
    }
  });
});

describe("headersFile", () => {
  test("names the preview's origin that the build was told", () => {
    expect(headersFile("https://preview.example.org")).toContain(
      "frame-src 'self' https://preview.example.org",
    );
    expect(headersFile(null)).toContain("frame-src 'self';");
  });
});
