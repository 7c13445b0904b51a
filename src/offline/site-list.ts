import { BUILD_META, siteFilesPath } from "../shared/site-files.ts";
import type { SiteFiles } from "../shared/site-files.ts";

/** The build of this page; null for one that was not built: the development server's. */
export function buildOf(page: Document): string | null {
  const meta = page.querySelector<HTMLMetaElement>(`meta[name="${BUILD_META}"]`);
  return meta?.content ? meta.content : null;
}

/** The list of the build's files, fetched once; a failed attempt is repeated by the next call. */
export function siteList(
  base: string,
  build: string,
  fetch: (url: string) => Promise<Response>,
): () => Promise<SiteFiles> {
  let list: Promise<SiteFiles> | null = null;
  const load = async (): Promise<SiteFiles> => {
    const response = await fetch(new URL(siteFilesPath(build), base).href);
    if (!response.ok) throw new Error(`The list of files did not come (${response.status}).`);
    return (await response.json()) as SiteFiles;
  };
  return () => {
    list ??= load().catch((error: unknown) => {
      list = null;
      throw error;
    });
    return list;
  };
}
