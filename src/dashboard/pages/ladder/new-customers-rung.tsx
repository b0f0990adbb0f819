import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Evidence } from '../../queries/survey.ts'
import { sharesOf } from './attributed-rung.tsx'
import { Counted, type Ladder, Rung } from './rung.tsx'

type NewCustomers = Evidence['rungs']['newCustomers']
type Props = { readonly rung: NewCustomers; readonly ladder: Ladder }

export function NewCustomersRung({ rung: { attributed, others, words }, ladder }: Props) {
  const { t } = useTranslation()
  return (
    <Rung name="newCustomers" number={2} ladder={ladder}>
      <Counted>
        {attributed.known === 0 ? t('evidence.newCustomers.none') : t(`evidence.newCustomers.words.${words}`)}
      </Counted>
      {attributed.known > 0 && (
        <>
          <Line which="attributed" count={attributed} />
          <Line which="others" count={others} />
        </>
      )}
    </Rung>
  )
}

type LineProps = { readonly which: 'attributed' | 'others'; readonly count: NewCustomers['attributed'] }

function Line({ which, count }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = { new: format.count(count.new), known: format.count(count.known), all: format.count(count.orders) }
  const isRate = count.share !== null && canSpeakOfRate(count.known)
  return (
    <Text size="sm" className="numbers">
      {t(`evidence.newCustomers.${which}`, counts)}
      {isRate && count.share && ` ${t('evidence.share', sharesOf(count.share, format))}`}
    </Text>
  )
}
