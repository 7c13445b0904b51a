import { useEffect, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { useServices } from "../services.ts";

/** Milliseconds for which a button says that it has copied. */
const SAID = 2500;

/** A button that copies a text, and says so in its own place: "Copy link", then "Link copied". */
export function CopyButton({
  text,
  verb,
  done,
  primary = false,
}: {
  readonly text: string;
  readonly verb: string;
  readonly done: string;
  readonly primary?: boolean;
}) {
  const { announcement, toasts } = useServices();
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return undefined;
    const timer = setTimeout(() => setCopied(null), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
      announcement.value = `${done}.`;
    } catch {
      toasts.show(
        "error",
        "The browser did not allow copying. Select the text, and copy it by hand.",
      );
    }
  };
  const said = copied === text;
  return (
    <button
      type="button"
      class={primary ? "button primary" : "button"}
      disabled={text === ""}
      onClick={() => void copy()}
    >
      <Icon name={said ? "check" : "copy"} />
      {said ? done : verb}
    </button>
  );
}
