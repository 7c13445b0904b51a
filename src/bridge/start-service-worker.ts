import { PREVIEW_FILES } from "../shared/preview.ts";

export interface StartEffects {
  /** Undefined where the browser offers none: private windows, frames of other sites. */
  readonly container: ServiceWorkerContainer | undefined;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds that registering, and then starting, may take. */
const PATIENCE = 30_000;

/** Rejects with a sentence where the service worker cannot be had. */
export async function startServiceWorker({ container, setTimeout }: StartEffects): Promise<void> {
  if (container === undefined) throw new Error("This browser offers no service worker here.");
  const registration = await within(
    container.register(PREVIEW_FILES.serviceWorker, { scope: "./", updateViaCache: "none" }),
    "The browser did not register the preview's service worker.",
    setTimeout,
  );
  await within(active(registration), "The preview's service worker did not start.", setTimeout);
}

function active(registration: ServiceWorkerRegistration): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (registration.active !== null) return resolve();
      const worker = registration.installing ?? registration.waiting;
      if (worker === null) return reject(new Error("The preview's service worker went away."));
      worker.addEventListener("statechange", look, { once: true });
    };
    look();
  });
}

function within<Value>(
  work: Promise<Value>,
  sentence: string,
  setTimeout: StartEffects["setTimeout"],
): Promise<Value> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(sentence)), PATIENCE);
    work.then(resolve, (error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      reject(new Error(`${sentence} ${cause}`, { cause: error }));
    });
  });
}
