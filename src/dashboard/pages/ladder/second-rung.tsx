import { Alert, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Evidence } from '../../queries/survey.ts'
import { sharesOf } from './attributed-rung.tsx'
import { Counted, type Ladder, Rung } from './rung.tsx'

type Second = Evidence['rungs']['second']
type Props = { readonly rung: Second; readonly orders: number; readonly ladder: Ladder }

/** Two ways of measuring that don't share the click's weaknesses: codes, and asking. */
export function SecondRung({ rung: { codes, heard }, orders, ladder }: Props) {
  const { t } = useTranslation()
  const hasCodes = codes.codeOnly + codes.both > 0
  return (
    <Rung name="second" number={4} ladder={ladder}>
      {hasCodes ? <Codes codes={codes} orders={orders} /> : <Text size="sm">{t('evidence.second.noCodes')}</Text>}
      {heard.answered > 0 ? (
        <Heard heard={heard} />
      ) : (
        <Text size="sm">
          {t('evidence.second.noAnswers')}{' '}
          <Link to="/survey" style={{ color: 'var(--accent-text)' }}>
            {t('evidence.second.ask')}
          </Link>
        </Text>
      )}
    </Rung>
  )
}

function Codes({ codes, orders }: { readonly codes: Second['codes']; readonly orders: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { codeOnly, both, clickOnly, union, share, missed, byCode } = codes
  const leaking = byCode.filter(({ isLeakLikely }) => isLeakLikely)
  const counts = {
    codeOnly: format.count(codeOnly),
    both: format.count(both),
    clickOnly: format.count(clickOnly),
    union: format.count(union),
    orders: format.count(orders),
  }
  return (
    <>
      <Counted>
        {t('evidence.second.union', counts)}
        {share && canSpeakOfRate(union) && ` ${t('evidence.share', sharesOf(share, format))}`}
      </Counted>
      <Text size="sm" className="numbers">
        {t('evidence.second.parts', counts)}
        {missed && canSpeakOfRate(missed.n) && ` ${t('evidence.second.missed', sharesOf(missed, format))}`}
      </Text>
      {leaking.map(({ code, orders: used, withoutClick }) => (
        <Alert key={code} color="yellow" variant="light">
          {t('evidence.second.leak', { code, orders: format.count(used), without: format.count(withoutClick) })}
        </Alert>
      ))}
    </>
  )
}

function Heard({ heard }: { readonly heard: Second['heard'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { answered, social, missed } = heard
  const { share, bounds } = social
  return (
    <>
      <Counted>
        {t('evidence.second.social', { social: format.count(social.answers), answered: format.count(answered) })}
        {share && canSpeakOfRate(answered) && ` ${t('evidence.share', sharesOf(share, format))}`}
      </Counted>
      {bounds && canSpeakOfRate(answered) && (
        <Text size="sm" className="numbers">
          {t('evidence.second.bounds', { low: format.percent(bounds.low, 0), high: format.percent(bounds.high, 0) })}
        </Text>
      )}
      {missed.ofSocial > 0 && (
        <Text size="sm" className="numbers">
          {t('evidence.second.noClick', { orders: format.count(missed.orders), social: format.count(missed.ofSocial) })}
        </Text>
      )}
    </>
  )
}
