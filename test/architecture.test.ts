import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The architecture: each imports only from the left, or from its own folder. */
const order = [
  'foundation',
  'statistics',
  'storage',
  'http',
  'access',
  'shops',
  'links',
  'bio',
  'clicks',
  'visits',
  'conversions',
  'attribution',
  'survey',
  'experiments',
  'privacy',
  'platforms',
  'reports',
  'goals',
  'views',
  'leader',
  'operations',
  'flow',
  'app',
  'entries',
]

/** What every area may lean on. It knows no area but the storage port, whose type it hands out. */
const foundation = ['runtime.ts', 'config.ts', 'log.ts']
const entries = ['node.ts', 'worker.ts', 'cli.ts', 'edge.ts', 'tasks.ts']
/** Built for browsers, apart from the server. */
const apart = ['dashboard', 'tracker']

/** May use Node; nothing that runs on Workers imports them. */
const nodeOnly = [
  'storage/sqlite.ts',
  'storage/connection.ts',
  'storage/group-commit.ts',
  'storage/migrate.ts',
  'storage/lock.ts',
  'storage/salt-file.ts',
  'storage/data-folder.ts',
  'storage/examine.ts',
  'storage/read-only.ts',
  'storage/seal.ts',
  'storage/backup.ts',
  'storage/snapshot.ts',
  'storage/drop-file.ts',
  'storage/erasure-file.ts',
  'storage/wipe.ts',
  'clicks/country.ts',
  'clicks/fast-path.ts',
  'leader/smtp.ts',
  'leader/report-files.ts',
  'operations/backup.ts',
  'operations/restore.ts',
  'operations/check.ts',
  'http/client-address.ts',
  'http/static-files.ts',
]
/** Node modules that workerd has too (nodejs_compat), so that worker.ts may import them. */
const nodeOnBoth = ['access/scrypt.ts']

/** SQL outside stores: each is one thing with its one table, told in one page. */
const sqlBesideStores = [
  'clicks/click-id.ts', // the signing keys
]

/** Pure code that the dashboard shares with the server, so that both read UTMs, days and levels alike. */
const sharedWithDashboard = [
  'access/scope.ts',
  'conversions/import/join.ts',
  'conversions/import/moment.ts',
  'conversions/import/outcome.ts',
  'goals/plannable.ts',
  'goals/purpose-words.ts',
  'http/lines.ts',
  'http/punycode.ts',
  'links/across-names.ts',
  'links/bio-link.ts',
  'links/channel.ts',
  'links/destination.ts',
  'links/import/outcome.ts',
  'links/naming.ts',
  'links/qr-contrast.ts',
  'links/shared-url.ts',
  'links/tidy.ts',
  'links/url-text.ts',
  'links/utm.ts',
  'platforms/catalog.ts',
  'platforms/level-questions.ts',
  'reports/filter-text.ts',
  'shops/amount.ts',
  'shops/calendar.ts',
  'shops/grouped.ts',
  'shops/latin-digits.ts',
  'shops/money.ts',
  'statistics/sample-size.ts',
  'survey/place.ts',
  'views/view-period.ts',
]

type Import = { readonly from: string; readonly to: string; readonly isType: boolean }

const src = join(import.meta.dirname, '..', 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))
const imports = files.flatMap(importsOf)
const local = imports.filter(({ to }) => !/^(?:[a-z@]|node:)/.test(to) || texts.has(to))
const server = files.filter((file) => !apart.includes(areaOf(file)))

