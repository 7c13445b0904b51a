import { useEffect, useState } from "preact/hooks";
import type { CookieReading, JarCookie } from "../../shared/http.ts";
import { expiryWords } from "../../webapp/cookie-words.ts";
import { IconButton } from "../icon-button.tsx";
import { useServices } from "../services.ts";
import { CookieForm } from "./cookie-form.tsx";
import { CookieReadingView } from "./cookie-reading.tsx";
import { useWebApp } from "./web-app-context.ts";

const SAME_SITE = { lax: "Lax", strict: "Strict", none: "None" } as const;

/** A cookie of a client: what it is, what it says, and what can be done with it. */
export function CookieRow({
  client,
  cookie,
  reading,
}: {
  readonly client: string;
  readonly cookie: JarCookie;
  readonly reading: CookieReading | undefined;
}) {
  const { announcement, toasts } = useServices();
  const { clients } = useWebApp().app;
  const [editing, setEditing] = useState(false);
  const now = useNow(cookie.expires !== null);
  const { name, value, domain, path, hostOnly, expires, secure, httpOnly, sameSite } = cookie;
  const edit = (change: Parameters<typeof clients.edit>[1], done: string) => {
    clients.edit(client, change).then(
      () => {
        announcement.value = done;
      },
      () => toasts.show("error", "Python is not there just now; try again when it is ready."),
    );
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toasts.show("info", "Value copied.");
    } catch {
      toasts.show("error", "The browser did not allow copying. Select the value and copy it.");
    }
  };
  return (
    <li class="cookie">
      <div class="cookie-head">
        <b class="cookie-name">{name === "" ? "(no name)" : name}</b>
        <span class="bar-tools">
          <IconButton icon="copy" name={`Copy value of ${name}`} onClick={() => void copy()} />
          <IconButton
            icon="pencil"
            name={`Edit cookie ${name}`}
            onClick={() => setEditing(!editing)}
          />
          <IconButton
            icon="trash"
            name={`Delete cookie ${name}`}
            onClick={() => edit({ type: "remove", domain, path, name }, `Cookie ${name} deleted.`)}
          />
        </span>
      </div>
      {!editing && (
        <code class="cookie-value" title={value}>
          {value}
        </code>
      )}
      <p class="cookie-facts dim">
        <span>
          {hostOnly ? domain : `.${domain} and below`}
          {path}
        </span>
        <span
          title={expires === null ? undefined : new Date(expires * 1000).toLocaleString("en-GB")}
        >
          {expires === null ? "ends when the browser closes" : `ends ${expiryWords(expires, now)}`}
        </span>
        {httpOnly && (
          <span class="chip" title="Scripts in pages cannot read it">
            HttpOnly
          </span>
        )}
        {secure && (
          <span class="chip" title="Goes over HTTPS, and to this computer">
            Secure
          </span>
        )}
        <span class="chip" title="Whether it goes with requests that other sites cause">
          SameSite={SAME_SITE[sameSite]}
        </span>
      </p>
      {editing && (
        <CookieForm
          cookie={cookie}
          isNew={false}
          onCancel={() => setEditing(false)}
          onSave={(next) => {
            setEditing(false);
            if (next.path !== path)
              void clients.edit(client, { type: "remove", domain, path, name });
            edit({ type: "put", cookie: next }, `Cookie ${name} saved.`);
          }}
        />
      )}
      {reading !== undefined && !editing && <CookieReadingView reading={reading} />}
    </li>
  );
}

/** Milliseconds since 1970, anew each second while somebody looks at a clock. */
function useNow(ticks: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticks) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticks]);
  return now;
}
