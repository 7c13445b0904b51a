import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { root } from "../../../scripts/paths.ts";
import type { ServerKind } from "./conformance-requests.ts";
import { lockedRequirements, pythonEnvironment } from "./python-environment.ts";

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

/** Apps served by gunicorn, uvicorn and aiohttp in ordinary Python on loopback ports. */
export class RealServers {
  #bin: string;
  #running = new Map<string, { readonly port: number; readonly process: ChildProcess }>();

  private constructor(bin: string) {
    this.#bin = bin;
  }

  /** Makes the environment in .cache the first time, with the very versions of packages.lock. */
  static async prepare(): Promise<RealServers> {
    const packages = [GUNICORN, ...(await lockedRequirements(LOCKED))];
    return new RealServers(await pythonEnvironment("conformance-venv", packages));
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
