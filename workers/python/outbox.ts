import type { KernelEvent } from "../../src/shared/kernel.ts";

type WithoutSeq<Event> = Event extends unknown ? Omit<Event, "seq"> : never;
/** An event before it has its number. */
export type NewEvent = WithoutSeq<KernelEvent>;

/** How much of a run's output crosses to the page. */
export interface OutputBounds {
  /** Characters of stream text shown from the start of a run. */
  readonly head: number;
  /** Characters kept from its end. */
  readonly tail: number;
  /** Displays a run may show. */
  readonly displays: number;
  /** Milliseconds that text may wait for more text. */
  readonly delay: number;
  /** Messages a run may post before lines have to wait for the delay. */
  readonly prompt: number;
}

const BOUNDS: OutputBounds = {
  head: 300_000,
  tail: 20_000,
  displays: 500,
  delay: 16,
  prompt: 20,
};

/**
 * Numbers events, joins them into few messages, and bounds a run's output: a
 * flood of prints costs the page one message per frame and a fixed amount of
 * text, the beginning and the end of what was printed.
 */
export class Outbox {
  #post: (events: readonly KernelEvent[]) => void;
  #now: () => number;
  #bounds: OutputBounds;
  #seq = 0;
  #waiting: NewEvent[] = [];
  #posted = -Infinity;
  #posts = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #run = 0;
  #shown = 0;
  #displays = 0;
  #skippedDisplays = 0;
  #skipped = 0;
  #tail: { name: "stdout" | "stderr"; text: string }[] = [];
  #tailLength = 0;

  constructor(
    post: (events: readonly KernelEvent[]) => void,
    now: () => number = () => performance.now(),
    bounds: OutputBounds = BOUNDS,
  ) {
    this.#post = post;
    this.#now = now;
    this.#bounds = bounds;
  }

  /** The number of the newest event. */
  get lastSeq(): number {
    return this.#seq;
  }

  /** From here on output belongs to the run, with bounds of its own. */
  begin(run: number): void {
    this.#run = run;
    this.#shown = 0;
    this.#displays = 0;
    this.#skippedDisplays = 0;
    this.#skipped = 0;
    this.#tail = [];
    this.#tailLength = 0;
    this.#posts = 0;
    this.#posted = this.#now();
  }

  /** Sends the kept end of a run that printed too much, and whatever waits. */
  end(): void {
    if (this.#skipped > 0 || this.#tail.length > 0) {
      const hidden = this.#skipped - this.#tailLength;
      if (hidden > 0) this.#add({ type: "skipped", run: this.#run, characters: hidden });
      for (const { name, text } of this.#tail) {
        this.#add({ type: "stream", run: this.#run, name, text });
      }
    }
    if (this.#skippedDisplays > 0) {
      const text = `${this.#skippedDisplays} more results were not shown: a cell shows at most ${this.#bounds.displays}.`;
      this.#add({ type: "notice", run: this.#run, text });
    }
    this.#skipped = 0;
    this.#skippedDisplays = 0;
    this.#tail = [];
    this.#tailLength = 0;
    this.flush();
  }

  /** Text of the learner's program. */
  stream(name: "stdout" | "stderr", text: string): void {
    const room = Math.max(0, this.#bounds.head - this.#shown);
    const shown = text.slice(0, room);
    if (shown.length > 0) {
      this.#shown += shown.length;
      const last = this.#waiting.at(-1);
      if (last?.type === "stream" && last.name === name && last.run === this.#run) {
        this.#waiting[this.#waiting.length - 1] = { ...last, text: last.text + shown };
      } else {
        this.#waiting.push({ type: "stream", run: this.#run, name, text: shown });
      }
    }
    if (shown.length < text.length) this.#keepTail(name, text.slice(room));
    // The first lines go at once; a part of a line waits for the rest of it.
    if (!shown.endsWith("\n")) this.#later();
    else if (this.#posts < this.#bounds.prompt) this.flush();
    else this.poll();
  }

  display(event: Extract<NewEvent, { type: "display" }>): void {
    this.#displays++;
    if (this.#displays > this.#bounds.displays && !event.update) this.#skippedDisplays++;
    else this.send(event);
  }

  /** Any other event; it goes at once, after what waits. */
  send(event: NewEvent): void {
    this.#waiting.push(event);
    this.flush();
  }

  /** The current run, for events that belong to it. */
  get run(): number {
    return this.#run;
  }

  /** Posts what waits if it is time; called often while Python computes. */
  poll(): void {
    if (this.#waiting.length === 0) return;
    if (this.#now() - this.#posted >= this.#bounds.delay) this.flush();
    else this.#later();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#bounds.delay);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting.map((event) => ({ ...event, seq: ++this.#seq }) as KernelEvent);
    this.#waiting = [];
    this.#posted = this.#now();
    this.#posts++;
    this.#post(events);
  }

  #add(event: NewEvent): void {
    this.#waiting.push(event);
  }

  #keepTail(name: "stdout" | "stderr", text: string): void {
    this.#skipped += text.length;
    const kept = text.slice(-this.#bounds.tail);
    const last = this.#tail.at(-1);
    if (last?.name === name) last.text += kept;
    else this.#tail.push({ name, text: kept });
    this.#tailLength += kept.length;
    while (this.#tailLength > 2 * this.#bounds.tail || this.#tail.length > 1000) {
      const first = this.#tail[0];
      if (first === undefined) break;
      const excess = this.#tailLength - this.#bounds.tail;
      if (first.text.length <= excess || this.#tail.length > 1000) {
        this.#tail.shift();
        this.#tailLength -= first.text.length;
      } else {
        first.text = first.text.slice(excess);
        this.#tailLength -= excess;
      }
    }
  }
}
