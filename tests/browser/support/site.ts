import { serveDist, type RunningServer } from "../../../scripts/serve/serve-dist.ts";

/** A site of its own, which can go away and come back, or be served from another folder. */
export class Site {
  readonly url: string;
  readonly previewUrl: string | null;
  #server: RunningServer | null;
  readonly #isolation: boolean;

  private constructor(server: RunningServer, isolation: boolean) {
    this.#server = server;
    this.url = server.url;
    this.previewUrl = server.previewUrl;
    this.#isolation = isolation;
  }

  /** `ownPreview` false leaves the preview on the site's origin, without the headers of isolation. */
  static async open(dir: string, ownPreview = true): Promise<Site> {
    const base = ownPreview ? "/" : "/courses/python/";
    const options = { port: 0, previewPort: ownPreview ? 0 : null, isolation: ownPreview, base };
    return new Site(await serveDist({ ...options, dir }), ownPreview);
  }

  /** The server is gone, with all connections to it. */
  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  /** The server is there again, at the same addresses, with that build. */
  async serve(dir: string): Promise<void> {
    await this.stop();
    const { port, pathname: base } = new URL(this.url);
    const previewPort = this.previewUrl === null ? null : Number(new URL(this.previewUrl).port);
    const isolation = this.#isolation;
    this.#server = await serveDist({ port: Number(port), previewPort, isolation, base, dir });
  }
}
