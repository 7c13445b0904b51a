/**
 * Lets the document ask that origin alone from now on: policies add up. The result tells whether a
 * request was stopped by it since, which happens where the origin sends on to another one; it
 * waits for the browser to say so, which it does after the request has failed.
 */
export function allowOnly(origin: string, page: Document): () => Promise<boolean> {
  let stopped = false;
  page.addEventListener("securitypolicyviolation", () => {
    stopped = true;
  });
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `connect-src ${origin}`;
  page.head.append(policy);
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, REPORT_TIME));
    return stopped;
  };
}

/** Milliseconds in which a browser reports what its policy has stopped. */
const REPORT_TIME = 100;
