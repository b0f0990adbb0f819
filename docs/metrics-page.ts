import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Level, type Metric, metrics } from '../src/platforms/catalog.ts'
import { levels } from '../src/platforms/levels.ts'

/** The text of docs/metrics.md, from the very catalog that goals are set on: a test compares them. `npx node docs/metrics-page.ts` writes it. */
export function renderMetricsPage(): string {
  return `${head}\n${levels.map(({ level }) => sectionOf(level)).join('\n')}\n${tail}`
}

const head = `# Metrics

Every number that Tilltrail knows, on its level. The nearer the sale, the more a number says: main goals belong on levels 4 and 5,
which are measured off the platforms; a goal on levels 1 to 3 is a milestone on the way to one. The dashboard has the same list at
\`/app/metrics\`, with what your shop can measure today; the API at \`GET /api/v1/catalog\`.

| level | means | doesn't say | as a goal |
|---|---|---|---|
${levels.map(({ level, name, means, doesNotSay, verdict }) => `| ${level} ${name} | ${means} | ${doesNotSay} | ${verdict} |`).join('\n')}

Three things are easily mixed up. A *stock* is how many there are (followers): two days are never added up. A *running total* is a post's
count so far (likes): what counts is its growth between two readings. A *flow* is what came in a period (orders): only flows add up.
`

function sectionOf(level: Level): string {
  const meaning = levels.find((one) => one.level === level)
  const onLevel = metrics.filter((metric) => metric.level === level)
  return `## Level ${level}: ${meaning?.name.toLowerCase()}

| metric | says | doesn't say | formula | trap |
|---|---|---|---|---|
${onLevel.map(rowOf).join('\n')}

What helps:

${onLevel.flatMap(helpOf).join('\n')}
`
}

function rowOf({ id, name, unit, kind, direction, source, says, doesNotSay, formula, trap }: Metric): string {
  const facts = [unit, kind, direction === 'down' ? 'less is better' : '', `from ${sourceWords[source]}`].filter(
    Boolean,
  )
  return `| **${name}** \`${id}\` (${facts.join(', ')}) | ${says} | ${doesNotSay} | ${formula} | ${trap} |`
}

function helpOf({ name, improve }: Metric): string[] {
  return improve === null ? [] : [`- **${name}:** ${improve}`]
}

const sourceWords: Readonly<Record<Metric['source'], string>> = {
  platform: 'the platform or by hand',
  clicks: 'the clicks',
  conversions: 'the shop',
  snippet: 'the snippet',
}

const tail = `## Numbers of your own

LINE friends, table bookings, reviews: what only you can count. Under Metrics → New metric, or \`POST /api/v1/own-metrics\`:

\`\`\`json
{ "name": "Table bookings", "unit": "count", "objective": "leads-and-sales", "direction": "up", "kind": "flow",
  "level": { "buys": false, "acts": true, "responds": "responded" } }
\`\`\`

Its level is found by three questions, from the sale downwards:

| question | yes means |
|---|---|
| Has whoever is counted bought? | level 5 |
| Has she done something that may lead to a sale, and that you can answer: asked, booked, visited, left an address? | level 4 |
| Has she responded? Else: has she taken it in? | level 3, level 2; else level 1 |

Its readings are written down beside the platforms' numbers, or sent in with \`POST /api/v1/values\` under its id (\`met_…\`).
`

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'metrics.md'), renderMetricsPage())
