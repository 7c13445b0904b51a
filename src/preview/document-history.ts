/** A page that was visited. */
export interface Visit {
  readonly url: string;
  /** How it was asked for: loading it again asks so again. */
  readonly method: string;
  readonly contentType: string | null;
  readonly body: Uint8Array | null;
  readonly referrer: string | null;
  /** Number of the document that shows it: several addresses may be one document's. */
  readonly document: number;
  /** `history.state`. */
  readonly state: unknown;
}

/** A visit to an address that was typed. */
export function typed(url: string): Visit {
  return {
    url,
    method: "GET",
    contentType: null,
    body: null,
    referrer: null,
    document: 0,
    state: null,
  };
}

/** The preview's own history, since a frame's is a part of the shell's. */
export class DocumentHistory {
  #visits: Visit[] = [];
  #at = -1;

  get present(): Visit | null {
    return this.#visits[this.#at] ?? null;
  }

  get length(): number {
    return this.#visits.length;
  }

  /** What is that many visits away; null beyond either end. */
  away(by: number): Visit | null {
    return this.#visits[this.#at + by] ?? null;
  }

  /** A new visit; what was forward of the present one is forgotten. */
  push(visit: Visit): void {
    this.#visits = [...this.#visits.slice(0, this.#at + 1), visit];
    this.#at = this.#visits.length - 1;
  }

  /** Another visit in the place of the present one. */
  replace(visit: Visit): void {
    if (this.#at < 0) this.push(visit);
    else this.#visits[this.#at] = visit;
  }

  /** Goes there; the visit may have become another one by then. */
  go(by: number, visit: Visit): void {
    if (this.away(by) === null) return;
    this.#at += by;
    this.#visits[this.#at] = visit;
  }
}
