const NETWORK =
  /NewConnectionError|Failed to establish a new connection|Name or service not known|getaddrinfo failed|nodename nor servname|Temporary failure in name resolution|ConnectTimeoutError|ReadTimeoutError|ProxyError|Network is unreachable|ConnectionResetError|ConnectionRefusedError|RemoteDisconnected/;

/** Turns what pip wrote when it failed into one sentence that says what to do. Pure. */
export function describePipFailure(output: string): string {
  if (/No space left on device|Errno 28|not enough space on the disk/i.test(output)) {
    return "The disk is full: free some space, then run the command again.";
  }
  if (/DO NOT MATCH THE HASHES/i.test(output)) {
    const file = /^\s*([\w.-]+==[\w.+!-]+|\S+) from /m.exec(output)?.[1];
    return (
      `A downloaded Python package${file === undefined ? "" : ` (${file})`} has a wrong hash and ` +
      "was thrown away: try again, and if it stays so, ask where your package index gets its files."
    );
  }
  if (/CERTIFICATE_VERIFY_FAILED|SSLError/.test(output)) {
    return "pip does not trust the certificate of the package index: set pip's `cert` option to your network's own.";
  }
  if (NETWORK.test(output)) {
    return "No network: pip could not reach the Python package index. Connect, then run the command again.";
  }
  const missing = /No matching distribution found for (\S+)/.exec(output)?.[1];
  if (missing !== undefined) {
    return `The Python package index that pip is set to use has no ${missing}.`;
  }
  const last = output
    .split("\n")
    .filter((line) => line.startsWith("ERROR: "))
    .at(-1);
  return `pip failed: ${last?.slice("ERROR: ".length).trim() ?? "it did not say why"}`;
}
