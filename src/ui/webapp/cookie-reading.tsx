import type { CookieReading } from "../../shared/http.ts";
import { JsonTree } from "../outputs/json-tree.tsx";

const KINDS = {
  "flask-session": "Flask session",
  "starlette-session": "Starlette session",
  "django-session": "Django session",
  jwt: "JSON Web Token",
} as const satisfies Record<CookieReading["kind"], string>;

/** What a cookie's value says, and whether the app's own key made it. */
export function CookieReadingView({ reading }: { readonly reading: CookieReading }) {
  const { kind, content, genuine, note, signedAt, expires } = reading;
  return (
    <div class="cookie-reading" role="group" aria-label={KINDS[kind]}>
      <p>
        <b>{KINDS[kind]}</b>
        {genuine !== null && (
          <span class="chip" data-genuine={genuine}>
            {genuine ? "Genuine" : "Forged"}
          </span>
        )}
        {signedAt !== null && <span class="dim">signed {timeOf(signedAt)}</span>}
        {expires !== null && <span class="dim">ends {timeOf(expires)}</span>}
      </p>
      <div class="json">
        <JsonTree name={null} value={content} open />
      </div>
      <p class="dim">{note}</p>
    </div>
  );
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
  });
}
