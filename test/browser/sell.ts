import * as z from 'zod'
import type { Dashboard } from './dashboard.ts'

type Post = { readonly channel: string; readonly campaign: string; readonly title: string }

/** A post with one click, and orders by that click, each of `value` in kroner. */
export async function sell(
  { call, visit }: Pick<Dashboard, 'call' | 'visit'>,
  post: Post,
  { value, orderIds }: { readonly value: string; readonly orderIds: readonly string[] },
): Promise<void> {
  const link = made.parse(await call('POST', '/links', { destination: 'https://shop.example/coffee', ...post }))
  const { headers } = await visit(`/${link.slug}`)
  const click = new URL(headers.get('location') ?? '').searchParams.get('till')
  for (const orderId of orderIds)
    await call('POST', '/conversions', { event: 'purchase', orderId, value, currency: 'NOK', click })
}

const made = z.looseObject({ slug: z.string() })
