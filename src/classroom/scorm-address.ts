/**
 * Why learners of a system could not reach lessons at this address, in a sentence for the teacher;
 * null where they can, as far as the address tells.
 */
export function scormAddressProblem(address: string): string | null {
  const { protocol, hostname } = new URL(address);
  if (/^(localhost|127\.|\[::1\]|0\.0\.0\.0)/u.test(hostname)) {
    return "This site runs on your own computer, where your learners cannot reach it. Open it at its public address, and make the package there.";
  }
  if (protocol !== "https:") {
    return "This site is not reached with https, and a course system that is will not show it. Open it with https, and make the package there.";
  }
  return null;
}
