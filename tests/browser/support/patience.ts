/** Milliseconds that a state may take to come, on a machine with much else to do. */
export const PATIENCE = 60_000;
