import { Problem } from '../http/problem.ts'

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
export function createSignInLimit(): SignInLimit {
  const byAccount = createAttempts({ most: 10, windowMs: 600_000 })
  const byAddress = createAttempts({ most: 20, windowMs: 60_000 })
  const accountKey = ({ address, email }: SignIn) => `${networkOf(address)} ${email.toLowerCase()}`
  return {
    take: (signIn, now) => byAddress.take(networkOf(signIn.address), now) || byAccount.take(accountKey(signIn), now),
    succeed: (signIn) => byAccount.forget(accountKey(signIn)),
  }
}

/** @throws Problem 429 when there are seconds to wait */
export function refuseTooMany(seconds: number): void {
  if (seconds <= 0) return
  throw new Problem(429, 'Too many requests', `Too many tries. Wait ${seconds} seconds and try again.`, {
    headers: { 'retry-after': String(seconds) },
  })
}

export type SignInLimit = {
  /** Seconds to wait, 0 for none. `now`: UTC milliseconds. */
  take(signIn: SignIn, now: number): number
  /** The password was right: earlier tries were slips. */
  succeed(signIn: SignIn): void
}

type SignIn = { readonly address: string; readonly email: string }

/** An IPv6 address's first 64 bits: a household has all that lie below. An IPv4 address as it is. */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '')
  if (!bare.includes(':') || bare.includes('.')) return bare
  const [head = '', tail] = bare.toLowerCase().split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const between = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...between, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}
