/** How a page took its place in the frame's history. */
export type VisitKind = "push" | "replace" | "reload" | "traverse";

/** The frame's history, as far as the bridge has seen it. */
export class Visited {
  #urls: string[] = [];
  #index = -1;

  /** A page is there. One that was gone to with {@link step} counts as traversed. */
  visit(url: string, kind: VisitKind): void {
    const current = this.#urls[this.#index];
    if (kind === "traverse") {
      const near = [this.#index - 1, this.#index + 1, this.#index].find(
        (index) => this.#urls[index] === url,
      );
      const found = near ?? this.#urls.indexOf(url);
      if (found >= 0) this.#index = found;
      return;
    }
    if (this.#index >= 0 && (kind !== "push" || current === url)) {
      this.#urls[this.#index] = url;
      return;
    }
    this.#urls = [...this.#urls.slice(0, this.#index + 1), url];
    this.#index = this.#urls.length - 1;
  }

  get canGoBack(): boolean {
    return this.#index > 0;
  }

  get canGoForward(): boolean {
    return this.#index < this.#urls.length - 1;
  }

  /** Goes one page back or forward; returns its address, null where there is none. */
  step(by: -1 | 1): string | null {
    const url = this.#urls[this.#index + by];
    if (url === undefined) return null;
    this.#index += by;
    return url;
  }
}
