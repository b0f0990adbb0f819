import type Sqlite from 'better-sqlite3'
import { packVerdict, packVisit } from '../src/clicks/click.ts'
import { channels } from '../src/links/channel.ts'
import { dayMs } from '../src/shops/calendar.ts'
import { createDraw, type Draw } from './draw.ts'

export type Filling = {
  readonly clicks: number
  readonly links: number
  /** The last of the `days` days, UTC days since 1970. */
  readonly lastDay: number
  readonly days: number
}

/**
 * Fills shop-1 of a migrated database with links (two to a post, 200 campaigns) and clicks in the order of their time,
 * spread over the links by Zipf's law, packed as the recorder packs them. The same numbers make the same rows.
 */
export function fill(connection: Sqlite.Database, filling: Filling): void {
  connection.transaction(() => fillLinks(connection, filling.links))()
  fillClicks(connection, filling)
}

/** Adds clicks alone, to a database that was filled. */
export function fillClicks(connection: Sqlite.Database, filling: Filling): void {
  const perBatch = 100_000
  const draw = createDraw(7)
  for (let done = 0; done < filling.clicks; done += perBatch)
    connection.transaction(() => fillBatch(connection, filling, { draw, done, until: done + perBatch }))()
}

function fillLinks(connection: Sqlite.Database, links: number): void {
  const insertCampaign = connection.prepare(
    `insert into campaigns (id, shop_id, name, key, created_at) values (?, 'shop-1', ?, ?, 0)`,
  )
  for (let one = 0; one < campaigns; one++)
    insertCampaign.run(nameOf('campaign', one), `Campaign ${one}`, `campaign ${one}`)
  const insertPost = connection.prepare(
    `insert into posts (id, shop_id, campaign_id, channel, title, created_at) values (?, 'shop-1', ?, ?, ?, 0)`,
  )
  for (let one = 0; one < Math.ceil(links / 2); one++) {
    const campaign = one % 10 === 9 ? null : nameOf('campaign', one % campaigns)
    insertPost.run(nameOf('post', one), campaign, channels[one % channels.length]?.id, `A post about thing ${one}`)
  }
  const insertLink = connection.prepare(
    `insert into links (id, shop_id, post_id, slug, destination, utm_source, utm_medium, utm_campaign, utm_content,
      created_at, updated_at) values (?, 'shop-1', ?, ?, 'https://shop.example/things/one?colour=blue', 'facebook', 'social', 'c', ?, 0, 0)`,
  )
  const insertSlug = connection.prepare(`insert into slugs (domain, slug, link_id) values ('', ?, ?)`)
  for (let one = 0; one < links; one++) {
    const content = one % 3 === 0 ? null : `content-${one % 300}`
    insertLink.run(nameOf('link', one), nameOf('post', one >> 1), `s${one}`, content)
    insertSlug.run(`s${one}`, nameOf('link', one))
  }
}

const campaigns = 200

/** As long as the ids that nanoid makes. */
function nameOf(thing: string, number: number): string {
  return `${thing}-${String(number).padStart(16, '0')}`
}

type Batch = { readonly draw: Draw; readonly done: number; readonly until: number }

function fillBatch(connection: Sqlite.Database, filling: Filling, { draw, done, until }: Batch): void {
  const rowsAtOnce = 100
  const insert = connection.prepare(
    `insert into clicks (at, link, day, verdict, visit, referrer, visitor, random) values ${Array.from(
      { length: rowsAtOnce },
      () => '(?, ?, ?, ?, ?, ?, ?, ?)',
    ).join(', ')}`,
  )
  const values: (number | null)[] = []
  const start = (filling.lastDay - filling.days + 1) * dayMs
  for (let click = done; click < Math.min(until, filling.clicks); click++) {
    pushClick(values, draw, {
      links: filling.links,
      at: start + Math.floor((click / filling.clicks) * filling.days * dayMs),
    })
    if (values.length < rowsAtOnce * 8) continue
    insert.run(...values)
    values.length = 0
  }
}

function pushClick(values: (number | null)[], draw: Draw, { links, at }: { links: number; at: number }): void {
  const kind = draw()
  // The rank of Zipf's law with exponent 1, by its continuous form; ranks are spread over the links' numbers.
  const rank = Math.floor((links + 1) ** draw())
  const link = 1 + ((rank * 7919) % links)
  const isPerson = kind < 0.86
  values.push(
    at,
    link,
    Math.floor(at / dayMs),
    isPerson ? (personVerdicts[Math.floor(draw() * 8)] ?? 0) : (machineVerdicts[Math.floor(draw() * 3)] ?? 0),
    visits[Math.floor(draw() ** 2 * visits.length)] ?? 0,
    Math.floor(draw() ** 3 * 70),
    isPerson ? Math.floor(draw() * 2 ** 48) : null,
    isPerson ? Math.floor(draw() * 2 ** 40) : null,
  )
}

const personVerdicts = [31, 31, 31, 31, 15, 1, 3, 0].map((firsts) =>
  packVerdict({ class: firsts === 0 ? 'repeat' : 'human', reason: 'person', rules: 1, firsts }),
)
const machineVerdicts = [
  packVerdict({ class: 'bot', reason: 'bot-agent', rules: 1, firsts: 0 }),
  packVerdict({ class: 'preview', reason: 'preview-agent', rules: 1, firsts: 0 }),
  packVerdict({ class: 'internal', reason: 'own-people', rules: 1, firsts: 0 }),
]

const countries = ['NO', 'SE', 'DK', 'FI', 'GB', 'DE', 'NL', 'US', 'PL', 'ES', 'FR', 'IT', 'LT', 'IS', 'CH', 'AT', '']
const visits = countries.flatMap((country) =>
  (['mobile', 'mobile', 'mobile', 'desktop', 'tablet'] as const).map((device) =>
    packVisit({ device, app: 'instagram', browser: 'safari', os: 'ios', country, hasGpc: false, isScan: false }),
  ),
)
