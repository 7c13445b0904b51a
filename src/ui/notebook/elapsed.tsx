import { useEffect, useState } from "preact/hooks";

/** The time since a moment of `performance.now()`, kept up to date. */
export function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, now - since) / 1000;
  return <span aria-hidden="true">{seconds.toFixed(1)} s</span>;
}
