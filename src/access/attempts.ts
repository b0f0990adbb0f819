/** How often something may be tried: a sliding window per key, in this process's memory, bounded in keys. */
export type Attempts = {
  /** Seconds to wait before the next try, 0 when it may be tried now (and is counted). */
  take(key: string, now: number): number
  /** Takes the tries of a key back: it was the right one. */
  forget(key: string): void
}

export function createAttempts({
  most,
  windowMs,
  mostKeys = 10_000,
}: {
  most: number
  windowMs: number
  mostKeys?: number
}): Attempts {
  const tries = new Map<string, number[]>()
  return {
    take(key, now) {
      const recent = (tries.get(key) ?? []).filter((at) => at > now - windowMs)
      const [oldest] = recent
      if (recent.length >= most && oldest !== undefined) return Math.ceil((oldest + windowMs - now) / 1000)
      tries.delete(key)
      tries.set(key, [...recent, now])
      if (tries.size > mostKeys) tries.delete(tries.keys().next().value ?? key)
      return 0
    },
    forget: (key) => void tries.delete(key),
  }
}

/**
 * How often one may sign in, before the password is even looked at: 10 tries in 10 minutes for an account, 20 a minute
 * in all, both from one address. By account alone, guessing anywhere would lock the owner out everywhere.
 */
export function createSignInLimit() {
  const byAccount = createAttempts({ most: 10, windowMs: 600_000 })
  const byAddress = createAttempts({ most: 20, windowMs: 60_000 })
  const accountKey = ({ address, email }: SignIn) => `${address} ${email.toLowerCase()}`
  return {
    /** Seconds to wait, 0 for none. `now`: UTC milliseconds. */
    take(signIn: SignIn, now: number): number {
      return byAddress.take(signIn.address, now) || byAccount.take(accountKey(signIn), now)
    },
    /** The password was right: earlier tries were slips. */
    succeed(signIn: SignIn): void {
      byAccount.forget(accountKey(signIn))
    },
  }
}

type SignIn = { readonly address: string; readonly email: string }
