import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { channels } from '../src/links/channel.ts'
import { ga4Channel } from '../src/links/ga4-channel.ts'
import { builtInGrouping } from '../src/links/ga4-grouping.ts'
import { ga4Categories, ga4Rules, rulesAsOf } from '../src/links/ga4-rules.ts'
import { sourcesAsOf } from '../src/links/ga4-sources.ts'

/** The text of docs/ga4.md, from the very rules and lists that predict: a test compares them. `npx node docs/ga4-page.ts` writes it. */
export function renderGa4Page(): string {
  const [rules, landings] = [ga4Rules.map(rowOfRule), channels.map(rowOfChannel)]
  return `${head}\n${rules.join('\n')}\n${middle}\n${landings.join('\n')}\n${traps()}\n${tail()}`
}

const head = `# Where Google Analytics 4 puts the visits

Google Analytics sorts each visit into a channel by its source, medium and campaign. Tilltrail foretells it for every link:
\`ga4Channel\` and \`ga4Rule\` of the API's answer, and the line under the address in the builder. Any three words can be tried in
the dashboard at \`/app/help/ga4\`.

## The rules

The first that fits wins; letter case doesn't matter. As of ${rulesAsOf} (Google Analytics help 9756891).

| # | channel | fits when | for example (source / medium, campaign) |
|---|---|---|---|`

function rowOfRule({ channel, why, example }: (typeof ga4Rules)[number], index: number): string {
  return `| ${index + 1} | ${channel} | ${why} | \`${example.source} / ${example.medium}\`, \`${example.campaign}\` |`
}

const middle = `| – | Unassigned | nothing fits | \`threads / organic_social\`, \`spring\` |

"On its list" means Google's list of some 800 search, shopping, social and video sources.

## Where our channels land

With the source and medium that a link gets when nothing else is said:

| channel | source / medium | in Google Analytics | rule |
|---|---|---|---|`

function rowOfChannel({ name, source, medium }: (typeof channels)[number]): string {
  const { channel, rule } = ga4Channel({ source, medium, campaign: 'spring' })
  return `| ${name} | \`${source} / ${medium}\` | ${channel} | ${rule ?? '–'} |`
}

const surprises = [
  [
    'threads',
    'organic_social',
    'spring',
    'Threads, Bluesky, Mastodon, X, Discord and Telegram are not on the list: only `social` saves them',
  ],
  ['youtube', 'description', 'spring', 'YouTube is a video source; `youtube / social` is Organic Social'],
  [
    'instagram',
    'social',
    'summer-shop',
    '`shop` at the start of a word, or after an e, and `shopping` move a campaign; `webshop` and `workshop` do not',
  ],
  ['crm', 'scpecial', 'spring', 'every medium with `cp` in it is paid'],
  [
    'partner',
    'affiliates',
    'spring',
    'the plural is unknown, as are `newsletter`, `influencer`, `bio`, `qr` and `print`',
  ],
  ['facebook', 'email', 'spring', 'the list of sources is asked before the medium'],
  ['threads', 'paid-social', 'spring', 'paid posts are Paid Social only when the source is on the list'],
] as const

function traps(): string {
  const rows = surprises.map(([source, medium, campaign, why]) => {
    const { channel } = ga4Channel({ source, medium, campaign })
    return `| \`${source} / ${medium}\`, \`${campaign}\` | ${channel} | ${why} |`
  })
  return `
## What surprises

| source / medium, campaign | lands in | why |
|---|---|---|
${rows.join('\n')}

The builder warns of these: [lint.md](lint.md).`
}

function tail(): string {
  const counts = ga4Categories.map((category) => `${builtInGrouping.sources[category].size} ${category}`).join(', ')
  return `
## A newer list

The built-in list of sources is a selection, as of ${sourcesAsOf}: ${counts}. Google changes its list now and then. Load a newer one
from a CSV file with the columns \`source\` and \`category\`, the way Google's table has them (\`SOURCE_CATEGORY_SOCIAL\` or \`social\`):

\`\`\`
npm run -s tilltrail -- ga4 load ga4-sources.csv --as-of 2026-10-01
npm run -s tilltrail -- ga4 show
npm run -s tilltrail -- ga4 reset
\`\`\`

A JSON file may hold the rules too: \`{"asOf": "2026-10-01", "sources": [{"source": "threads", "category": "social"}], "rules": […]}\`,
each rule as in \`src/links/ga4-rules.ts\`. Every line is checked before anything changes. Predictions follow from the next request on, and
tell the list's day and file in \`ga4Rule\`. On Workers, \`ga4 load FILE --sql\` prints the statements for \`wrangler d1 execute\`.
`
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'ga4.md'), renderGa4Page())
