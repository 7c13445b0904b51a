import { SCHEMA_VERSION } from "./schema.ts";

/**
 * The database of one site: two sites on one origin, and two schema versions, never share one.
 * `basePath` is the path the site is served from: "/", "/courses/python/".
 */
export function databaseName(basePath: string, version: number = SCHEMA_VERSION): string {
  const path = basePath.endsWith("/") ? basePath : `${basePath}/`;
  return `routebook:${path}:v${version}`;
}
