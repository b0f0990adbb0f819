import { hashPassword } from '../access/password.ts'
import { createOwner } from '../access/store.ts'
import { createFlow } from '../flow.ts'
import type { Runtime } from '../runtime.ts'
import { dayMs } from '../shops/calendar.ts'
import type { Shop } from '../shops/shop.ts'
import { ensureFirstShop, updateShop } from '../shops/store.ts'
import { planHalfYear, type Size } from './plan.ts'
import { type EmbeddedRuntime, play } from './play.ts'
import { timeZone } from './rhythm.ts'

/** Who may sign in to a filled demo. Nothing but made-up numbers lies behind this password. */
export const demoOwner = {
  name: 'Ingrid Fjell',
  email: 'demo@tilltrail.example',
  password: 'from-post-to-till',
} as const

export type Filling = {
  readonly seed: number
  /** UTC milliseconds: where the half year ends. */
  readonly now: number
  /** The demo shop's address, with a slash at the end. */
  readonly shopUrl: string
  readonly size?: Size
  /** Called often, with the share that is done (0–1). */
  readonly onProgress?: (share: number) => void
}

/** Newest short link, for people who want to try one. */
export type Filled = { readonly newestSlug: string }

/**
 * Fills an empty, migrated database with half a year of a small coffee shop: owner, campaigns, posts, clicks, orders and
 * goals, all through the code that real ones go through, at times of the past.
 */
export async function fillDemo(parts: FillingRuntime, filling: Filling): Promise<Filled> {
  const { seed, now, shopUrl, size = 'full', onProgress = () => {} } = filling
  const runtimeAt = travelInTime(parts)
  const shop = await openShop(runtimeAt(now - 185 * dayMs), shopUrl)
  const plan = planHalfYear({ seed, now, size })
  await play(plan, { shop, shopUrl, runtimeAt, onProgress })
  return { newestSlug: plan.posts.at(-1)?.slug ?? '' }
}

type FillingRuntime = Pick<EmbeddedRuntime, 'database' | 'publicUrl' | 'clickParam' | 'deriveKey' | 'log'>

async function openShop({ database, deriveKey, now }: Runtime, shopUrl: string): Promise<Shop> {
  const { name, email, password } = demoOwner
  const passwordHash = await hashPassword(password, deriveKey)
  await ensureFirstShop(database, now())
  if (!(await createOwner(database, { name, email, passwordHash }, now())))
    throw new Error('the demo fills empty databases only: this one has an owner')
  const hosts = [new URL(shopUrl).host]
  return updateShop(database, 'shop-1', {
    name: 'Fjellkaffe',
    currency: 'NOK',
    timeZone,
    hosts,
    grossMarginPercent: 55,
  })
}

/** A runtime for each instant. Salts live in memory, one a day: the demo's visitors are nobody. */
function travelInTime(parts: FillingRuntime): (at: number) => EmbeddedRuntime {
  const salts = new Map<string, Uint32Array>()
  function saltOf(shop: number, day: number): Uint32Array {
    const key = `${shop} ${day}`
    const salt = salts.get(key) ?? crypto.getRandomValues(new Uint32Array(4))
    salts.set(key, salt)
    return salt
  }
  return (at) => {
    const runtime = {
      ...parts,
      adminApiKey: undefined,
      now: () => at,
      addressOf: () => '',
      countryOf: () => '',
      saltOf,
      asset: async () => undefined,
    } satisfies Omit<Runtime, 'emit'>
    return { ...runtime, emit: createFlow(runtime) }
  }
}
