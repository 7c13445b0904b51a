import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { readLock } from "../../../scripts/packages/lock.ts";
import { cacheDir, root } from "../../../scripts/paths.ts";
import type { ServerKind } from "./conformance-requests.ts";
import { findNewerPython } from "./newer-python.ts";

/** Where the apps under test are. */
export const APPS = join(root, "tests", "fixtures", "gateway");

/** The only package here that the lock does not have: it needs processes. */
const GUNICORN = "gunicorn==27.0.1";
/** Of the lock, the packages whose versions decide an answer. */
const LOCKED = [
  "aiohttp",
  "anyio",
  "django",
  "falcon",
  "fastapi",
  "flask",
  "pydantic",
  "python-multipart",
  "starlette",
  "uvicorn",
  "werkzeug",
];
const run = promisify(execFile);

/** Apps served by gunicorn, uvicorn and aiohttp in ordinary Python on loopback ports. */
export class RealServers {
  #bin: string;
  #running = new Map<string, { readonly port: number; readonly process: ChildProcess }>();

  private constructor(bin: string) {
    this.#bin = bin;
  }

  /** Makes the environment in .cache the first time, with the very versions of packages.lock. */
  static async prepare(): Promise<RealServers> {
    const folder = join(cacheDir, "conformance-venv");
    const requirements = await pinned();
    const record = join(folder, "requirements.txt");
    const ready = existsSync(record) && readFileSync(record, "utf8") === requirements;
    if (!ready) await install(await findNewerPython(), folder, requirements, record);
    return new RealServers(join(folder, process.platform === "win32" ? "Scripts" : "bin"));
  }

  /** The port of that app's server, which is started when it is first asked for. */
  async port(app: string, server: ServerKind): Promise<number> {
    const running = this.#running.get(app);
    if (running !== undefined) return running.port;
    const port = await freePort();
    const [command, args] = commandLine(app, server, port);
    const child = spawn(join(this.#bin, command), args, {
      cwd: APPS,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", DJANGO_SETTINGS_MODULE: "" },
    });
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
    this.#running.set(app, { port, process: child });
    await listening(port, () => {
      if (child.exitCode !== null) throw new Error(`${server} ended: ${said}`);
    });
    return port;
  }

  /** Ends every server that was started here. */
  async close(): Promise<void> {
    const ended = [...this.#running.values()].map(
      ({ process: child }) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null) return resolve();
          child.once("exit", () => resolve());
          child.kill("SIGTERM");
        }),
    );
    await Promise.all(ended);
  }
}

async function pinned(): Promise<string> {
  const lock = await readLock();
  const lines = LOCKED.map((name) => {
    const version = lock.packages.find((one) => one.name === name)?.version;
    if (version === undefined) throw new Error(`packages.lock has no ${name}.`);
    return `${name}==${version}`;
  });
  return [GUNICORN, ...lines, ""].join("\n");
}

async function install(
  python: string,
  folder: string,
  requirements: string,
  record: string,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true });
  await run(python, ["-m", "venv", folder]);
  const list = join(folder, "wanted.txt");
  await writeFile(list, requirements);
  const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
  await run(join(bin, "python"), ["-m", "pip", "install", ...quiet, "-r", list]);
  await writeFile(record, requirements);
}

function commandLine(
  app: string,
  server: ServerKind,
  port: number,
): readonly [string, readonly string[]] {
  const place = String(port);
  switch (server) {
    case "gunicorn":
      return ["gunicorn", ["--bind", `127.0.0.1:${place}`, "--log-level", "critical", app]];
    case "uvicorn":
      return ["uvicorn", ["--port", place, "--log-level", "critical", "--http", "h11", app]];
    case "aiohttp":
      return ["python", [`${app.split(":")[0] ?? app}.py`, place]];
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves once the port takes connections; `check` throws where it never will. */
async function listening(port: number, check: () => void): Promise<void> {
  for (;;) {
    check();
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
