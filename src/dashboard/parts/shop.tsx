import { useLocalStorage } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { localDay, showDay } from '../../shops/calendar.ts'
import { sessionQuery } from '../queries/session.ts'
import { type Shop, shopsQuery } from '../queries/shops.ts'

type Chosen = {
  readonly shop: Shop
  readonly shops: readonly Shop[]
  choose(id: string): void
}

const context = createContext<Chosen | null>(null)

/** The shop that the dashboard is about: the one chosen last, else the first. */
export function ShopProvider({ children, none }: { readonly children: ReactNode; readonly none: ReactNode }) {
  const { data } = useSuspenseQuery(shopsQuery)
  const [id, choose] = useLocalStorage({ key: 'tilltrail-shop', defaultValue: '', getInitialValueInEffect: false })
  const shops = data.items
  const shop = shops.find((one) => one.id === id) ?? shops[0]
  const chosen = useMemo(() => (shop ? { shop, shops, choose } : null), [shop, shops, choose])
  return chosen ? <context.Provider value={chosen}>{children}</context.Provider> : none
}

export function useShops(): Chosen {
  const chosen = useContext(context)
  if (!chosen) throw new Error('useShops outside ShopProvider')
  return chosen
}

export function useShop(): Shop {
  return useShops().shop
}

/** Today on the shop's calendar, `2026-11-22`, and the days before it. */
export function useShopDay(): (daysAgo: number) => string {
  const { timeZone } = useShop()
  return (daysAgo) => showDay(localDay(Date.now(), timeZone) - daysAgo)
}

export function useSession() {
  return useSuspenseQuery(sessionQuery).data
}
