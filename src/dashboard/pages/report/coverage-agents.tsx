import { Box, Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { CoverageReport } from '../../queries/coverage.ts'
import { programName } from '../clicks/names.ts'
import table from './breakdown.module.css'
import classNames from './coverage.module.css'

const groupings = ['byBrowser', 'byDevice'] as const
type Grouping = (typeof groupings)[number]
type OrderGroup = CoverageReport['agents'][Grouping][number]
type AgentName = OrderGroup | ClickGroup
type ClickGroup = CoverageReport['clickIds']['agents'][Grouping][number]

/** Where clicks and orders get lost, by what people clicked with. */
export function CoverageAgents({ report }: { readonly report: CoverageReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [grouping, setGrouping] = useState<Grouping>('byBrowser')
  const rows = join(report.clickIds.agents[grouping], report.agents[grouping])
  const knowsIds = report.clickIds.survived !== null
  const isPassedOn = report.agents[grouping].some(({ passedOn }) => passedOn > 0)
  if (rows.length === 0) return null
  const columns = ['clicks', 'arrived', 'orders', 'seen'] as const
  return (
    <Card padding={0} component="section">
      <Box p="lg" pb="sm">
        <Group justify="space-between" gap="sm">
          <Title order={2}>{t('coverageReport.agents.title')}</Title>
          <SegmentedControl
            size="sm"
            aria-label={t('coverageReport.agents.group')}
            value={grouping}
            onChange={(value) => setGrouping(groupings.find((one) => one === value) ?? 'byBrowser')}
            data={groupings.map((value) => ({ value, label: t(`coverageReport.agents.${value}`) }))}
          />
        </Group>
        <Text size="sm" c="dimmed" mt={4} maw={620}>
          {t('coverageReport.agents.lead')}
        </Text>
      </Box>
      <table className={`${table.table} ${classNames.two} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('coverageReport.agents.name')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`coverageReport.agents.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, clicks, orders }) => (
            <tr key={`${name.kind} ${name.key}`}>
              <th scope="row">{sayName(name, t)}</th>
              <td data-label={t('coverageReport.agents.clicks')}>{clicks ? format.count(clicks.clicks) : '–'}</td>
              <td data-label={t('coverageReport.agents.arrived')}>
                {clicks && knowsIds ? format.percent(clicks.survived.value, 0) : '–'}
              </td>
              <td data-label={t('coverageReport.agents.orders')}>{orders ? format.count(orders.orders) : '–'}</td>
              <td data-label={t('coverageReport.agents.seen')}>{saySeen(orders, t, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isPassedOn && report.agents[grouping].length > 0 && (
        <Text size="sm" c="dimmed" p="lg" pt="sm">
          {t('coverageReport.agents.notPassed')}
        </Text>
      )}
    </Card>
  )
}

type Joined = { readonly name: AgentName; readonly clicks?: ClickGroup; readonly orders?: OrderGroup }

/** One row for both; those of too few clicks or orders are in the others of that column alone. */
function join(clicks: readonly ClickGroup[], orders: readonly OrderGroup[]): Joined[] {
  const rows = new Map<string, Joined>()
  for (const one of clicks) rows.set(`${one.kind} ${one.key}`, { name: one, clicks: one })
  for (const one of orders) {
    const key = `${one.kind} ${one.key}`
    rows.set(key, { name: one, ...rows.get(key), orders: one })
  }
  const isLast = ({ name }: Joined) => Number(name.kind === 'others')
  return [...rows.values()].toSorted((a, b) => isLast(a) - isLast(b))
}

function saySeen(group: OrderGroup | undefined, t: TFunction, format: Format): string {
  if (!group || group.passedOn === 0) return '–'
  if (group.seen === null || !canSpeakOfRate(group.seen.n)) return t('coverageReport.agents.tooFew')
  const { value, low, high } = group.seen
  return `${format.percent(value, 0)} (${format.percent(low, 0)}–${format.percent(high, 0)})`
}

function sayName(name: AgentName, t: TFunction): string {
  switch (name.kind) {
    case 'app':
      if (name.key === 'webview') return t('coverageReport.agents.webview')
      return t('coverageReport.agents.inApp', { name: programName({ app: name.key, browser: 'unknown' }) })
    case 'browser':
      return programName({ app: 'none', browser: name.key }) || t('coverageReport.agents.unknown')
    case 'device':
      return t(`coverageReport.agents.device.${name.key}`)
    default:
      return t(`coverageReport.agents.${name.kind}`)
  }
}
