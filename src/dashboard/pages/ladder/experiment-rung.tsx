import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Evidence } from '../../queries/survey.ts'
import { Counted, type Ladder, Rung } from './rung.tsx'

type Props = { readonly rung: Evidence['rungs']['experiment']; readonly ladder: Ladder }

/** The one rung that is about what the posts brought about, in the experiment's own words. */
export function ExperimentRung({ rung, ladder }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Rung
      name="experiment"
      number={5}
      ladder={ladder}
      next={
        <Link to="/experiments" style={{ color: 'var(--accent-text)' }}>
          {t('evidence.experiment.go')}
        </Link>
      }
    >
      {rung === null ? (
        <Counted>{t('evidence.experiment.none')}</Counted>
      ) : (
        <>
          <Counted>{rung.words}</Counted>
          <Text size="sm">{rung.intervalWords}</Text>
          <Text size="sm" c="dimmed">
            {t('evidence.experiment.when', {
              hypothesis: rung.hypothesis,
              from: format.day(rung.from),
              to: format.day(rung.to),
            })}
          </Text>
        </>
      )}
    </Rung>
  )
}
