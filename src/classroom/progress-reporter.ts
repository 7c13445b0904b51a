import { EMBEDDER, type ProgressMessage, readProgressWanted } from "../shared/progress-message.ts";

/** How far the learner is. */
export type ReportedProgress = Pick<ProgressMessage, "lesson" | "passed" | "total" | "cell">;

/** What the reporter needs of the lesson's page. */
export interface ReporterOptions {
  /** The page's own window and the one around it; the same where there is none around it. */
  readonly page: ReporterPage;
  readonly embedder: { postMessage(message: ProgressMessage, origin: string): void };
  /** Told where the learner was at the last visit, once, when the page around it knows. */
  readonly onPlace: (cell: string) => void;
}

export interface ReporterPage {
  readonly location: { readonly search: string };
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
}

/** Tells the page around a lesson how far the learner is. */
export interface ProgressReporter {
  /** Reports, unless nothing changed. */
  tell(progress: ReportedProgress): void;
  close(): void;
}

/**
 * The reporter of a lesson's page; null where nobody around it wants to know: the page is not in a
 * frame, or its address names no embedder. It speaks to the named origin alone, and listens only to
 * the window around it when that has the named origin.
 */
export function createProgressReporter(options: ReporterOptions): ProgressReporter | null {
  const { page, embedder, onPlace } = options;
  const origin = embedderOrigin(page.location.search);
  if (origin === null || (embedder as unknown) === page) return null;
  let latest: ProgressMessage | null = null;
  let placed = false;

  function hear({ source, origin: from, data }: MessageEvent<unknown>): void {
    if (source !== (embedder as unknown) || from !== origin) return;
    const wanted = readProgressWanted(data);
    if (wanted === null || (latest !== null && wanted.lesson !== latest.lesson)) return;
    if (latest !== null) send(latest);
    if (wanted.cell !== undefined && !placed) onPlace(wanted.cell);
    placed = true;
  }

  function send(message: ProgressMessage): void {
    if (origin !== null) embedder.postMessage(message, origin);
  }

  page.addEventListener("message", hear);
  return {
    tell(progress) {
      const message: ProgressMessage = { routebook: 1, type: "progress", ...progress };
      if (latest !== null && JSON.stringify(latest) === JSON.stringify(message)) return;
      latest = message;
      send(message);
    },
    close: () => page.removeEventListener("message", hear),
  };
}

/** The origin that an address names as the embedder's; null where it names none, or nonsense. */
export function embedderOrigin(search: string): string | null {
  const named = new URLSearchParams(search).get(EMBEDDER) ?? "";
  if (!URL.canParse(named)) return null;
  const { origin, protocol } = new URL(named);
  return origin === named && /^https?:$/u.test(protocol) ? origin : null;
}
