import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createReporter } from "./console.ts";
import type { Reporter } from "./console.ts";
import { Failure, runScript } from "./failure.ts";
import { sha256, withStagingFolder, writeFileAtomically } from "./files.ts";
import {
  assertOfficial,
  readCarrier,
  readOfficialWheels,
  readPyodideVersion,
} from "./packages/distribution.ts";
import { formatLock } from "./packages/lock.ts";
import type { DistributionCarrier, LockedPackage, PinnedFile } from "./packages/lock.ts";
import { parsePackagesIn } from "./packages/packages-in.ts";
import { TARGET_ARGS, runPip } from "./packages/pip.ts";
import { findPython } from "./packages/python.ts";
import type { Python } from "./packages/python.ts";
import { readReport, resolve } from "./packages/resolve.ts";
import type { Candidate, PipReport, Resolved } from "./packages/resolve.ts";
import { wheelFromSdist } from "./packages/sdist.ts";
import { packagesInFile, packagesLockFile } from "./paths.ts";

// The package on the index that carries the wheels of the Pyodide distribution. A file of it is
// used only where its hash is the one that the interpreter's own package list names.
const CARRIER = { name: "open-webui", version: "0.12.4", folder: "open_webui/frontend/pyodide" };

interface Context {
  readonly python: Python;
  readonly reporter: Reporter;
  readonly staging: string;
  /** Wheels that are not on the index, for the resolver. */
  readonly local: string;
}

async function pinned(folder: string, file: string): Promise<PinnedFile> {
  const bytes = await readFile(join(folder, file));
  return { file, size: bytes.length, sha256: sha256(bytes) };
}

async function takeDistribution({ python, staging, local }: Context): Promise<DistributionCarrier> {
  const out = join(staging, "carrier");
  const args = ["download", "--no-deps", "--only-binary=:all:", "--ignore-requires-python"];
  await runPip(python, [...args, "--dest", out, `${CARRIER.name}==${CARRIER.version}`], {
    staging,
  });
  const [file] = await readdir(out);
  if (file === undefined) throw new Failure(`pip downloaded no ${CARRIER.name}.`);
  const official = await readOfficialWheels();
  const compiled = (name: string): boolean => name.endsWith("_wasm32.whl") && official.has(name);
  const wheels = readCarrier(await readFile(join(out, file)), CARRIER.folder, compiled);
  for (const [name, bytes] of wheels) {
    assertOfficial(name, bytes, official);
    await writeFile(join(local, name), bytes);
  }
  return { ...CARRIER, ...(await pinned(out, file)) };
}

async function takeSdists(
  names: readonly string[],
  { python, staging, local }: Context,
): Promise<ReadonlyMap<string, PinnedFile>> {
  const out = join(staging, "sdists");
  const args = ["download", "--no-deps", `--no-binary=${names.join(",")}`, "--dest", out];
  await runPip(python, [...args, ...names], { staging });
  const sdists = new Map<string, PinnedFile>();
  for (const file of await readdir(out)) {
    const wheel = wheelFromSdist(await readFile(join(out, file)));
    await writeFile(join(local, wheel.file), wheel.bytes);
    sdists.set(wheel.name, await pinned(out, file));
  }
  return sdists;
}

async function find(
  requirements: readonly string[],
  { python, staging, local }: Context,
): Promise<readonly Candidate[]> {
  const report = join(staging, "report.json");
  const args = ["install", "--dry-run", "--no-deps", "--ignore-requires-python"];
  await runPip(
    python,
    [
      ...args,
      ...TARGET_ARGS,
      "--target",
      join(staging, "target"),
      "--find-links",
      local,
      "--report",
      report,
      ...requirements,
    ],
    { staging },
  );
  return readReport(JSON.parse(await readFile(report, "utf8")) as PipReport);
}

/** The index's sizes are not in pip's report: the files tell. */
async function measure(
  packages: readonly Resolved[],
  { python, staging }: Context,
): Promise<ReadonlyMap<string, number>> {
  const out = join(staging, "wheels");
  const requirements = join(staging, "requirements.txt");
  await writeFile(
    requirements,
    packages.map((p) => `${p.name}==${p.version} --hash=sha256:${p.sha256}\n`).join(""),
  );
  const args = ["download", "--no-deps", "--require-hashes", ...TARGET_ARGS];
  await runPip(python, [...args, "--requirement", requirements, "--dest", out], { staging });
  const sizes = new Map<string, number>();
  for (const { name, file } of packages) sizes.set(name, (await stat(join(out, file))).size);
  return sizes;
}

function lockPackage(
  { name, version, file, sha256, local, depends }: Resolved,
  size: number,
  sdist: PinnedFile | undefined,
): LockedPackage {
  if (sdist !== undefined) return { name, version, origin: "sdist", file, sdist, depends };
  const wheel = { file, size, sha256, depends };
  return local
    ? { name, version, origin: "distribution", ...wheel }
    : { name, version, origin: "index", ...wheel };
}

await runScript(async () => {
  const reporter = createReporter();
  const python = await findPython();
  const { requirements, sdists, without } = parsePackagesIn(await readFile(packagesInFile, "utf8"));
  await withStagingFolder(async (staging) => {
    const context: Context = { python, reporter, staging, local: join(staging, "local") };
    await mkdir(context.local);
    const carrier = await reporter.step("Taking wheels of the Pyodide distribution", () =>
      takeDistribution(context),
    );
    const sources = await reporter.step(`Taking source of ${sdists.join(", ")}`, () =>
      takeSdists(sdists, context),
    );
    const resolved = await reporter.step("Resolving versions", () =>
      resolve(requirements, without, (texts) => find(texts, context)),
    );
    const remote = resolved.filter(({ local }) => !local);
    const sizes = await reporter.step(`Measuring ${remote.length} wheels`, () =>
      measure(remote, context),
    );
    const packages: LockedPackage[] = [];
    for (const each of resolved) {
      const size = sizes.get(each.name) ?? (await stat(join(context.local, each.file))).size;
      packages.push(lockPackage(each, size, sources.get(each.name)));
    }
    const pyodide = await readPyodideVersion();
    const lock = formatLock({ format: 1, pyodide, carrier, packages });
    await writeFileAtomically(packagesLockFile, lock);
    reporter.note(`${packages.length} packages in ${packagesLockFile}`);
  });
});
