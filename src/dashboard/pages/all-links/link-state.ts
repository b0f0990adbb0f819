export type LinkState = 'active' | 'expired' | 'archived'

type Ending = {
  readonly archivedAt: string | null
  readonly expiresAt: string | null
  readonly maxClicks: number | null
  readonly usedClicks: number
}

/** Whether a link leads on now: as the server's list tells them apart. */
export function stateOf({ archivedAt, expiresAt, maxClicks, usedClicks }: Ending, now = Date.now()): LinkState {
  if (archivedAt !== null) return 'archived'
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now
  return isOver || (maxClicks !== null && usedClicks >= maxClicks) ? 'expired' : 'active'
}
