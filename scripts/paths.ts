import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

/** What the steps keep between runs; safe to delete at any time. */
export const cacheDir: string = join(root, ".cache");

/** The npm package with the interpreter. */
export const pyodideDir: string = join(root, "node_modules", "pyodide");

/** The built app. */
export const distDir: string = join(root, "dist");

/** The names of the Python packages, by hand. */
export const packagesInFile: string = join(root, "workers", "python", "packages.in");

/** What `npm run packages:lock` makes of them. */
export const packagesLockFile: string = join(root, "workers", "python", "packages.lock");
