import { Hono } from 'hono'
import * as z from 'zod'
import { guard, type Guarded } from '../access/guard.ts'
import { query } from '../http/validate.ts'
import type { Runtime } from '../runtime.ts'
import { channels } from './channel.ts'
import { ga4Channel } from './ga4-channel.ts'
import { categoryOf, type Ga4Grouping } from './ga4-grouping.ts'
import { ga4Categories } from './ga4-rules.ts'
import { readGrouping } from './ga4-store.ts'

/** What Google Analytics groups visits by, and a prediction for any three words. */
export function ga4Routes(runtime: Runtime) {
  const { database } = runtime
  return new Hono<Guarded>()
    .get('/ga4', guard(runtime, 'links:read'), async (c) => c.json(showGrouping(await readGrouping(database)), 200))
    .get('/ga4/channel', guard(runtime, 'links:read'), query(taggedQuery), async (c) => {
      const tagged = c.req.valid('query')
      const grouping = await readGrouping(database)
      return c.json(
        { ...ga4Channel(tagged, grouping), sourceCategory: categoryOf(tagged.source, grouping) ?? null },
        200,
      )
    })
}

const word = z.string().trim().max(256, 'must have 256 characters at most').default('')
const taggedQuery = z.strictObject({ source: word, medium: word, campaign: word })

function showGrouping(grouping: Ga4Grouping) {
  const { asOf, origin, rules, sources } = grouping
  return {
    ...{ asOf, origin },
    sources: Object.fromEntries(ga4Categories.map((category) => [category, sources[category].size])),
    rules: rules.map(({ channel, why, example }, index) => ({ rule: index + 1, channel, why, example })),
    channels: channels.map(({ id, name, source, medium }) => {
      const { channel, rule } = ga4Channel({ source, medium, campaign: '' }, grouping)
      return { id, name, source, medium, ga4Channel: channel, rule }
    }),
  }
}
