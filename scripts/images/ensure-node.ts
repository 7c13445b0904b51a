import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Reporter } from "../console.ts";
import { Failure } from "../failure.ts";
import { withStagingFolder } from "../files.ts";
import { cacheDir } from "../paths.ts";
import pinned from "./node-26.json" with { type: "json" };

const run = promisify(execFile);

/** There is no Node.js that can make images; the message says why in a sentence. */
export class NoNode extends Failure {}

/** Images are made in an engine like the browsers' of today: with JSPI and garbage collection. */
const MAJOR = 26;

/**
 * The command of a Node.js that can make images: this one where it is new enough, else one that
 * npm fetches, checked against the hash that is written down here. It stays in `.cache`: as a
 * dependency it would take the place of the user's own in every npm script.
 * Throws `NoNode` where there is none to be had.
 */
export async function ensureNode(reporter: Reporter): Promise<string> {
  if (Number.parseInt(process.versions.node, 10) >= MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const entry = Object.entries(pinned.packages).find(([name]) => name === platform)?.[1];
  if (entry === undefined) {
    throw new NoNode(`There is no Node.js ${MAJOR} for ${platform}: run the build with one.`);
  }
  const folder = join(cacheDir, `node-${pinned.version}-${platform}`);
  const command = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(command)) return command;
  await reporter.step(`Fetching Node.js ${pinned.version} for the memory images`, () =>
    withStagingFolder(async (staging) => {
      const archive = await pack(`${entry.name}@${pinned.version}`, staging);
      await check(archive, entry.integrity);
      const unpacked = join(staging, "unpacked");
      await mkdir(unpacked);
      await attempt(() => run("tar", ["-xzf", archive, "-C", unpacked]));
      await mkdir(cacheDir, { recursive: true });
      await rename(join(unpacked, "package"), folder).catch((error: unknown) => {
        // Another build was quicker.
        if (!existsSync(command)) throw error;
      });
    }),
  );
  return command;
}

/** Downloads a package's archive with npm, from whatever registry the user has configured. */
async function pack(spec: string, folder: string): Promise<string> {
  // npm runs as a script of this very Node.js: on Windows it is no program of its own.
  const npm = process.env["npm_execpath"];
  const [command, args] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  await attempt(() => run(command, [...args, "pack", spec, "--silent"], { cwd: folder }));
  const file = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  if (file === undefined) throw new NoNode(`npm did not download ${spec}.`);
  return join(folder, file);
}

async function check(archive: string, integrity: string): Promise<void> {
  const hash = createHash("sha512").update(await readFile(archive));
  if (`sha512-${hash.digest("base64")}` === integrity) return;
  throw new Failure(`The Node.js ${pinned.version} that npm downloaded has a wrong hash.`);
}

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const line = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
    throw new NoNode(`Node.js ${pinned.version} could not be fetched (${line}).`, { cause });
  }
}
