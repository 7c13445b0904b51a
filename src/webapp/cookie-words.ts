import type { JarCookie } from "../shared/http.ts";

/** When a cookie ends, in words for a glance: "session", "in 3 hours", "in 12 days". */
export function expiryWords(expires: number | null, now: number): string {
  if (expires === null) return "until the browser closes";
  const seconds = Math.round(expires - now / 1000);
  if (seconds <= 0) return "over";
  for (const [unit, size] of UNITS) {
    const count = Math.round(seconds / size);
    if (seconds >= size) return `in ${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "now";
}

const UNITS = [
  ["year", 31_536_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A new cookie as the form begins with it: on the app's host, for the session. */
export function newCookie(host: string): JarCookie {
  return {
    name: "",
    value: "",
    domain: host,
    path: "/",
    hostOnly: true,
    expires: null,
    secure: false,
    httpOnly: false,
    sameSite: "lax",
  };
}

/** Why a cookie cannot be kept (RFC 6265, 4.1.1), in a sentence; null where it can. */
export function cookieProblem({ name, value, path, sameSite, secure }: JarCookie): string | null {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
    return "A cookie's name has letters, digits and signs, but no blanks, = or ;.";
  }
  if (!/^[\x21-\x3a\x3c-\x7e ]*$/.test(value)) {
    return "A cookie's value has ASCII characters only, and no semicolon.";
  }
  if (!/^\/[^;]*$/.test(path)) return "A cookie's path begins with a slash.";
  if (sameSite === "none" && !secure) return "SameSite=None needs Secure.";
  return null;
}

/** Seconds since 1970 as a `datetime-local` field has it, in local time; "" for null. */
export function toLocalTime(expires: number | null): string {
  if (expires === null) return "";
  const date = new Date(expires * 1000);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return Number.isNaN(local.getTime()) ? "" : local.toISOString().slice(0, 16);
}

/** The inverse of {@link toLocalTime}. */
export function fromLocalTime(text: string): number | null {
  const time = new Date(text).getTime();
  return text === "" || Number.isNaN(time) ? null : time / 1000;
}
