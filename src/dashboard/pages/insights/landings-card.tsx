import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type Format, useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { type InsightAsked, type Landings, landingsQuery } from '../../queries/insights.ts'
import { InsightCard } from './insight-card.tsx'
import classes from './insights.module.css'
import { sayShare } from './say.ts'

const rowsShown = 8
const mismatchesShown = 3

export function LandingsCard({ asked }: { readonly asked: InsightAsked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(landingsQuery(asked))
  return (
    <InsightCard
      title={t('insights.landings.title')}
      headline={data && sayTotals(data, t, format)}
      error={error}
      onRetry={() => void refetch()}
      doesNotSay={[t('insights.landings.not'), t('insights.landings.notConsent')]}
      further={{ to: '/report/coverage', label: t('insights.landings.further') }}
    >
      {data?.whyNot === null && <Mismatches data={data} />}
      {data?.whyNot === null && <Posts data={data} />}
    </InsightCard>
  )
}

function sayTotals({ totals, whyNot }: Landings, t: TFunction, format: Format): string {
  const { seconds, bounced, visits } = totals
  if (whyNot !== null || seconds === null || bounced === null) return t('insights.landings.none')
  if (!canSpeakOfRate(visits)) return t('insights.landings.few', { count: visits })
  return t('insights.landings.headline', {
    seconds: t('insights.seconds', { count: Math.round(seconds.mean) }),
    share: format.percent(bounced.value, 0),
  })
}

function Mismatches({ data: { mismatches } }: { readonly data: Landings }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { found, compared, fewestVisits } = mismatches
  if (found.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {compared === 0
          ? t('insights.landings.notCompared', { count: fewestVisits })
          : t('insights.landings.noMismatch', { count: compared })}
      </Text>
    )
  return found.slice(0, mismatchesShown).map((one) => (
    <Alert key={`${one.post} ${one.page}`} color="yellow" icon={<IconAlertTriangle size={18} />}>
      <Text size="sm" fw={600} className="break">
        {t('insights.landings.mismatch', {
          post: one.label,
          page: one.page,
          own: format.percent(one.bounced.value, 0),
          others: format.percent(one.others.bounced.value, 0),
        })}
      </Text>
      <Text size="sm">{one.remedy}</Text>
    </Alert>
  ))
}

function LeftAtOnce({ row: { bounced, visits } }: { readonly row: Landings['rows'][number] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const label = t('insights.landings.bounced')
  if (!bounced || !canSpeakOfRate(visits)) return <td data-label={label}>{t('insights.tooFew')}</td>
  const said = sayShare(bounced, t, format)
  return (
    <td data-label={label}>
      {said.value}
      <span className={classes.range}>{said.range}</span>
    </td>
  )
}

function Posts({ data }: { readonly data: Landings }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rows = data.rows.filter(({ visits }) => visits > 0)
  return (
    <div className={classes.scroll}>
      <table className={`${classes.table} ${classes.stacked} numbers`}>
        <thead>
          <tr>
            <th scope="col">{t('report.by.post')}</th>
            <th scope="col">{t('insights.landings.visits')}</th>
            <th scope="col">{t('insights.landings.arrived')}</th>
            <th scope="col">{t('insights.landings.active')}</th>
            <th scope="col" title={data.bounceMeans}>
              {t('insights.landings.bounced')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsShown).map((row) => (
            <tr key={row.key}>
              <th scope="row" className="break">
                {row.label}
              </th>
              <td data-label={t('insights.landings.visits')}>{format.count(row.visits)}</td>
              <td data-label={t('insights.landings.arrived')}>
                {row.landed && canSpeakOfRate(row.clicks) ? format.percent(row.landed.value, 0) : '–'}
              </td>
              <td data-label={t('insights.landings.active')}>
                {row.seconds ? t('insights.sec', { value: format.count(Math.round(row.seconds.mean)) }) : '–'}
              </td>
              <LeftAtOnce row={row} />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > rowsShown && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('insights.landings.more', { count: rows.length - rowsShown })}
        </Text>
      )}
    </div>
  )
}
