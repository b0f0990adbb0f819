import { Problem } from '../http/problem.ts'
import { parseBody } from '../http/validate.ts'
import { acrossDraft, createAcross } from '../links/across.ts'
import { channelIds } from '../links/channel.ts'
import { withScheme } from '../links/destination.ts'
import { tellOf } from '../links/import/outcome.ts'
import { showNamed } from '../links/link.ts'
import { findLastCampaign } from '../links/last-campaign-store.ts'
import { readLinkView } from '../links/link-view-store.ts'
import type { Warning } from '../links/warning.ts'
import type { Shop } from '../shops/shop.ts'
import type { Database } from '../storage/database.ts'
import { readChannel } from './channel.ts'
import { command, tell, UsageError } from './command.ts'
import { chooseShop, withDatabase } from './database.ts'
import { createRuntime } from './runtime.ts'

export const makeLink = command({
  name: 'link',
  usage:
    'URL --channel CHANNEL [--campaign NAME] [--title TEXT] [--slug SLUG] [--placement PLACE] [--shop ID] [--json]',
  about: `Makes a link and prints its short address; warnings go to standard error. Without --campaign the shop's last one. Channels: ${channelIds.join(' ')}`,
  example: 'link https://shop.example/product --channel instagram --campaign "Black Week"',
  operands: ['URL'],
  options: {
    channel: { type: 'string' },
    campaign: { type: 'string' },
    title: { type: 'string' },
    slug: { type: 'string' },
    placement: { type: 'string' },
    shop: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ channel, campaign, title, slug, placement, shop: shopId, json }, [url = '']) {
    if (channel === undefined) throw new UsageError(`--channel is missing. Channels: ${channelIds.join(' ')}`)
    const on = readChannel(channel)
    await withDatabase(async (database) => {
      const shop = await chooseShop(database, shopId)
      const name = campaign ?? (await lastCampaign(database, shop))
      const destination = withScheme(url)
      const draft = { destination, campaign: name, title, channels: [{ channel: on, slug, placement }] }
      const shown = await inOptions(() => make(database, shop, draft))
      if (destination !== url.trim()) process.stderr.write(`URL: It has no https://: it is taken as ${destination}\n`)
      process.stderr.write(shown.warnings.map(showWarning).join(''))
      tell(json, shown, shown.shortUrl)
    })
  },
})

async function lastCampaign(database: Database, shop: Shop): Promise<string> {
  const last = await findLastCampaign(database, shop.id)
  if (last === undefined)
    throw new UsageError(`--campaign is missing: ${shop.name} has no link yet whose campaign could be taken`)
  return last.key
}

/** As the builder makes it: named by the shop's rules and templates. */
async function make(database: Database, shop: Shop, draft: unknown) {
  const runtime = await createRuntime(database)
  const [made] = await createAcross(runtime, shop, parseBody(acrossDraft, draft))
  if (!made) throw new Error('nothing was made')
  return showNamed(made, await readLinkView(runtime, shop))
}

/** What the API would refuse, told of the options of the command line. */
async function inOptions<Made>(making: () => Promise<Made>): Promise<Made> {
  try {
    return await making()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const lines = error.errors.map(({ pointer, detail }) => tellOf(optionOf(pointer), detail))
    throw new UsageError(lines.length === 0 ? error.detail : lines.join('\n'))
  }
}

function optionOf(pointer: string): string {
  return pointer === '/destination' ? 'URL' : pointer.replace(/^\/(?:channels\/0\/)?/, '--')
}

function showWarning({ field, message, suggestion }: Warning): string {
  return `${field}: ${message}${suggestion ? ` Instead: ${suggestion}` : ''}\n`
}
