import { Box, Card, List, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { canSpeakOfRate } from '../../parts/rate.ts'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { type HeardReport, heardQuery } from '../../queries/survey.ts'
import table from '../report/breakdown.module.css'
import { placeName } from './place-name.ts'

const days = 90

/** What was said of the last 90 days' orders, with how far it may be off. */
export function Answers() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const { data, error, refetch } = useQuery(heardQuery({ shopId, from: day(days - 1), to: day(0) }))
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={320} radius="lg" />
  return (
    <Card padding={0} component="section">
      <Box p="lg" pb="sm">
        <Title order={2}>{t('survey.answers.title', { days })}</Title>
        <Summary report={data} />
      </Box>
      {data.rows.length > 0 && <Shares report={data} />}
      <Stack gap={4} p="lg" pt="sm">
        <Beside report={data} />
      </Stack>
    </Card>
  )
}

function Summary({ report: { answered, orders, responseRate } }: { readonly report: HeardReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = { answered: format.count(answered), orders: format.count(orders) }
  return (
    <Text size="sm" c="dimmed" mt={4} maw={620}>
      {responseRate && canSpeakOfRate(orders)
        ? t('survey.answers.rate', { ...counts, rate: format.percent(responseRate.value, 0) })
        : t('survey.answers.counts', counts)}{' '}
      {t('survey.answers.lead')}
    </Text>
  )
}

function Shares({ report }: { readonly report: HeardReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayShare = canSpeakOfRate(report.answered)
  const max = Math.max(...report.rows.map(({ share }) => share?.high ?? 0))
  const percent = (value: number) => format.percent(value, 0)
  return (
    <table className={`${table.table} numbers`}>
      <thead>
        <tr>
          {(['place', 'answers', 'share', 'bounds'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`survey.answers.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.rows.map(({ place, answers, share, bounds }) => (
          <tr key={place}>
            <th scope="row">{placeName(place, t)}</th>
            <td data-label={t('survey.answers.answers')}>{format.count(answers)}</td>
            <td data-label={t('survey.answers.share')} className={table.rate}>
              {share && mayShare && canSpeakOfRate(answers) ? (
                <>
                  {percent(share.value)}
                  <IntervalBar interval={share} max={max} />
                </>
              ) : (
                <Text span size="sm" c="dimmed">
                  {t('report.tooFew')}
                </Text>
              )}
            </td>
            <td data-label={t('survey.answers.bounds')}>
              {bounds && mayShare ? `${percent(bounds.low)}–${percent(bounds.high)}` : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What clicks say of the same orders, and answers that are in no share. */
function Beside({ report }: { readonly report: HeardReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { missed, agreement, untied, ofUnknownOrders } = report
  const lines = [
    missed.ofSocial > 0 &&
      t('survey.answers.missed', { orders: format.count(missed.orders), ofSocial: format.count(missed.ofSocial) }),
    agreement.compared > 0 &&
      t('survey.answers.agree', {
        agreeing: format.count(agreement.agreeing),
        compared: format.count(agreement.compared),
      }),
    untied > 0 && t('survey.answers.untied', { count: untied }),
    ofUnknownOrders > 0 && t('survey.answers.unknown', { count: ofUnknownOrders }),
  ]
  return (
    <>
      {lines.map(
        (line) =>
          line !== false && (
            <Text key={line} size="sm">
              {line}
            </Text>
          ),
      )}
      <Disagreeing report={report} />
    </>
  )
}

/** The pairs that differ, the most frequent first. */
function Disagreeing({ report: { agreement } }: { readonly report: HeardReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const pairs = agreement.rows.filter(({ said, clicked }) => said !== clicked && said !== 'unknown').slice(0, 5)
  if (pairs.length === 0) return null
  return (
    <Box fz="sm" c="dimmed">
      {t('survey.answers.differ')}
      <List size="sm" className="numbers">
        {pairs.map(({ said, clicked, orders }) => (
          <List.Item key={`${said} ${clicked}`}>
            {t('survey.answers.pair', {
              said: placeName(said, t),
              clicked: clicked === null ? t('survey.answers.noClick') : placeName(clicked, t),
              orders: format.count(orders),
            })}
          </List.Item>
        ))}
      </List>
    </Box>
  )
}