describe('the architecture', () => {
  it('is read from all files, and sees their imports', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(local).toContainEqual({ from: 'shops/routes.ts', to: 'access/guard.ts', isType: false })
    expect(local).toContainEqual({ from: 'access/guard.ts', to: 'runtime.ts', isType: true })
    expect(imports).toContainEqual({ from: 'node.ts', to: 'node:path', isType: false })
    expect(local.filter(({ to }) => !texts.has(to) && !/\.(?:css|json|d\.ts)$/.test(to))).toEqual([])
  })

  it('has a place for every file', () => {
    expect(server.filter((file) => !order.includes(areaOf(file)))).toEqual([])
  })

  it('imports from the left only', () => {
    const wrong = local.filter(({ from, to }) => {
      if (apart.includes(areaOf(from))) return false
      if (areaOf(from) === 'foundation') return areaOf(to) !== 'foundation' && to !== 'storage/database.ts'
      return order.indexOf(areaOf(to)) > order.indexOf(areaOf(from)) || apart.includes(areaOf(to))
    })
    expect(wrong.map(show)).toEqual([])
  })

  it('has no cycles', () => {
    expect(findCycle()).toEqual([])
  })

  it('keeps Node out of what runs on Workers too', () => {
    const usesNode = imports.filter(({ to }) => /^node:|^better-sqlite3$|^nodemailer$|^@hono\/node-server/.test(to))
    const mayUseNode = (file: string) =>
      [...nodeOnly, ...nodeOnBoth].includes(file) ||
      (areaOf(file) === 'entries' && file !== 'worker.ts') ||
      file === 'tracker/build.ts' ||
      file === 'dashboard/vite.config.ts'
    expect(usesNode.filter(({ from }) => !mayUseNode(from)).map(show)).toEqual([])
    expect(
      [...nodeOnly, ...nodeOnBoth].filter(
        (file) =>
          !usesNode.some(({ from }) => from === file) && !['storage/migrate.ts', 'operations/check.ts'].includes(file),
      ),
    ).toEqual([])
    const users = local.filter(({ to, isType }) => nodeOnly.includes(to) && !isType)
    const wrong = users.filter(
      ({ from }) => !nodeOnly.includes(from) && (areaOf(from) !== 'entries' || from === 'worker.ts'),
    )
    expect(wrong.map(show)).toEqual([])
    const globals = server.filter(
      (file) => !mayUseNode(file) && /\b(?:Buffer|process\.|__dirname|setImmediate)\b/.test(codeOf(file)),
    )
    expect(globals).toEqual([])
  })

  it('has its SQL in stores', () => {
    const sql =
      /['"`]\s*(?:select\s[^'"`]*\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+(?:table|index))\s/i
    const holders = server.filter((file) => sql.test(codeOf(file)))
    const mayHold = (file: string) =>
      /(?:^|[/-])store\.ts$/.test(file) || areaOf(file) === 'storage' || sqlBesideStores.includes(file)
    expect(holders.filter((file) => !mayHold(file))).toEqual([])
    expect(sqlBesideStores.filter((file) => !holders.includes(file))).toEqual([])
    expect(holders.length).toBeGreaterThan(8)
  })

  it('mounts routes in routes files and the app alone', () => {
    const routers = server.filter((file) => /\bnew Hono\b/.test(codeOf(file)))
    expect(routers.filter((file) => !/(?:^|[/-])routes\.ts$|^app\.ts$/.test(file))).toEqual([])
    expect(routers.length).toBeGreaterThan(8)
  })

  it('imports zod as a namespace: a third of the size on the edge', () => {
    const wrong = files.filter((file) => /import\s+(?!(?:type\s+)?\*)[^;\n]*from ['"]zod/.test(codeOf(file)))
    expect(wrong).toEqual([])
  })

  it('has no barrels and no default exports but the Worker’s', () => {
    expect(files.filter((file) => /^export (?:\*|(?:type )?\{[^}]*\}) from/m.test(codeOf(file)))).toEqual([])
    expect(files.filter((file) => /(?:^|\/)index\.tsx?$/.test(file))).toEqual([])
    const defaults = files.filter((file) => /^export default/m.test(codeOf(file)))
    expect(defaults.toSorted()).toEqual(['dashboard/vite.config.ts', 'worker.ts'])
  })

  it('shares with the dashboard what is pure, and the types of the API', () => {
    const foreign = local.filter(({ from, to }) => areaOf(from) === 'dashboard' && areaOf(to) !== 'dashboard')
    const isShared = ({ to, isType }: Import) => isType || sharedWithDashboard.includes(to)
    expect(foreign.filter((one) => !isShared(one)).map(show)).toEqual([])
    const types = foreign.filter(({ to }) => !sharedWithDashboard.includes(to))
    expect(
      types.filter(({ from, to }) => from !== 'dashboard/api.ts' || !/^app\.ts$|routes\.ts$/.test(to)).map(show),
    ).toEqual([])
    const reached = sharedWithDashboard.flatMap((file) => [file, ...reachableFrom(file)])
    expect(reached.filter((file) => /store\.ts$|routes\.ts$/.test(file) || areaOf(file) === 'storage')).toEqual([])
    const packages = imports.filter(({ from, to }) => reached.includes(from) && !texts.has(to))
    expect(packages.map(show)).toEqual([])
  })

  it('keeps the snippet to itself', () => {
    expect(local.filter(({ from, to }) => from === 'tracker/till.ts' || to === 'tracker/till.ts').map(show)).toEqual([])
  })
})

function importsOf(from: string): Import[] {
  const statements = codeOf(from).matchAll(
    /^(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
  )
  const dynamic = codeOf(from).matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  const found = [
    ...[...statements].map(([, type, to, bare]) => ({ to: to ?? bare ?? '', isType: type !== undefined })),
    ...[...dynamic].map(([, to = '']) => ({ to, isType: false })),
  ]
  return found.map(({ to, isType }) => ({
    from,
    to: to.startsWith('.') ? relative(src, resolve(src, dirname(from), to)).replaceAll('\\', '/') : to,
    isType,
  }))
}

/** A file without its comments. */
function codeOf(file: string): string {
  return (texts.get(file) ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}

function areaOf(file: string): string {
  if (foundation.includes(file)) return 'foundation'
  if (entries.includes(file) || /^(?:cli|demo|reader)\//.test(file)) return 'entries'
  return file.includes('/') ? (file.split('/')[0] ?? '') : file.replace('.ts', '')
}

function reachableFrom(file: string, seen = new Set<string>()): string[] {
  for (const { from, to, isType } of local)
    if (from === file && !isType && !seen.has(to)) {
      seen.add(to)
      reachableFrom(to, seen)
    }
  return [...seen]
}

/** One cycle, as the files along it; types count: they tie files together for readers too. */
function findCycle(): string[] {
  const done = new Set<string>()
  const walk = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return []
    for (const { from, to } of local) {
      const cycle = from === file && texts.has(to) ? walk(to, [...way, file]) : []
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of files) {
    const cycle = walk(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

function show({ from, to }: Import): string {
  return `${from} → ${to}`
}
