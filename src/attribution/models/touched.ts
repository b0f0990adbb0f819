/** A touch as the simple models see it. `hoursBefore`: before the conversion; null where nobody knows. */
export type Touched = { readonly unit: string; readonly hoursBefore: number | null }

/** Shares of a conversion for its touches in order, oldest first, adding up to 1. Empty for no touches. */
export type SharesOf = (touches: readonly Touched[]) => readonly number[]
