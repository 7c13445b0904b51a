/**
 * An id that no other has: 32 hexadecimal digits. `crypto.randomUUID` is not there on pages that
 * came without HTTPS.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
