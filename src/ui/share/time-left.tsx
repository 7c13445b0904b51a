import { useEffect, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { useServices } from "../services.ts";
import { nextTick, timeLeft, timeWords } from "./time-words.ts";

/** A second sentence, for whoever was writing at that moment. */
const UP = "Time is up. Your work is kept as it is, and nothing was closed.";

/** The clock of an assignment: it began when the reader agreed, and only tells the time. */
export function TimeLeft({ agreed, limit }: { readonly agreed: string; readonly limit: number }) {
  const { announcement, toasts } = useServices();
  const [left, setLeft] = useState(() => timeLeft(agreed, limit, Date.now()));
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => {
      const now = timeLeft(agreed, limit, Date.now());
      setLeft(now);
      if (now > 0) return;
      announcement.value = UP;
      toasts.show("info", UP);
    }, nextTick(left));
    return () => clearTimeout(timer);
  }, [left, agreed, limit]);
  return (
    <span
      class="time-left"
      role="timer"
      aria-label="Time left"
      data-up={left <= 0 ? "" : undefined}
    >
      <Icon name="clock" />
      {timeWords(left)}
    </span>
  );
}
