import { type ReadonlySignal, signal } from "@preact/signals-core";

/** The browser's offer to install the page as an app (https://wicg.github.io/manifest-incubations/). */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

export interface InstallPrompt {
  /** True while the browser would install the page if asked. */
  readonly offered: ReadonlySignal<boolean>;
  /** Shows the browser's own question; resolves with whether the learner said yes. */
  install(): Promise<boolean>;
}

/** Keeps the browser's offer, which comes once and early, until the learner asks for it. */
export function keepInstallPrompt(page: EventTarget): InstallPrompt {
  const offered = signal(false);
  let offer: InstallPromptEvent | null = null;
  page.addEventListener("beforeinstallprompt", (event) => {
    // Otherwise some browsers show a bar of their own across the lesson.
    event.preventDefault();
    offer = event as InstallPromptEvent;
    offered.value = true;
  });
  page.addEventListener("appinstalled", () => {
    offered.value = false;
  });
  return {
    offered,
    async install() {
      const { outcome } = (await offer?.prompt()) ?? { outcome: "dismissed" };
      // An offer is good for one question.
      offered.value = false;
      return outcome === "accepted";
    },
  };
}
