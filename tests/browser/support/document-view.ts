import type { Frame, FrameLocator } from "playwright-core";
import { PreviewView } from "./preview-view.ts";
import type { VisitorOptions } from "./visitor.ts";

/** A visitor whose browser has no service workers, as in some private windows. */
export const NO_SERVICE_WORKER: VisitorOptions = {
  initScript: `Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined })`,
};

/** The preview where there is no service worker: the app's document is the pane's own frame. */
export class DocumentView extends PreviewView {
  override get content(): FrameLocator {
    return this.page.frameLocator('iframe[title="Preview of your app"]');
  }

  override async frame(): Promise<Frame> {
    await this.content.locator("html").waitFor({ state: "attached" });
    const frame = this.page.frames().findLast((one) => one.url().endsWith("/__document.html"));
    if (frame === undefined) throw new Error("The preview has no page.");
    return frame;
  }
}
