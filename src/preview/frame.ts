import type { ReadonlySignal } from "@preact/signals-core";
import type { KernelClient } from "../runtime/kernel-client.ts";

/** What the preview needs of the kernel. */
export type PreviewGateway = Pick<KernelClient, "ask" | "connect" | "jars" | "editJar" | "listen">;

/** What a frame tells the preview about its page. */
export interface FrameReport {
  /** A page is asked for; `url` is the app's, null where it is not known yet. */
  loading(url: string | null): void;
  /** Python works on it. */
  accepted(): void;
  /** Its document is there; `status` is null where it is not known. */
  shown(status: number | null): void;
  /** What was asked for is no page (a download, 204): the present one stays. */
  stayed(): void;
  /** It did not come; `message` is a sentence that says what to do. */
  failed(message: string): void;
  /** Where the frame is. `url` is the app's; null on another host. */
  page(page: {
    readonly url: string | null;
    readonly title: string;
    readonly canGoBack: boolean;
    readonly canGoForward: boolean;
  }): void;
}

/** What a frame is made of. */
export interface FrameParts {
  /** The element that the frame fills. */
  readonly place: HTMLElement;
  readonly gateway: PreviewGateway;
  /** The app's origin: "http://localhost:8000". */
  readonly origin: ReadonlySignal<string>;
  /** Whose cookies go with the requests. */
  readonly client: ReadonlySignal<string>;
  readonly report: FrameReport;
}

/** A frame that shows the app's pages, whatever carries its requests. */
export interface PreviewFrame {
  /** Opens an address on the app's origin. */
  navigate(url: string): void;
  reload(): void;
  back(): void;
  forward(): void;
  /** Gives up what is being loaded. */
  stop(): void;
  /** Takes the frame away and leaves every exchange. */
  close(): void;
}

/** Makes a frame; the way of the transport "document" is `openDocument`. */
export type OpenFrame = (parts: FrameParts) => PreviewFrame;
