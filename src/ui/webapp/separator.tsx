import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useRef } from "preact/hooks";

/** How far an arrow key moves it, in CSS pixels. */
const STEP = 16;

/**
 * An edge that can be dragged: of the part to its right, or of the part below it. It moves with the
 * pointer and with the arrow keys; Home, End and a double click work as elsewhere.
 */
export function Separator({
  name,
  orientation,
  value,
  min,
  max,
  onMove,
  onDone,
  onReset,
}: {
  readonly name: string;
  /** "vertical" is the edge of what is to its right, "horizontal" of what is below. */
  readonly orientation: "vertical" | "horizontal";
  /** Size of that part, in CSS pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Called while it moves. */
  readonly onMove: (value: number) => void;
  /** Called with the size at which it came to rest. */
  readonly onDone: (value: number) => void;
  readonly onReset: () => void;
}) {
  const from = useRef<{ readonly at: number; readonly value: number } | null>(null);
  const within = (size: number) => Math.round(Math.min(max, Math.max(min, size)));
  const placeOf = (event: TargetedPointerEvent<HTMLElement>) =>
    orientation === "vertical" ? event.clientX : event.clientY;
  const sizeAt = (event: TargetedPointerEvent<HTMLElement>) =>
    from.current === null ? value : within(from.current.value + from.current.at - placeOf(event));
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const grow = orientation === "vertical" ? "ArrowLeft" : "ArrowUp";
    const shrink = orientation === "vertical" ? "ArrowRight" : "ArrowDown";
    const size = { [grow]: value + STEP, [shrink]: value - STEP, Home: min, End: max }[event.key];
    if (size === undefined) return;
    event.preventDefault();
    onDone(within(size));
  };
  return (
    <div
      class="separator"
      role="separator"
      tabIndex={0}
      aria-label={name}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onDblClick={onReset}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // The pointer stays with the edge even over the frame of the preview.
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: placeOf(event), value };
      }}
      onPointerMove={(event) => {
        if (from.current !== null) onMove(sizeAt(event));
      }}
      onPointerUp={(event) => {
        if (from.current === null) return;
        const moved = placeOf(event) !== from.current.at;
        const size = sizeAt(event);
        from.current = null;
        if (moved) onDone(size);
      }}
      onPointerCancel={() => {
        from.current = null;
        onDone(value);
      }}
    />
  );
}
