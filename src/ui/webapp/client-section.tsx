import { useState } from "preact/hooks";
import type { CookieReading, JarCookie } from "../../shared/http.ts";
import { newCookie } from "../../webapp/cookie-words.ts";
import { countOf } from "../format.ts";
import { useServices } from "../services.ts";
import { Menu } from "../shell/menu.tsx";
import { CookieForm } from "./cookie-form.tsx";
import { CookieRow } from "./cookie-row.tsx";
import { useWebApp } from "./web-app-context.ts";

/** One client: whether pages are seen as them, and their cookies. */
export function ClientSection({ name }: { readonly name: string }) {
  const { workspace, toasts } = useServices();
  const { clients, status } = useWebApp().app;
  const [adding, setAdding] = useState(false);
  const cookies = clients.jars.value[name] ?? [];
  const isActive = clients.active.value === name;
  const lesson = workspace.notebook.value?.cells.value.some(({ client }) => client === name);
  const stays = name === "Alice" || name === "Bob" || lesson === true;
  const attempt = (work: Promise<void>) => {
    work.catch(() =>
      toasts.show("error", "Python is not there just now; try again when it is ready."),
    );
  };
  return (
    <section class="client" aria-label={name}>
      <div class="client-head">
        <h2>{name}</h2>
        <span class="dim">{cookies.length > 0 && countOf(cookies.length, "cookie")}</span>
        <span class="grow" />
        {isActive ? (
          <span class="chip" data-genuine="true">
            In use
          </span>
        ) : (
          <button
            type="button"
            class="button"
            title="Preview and HTTP client then send this client's cookies"
            onClick={() => {
              clients.active.value = name;
            }}
          >
            Use in preview
          </button>
        )}
        <Menu
          name={`More for ${name}`}
          icon="ellipsis"
          items={[
            { label: "Add cookie", action: () => setAdding(true) },
            {
              label: "Clear cookies",
              disabled: cookies.length === 0,
              action: () => attempt(clients.edit(name, { type: "clear" })),
            },
            ...(stays
              ? []
              : [
                  {
                    label: "Remove client",
                    separated: true,
                    action: () => attempt(clients.remove(name)),
                  },
                ]),
          ]}
        />
      </div>
      {adding && (
        <CookieForm
          cookie={newCookie(new URL(status.origin.peek()).hostname)}
          isNew
          onCancel={() => setAdding(false)}
          onSave={(cookie) => {
            setAdding(false);
            attempt(clients.edit(name, { type: "put", cookie }));
          }}
        />
      )}
      {cookies.length === 0 ? (
        !adding && <p class="client-empty dim">No cookies.</p>
      ) : (
        <ul class="cookie-list" aria-label={`Cookies of ${name}`}>
          {cookies.map((cookie) => (
            <CookieRow
              key={`${cookie.domain} ${cookie.path} ${cookie.name}`}
              client={name}
              cookie={cookie}
              reading={readingOf(clients.readings.value[name] ?? [], cookie)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function readingOf(
  readings: readonly CookieReading[],
  { name, path, domain }: JarCookie,
): CookieReading | undefined {
  return readings.find(
    (reading) => reading.name === name && reading.path === path && reading.domain === domain,
  );
}
