import { isLoopback } from "../shared/preview.ts";
import { formRequest } from "./document-forms.ts";
import type { DocumentPlace } from "./document-place.ts";
import { fileNameIn } from "./page-downloads.ts";

type Act = () => void;

/** Makes messages of the document's links and forms; of a `fetch` for links that say `download`. */
export function followLinks(place: DocumentPlace, send: typeof fetch): void {
  const acts = new WeakMap<Event, Act>();
  const watch = (event: Event, act: Act | null): void => {
    if (act === null) return;
    acts.set(event, act);
    // A page may keep an event to itself; what the browser would do then is still ours.
    for (const name of ["stopPropagation", "stopImmediatePropagation"] as const) {
      event[name] = function stop(this: Event) {
        Event.prototype[name].call(this);
        queueMicrotask(() => finish(this));
      };
    }
  };
  const finish = (event: Event): void => {
    const act = acts.get(event);
    acts.delete(event);
    if (act === undefined || event.defaultPrevented) return;
    event.preventDefault();
    act();
  };
  for (const type of ["click", "auxclick"] as const) {
    window.addEventListener(type, (event) => watch(event, actOfClick(event, place, send)), true);
    window.addEventListener(type, finish);
  }
  window.addEventListener("submit", (event) => watch(event, actOfSubmit(event, place)), true);
  window.addEventListener("submit", finish);
  HTMLFormElement.prototype.submit = function submit(this: HTMLFormElement) {
    submitForm(this, null, place);
  };
}

function actOfClick(event: MouseEvent, place: DocumentPlace, send: typeof fetch): Act | null {
  if (event.button > 1) return null;
  const link = event
    .composedPath()
    .find(
      (target): target is HTMLAnchorElement | HTMLAreaElement =>
        (target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement) &&
        target.hasAttribute("href"),
    );
  if (link === undefined || !URL.canParse(link.href)) return null;
  const url = new URL(link.href);
  if (!/^https?:$/.test(url.protocol)) return null;
  if (!isLoopback(url)) return link.target === "_blank" ? null : () => place.open(url.href);
  if (!link.hasAttribute("download")) return () => place.open(url.href);
  return () => {
    save(url, link.download, send).catch((error: unknown) => {
      console.error(`${url.href} was not saved.`, error);
    });
  };
}

async function save(url: URL, asked: string, send: typeof fetch): Promise<void> {
  const response = await send(url.href);
  const sent = fileNameIn(response.headers.get("content-disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = sent ?? (asked || url.pathname.split("/").at(-1) || "download");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function actOfSubmit({ target, submitter }: SubmitEvent, place: DocumentPlace): Act | null {
  if (!(target instanceof HTMLFormElement)) return null;
  const method = submitter?.getAttribute("formmethod") ?? target.getAttribute("method");
  if (method?.toLowerCase() === "dialog") return null;
  return () => submitForm(target, submitter, place);
}

function submitForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  place: DocumentPlace,
): void {
  formRequest(form, submitter, place.url).then(
    (request) => {
      if (request === null) return;
      if (isLoopback(new URL(request.url))) place.go(request);
      else console.error(`A form to ${request.url} is not sent: the preview shows only your app.`);
    },
    (error: unknown) => console.error("The form was not sent.", error),
  );
}
