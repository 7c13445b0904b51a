import { copyAs, type CopyFormat } from "../../webapp/copy-as.ts";
import type { CopyRequest } from "../../webapp/copy-request.ts";
import { useServices } from "../services.ts";
import { Menu } from "../shell/menu.tsx";

const NAMES = {
  curl: "curl",
  httpx: "Python, httpx",
  requests: "Python, requests",
  fetch: "JavaScript, fetch",
  http: "Lesson, http cell",
} as const satisfies Record<CopyFormat, string>;

/** A menu that copies a request for another program; `request` is asked when one is chosen. */
export function CopyAs({ request }: { readonly request: () => CopyRequest }) {
  const { announcement, toasts } = useServices();
  const copy = async (format: CopyFormat) => {
    try {
      await navigator.clipboard.writeText(copyAs(format, request()));
      const done = `Copied as ${NAMES[format]}.`;
      announcement.value = done;
      toasts.show("info", done);
    } catch {
      toasts.show("error", "The browser did not allow copying.");
    }
  };
  const formats = Object.keys(NAMES) as readonly CopyFormat[];
  return (
    <Menu
      name="Copy as"
      icon="copy"
      items={formats.map((format) => ({
        label: NAMES[format],
        action: () => void copy(format),
      }))}
    />
  );
}
