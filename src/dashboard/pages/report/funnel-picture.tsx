import { Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { Funnel, FunnelLevel, FunnelStep } from '../../queries/funnel.ts'
import classes from './funnel.module.css'
import { FunnelGap } from './funnel-gap.tsx'
import { FunnelStepLine } from './funnel-step.tsx'
import { widthOf } from './funnel-width.ts'

type Props = Pick<Funnel, 'totals' | 'by'>

/** The shop as five steps, the widest at the top; what isn't known is hatched. */
export function FunnelPicture({ totals, by }: Props) {
  const { t } = useTranslation()
  const { levels, steps, hint } = totals
  const most = Math.max(...levels.map(({ value }) => value ?? 0))
  return (
    <Card component="section">
      <Title order={2}>{t('funnel.shop')}</Title>
      <Text size="sm" mt={4} maw={680}>
        {t(`funnel.hint.${hint.kind}`)} {hint.kind === 'drop' ? hint.says : t(`funnel.hint.by.${by}`)}
      </Text>
      <ol className={classes.picture}>
        {levels.map((level) => (
          <PictureStep key={level.level} level={level} step={steps.find(({ to }) => to === level.level)} most={most} />
        ))}
      </ol>
      <Text size="xs" c="dimmed">
        {t('funnel.scale')}
      </Text>
    </Card>
  )
}

type StepProps = { readonly level: FunnelLevel; readonly step: FunnelStep | undefined; readonly most: number }

function PictureStep({ level, step, most }: StepProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { value, unit } = level
  return (
    <li className={classes.step} data-level={level.level}>
      <Group justify="space-between" gap="xs" align="baseline">
        <LevelBadge level={level.level} />
        {value !== null && (
          <Text size="sm" className="numbers">
            <b className={classes.value}>
              {level.completeness === 'partial'
                ? t('funnel.atLeast', { value: format.count(value) })
                : format.count(value)}
            </b>{' '}
            {unit}
          </Text>
        )}
      </Group>
      {value !== null && (
        <div
          className={classes.bar}
          data-near={level.level >= 4 || undefined}
          role="img"
          aria-label={t('funnel.bar', { value: format.count(value), unit })}
        >
          <div style={{ width: `${widthOf(value, most)}%` }} />
        </div>
      )}
      <FunnelGap level={level} />
      {step && <FunnelStepLine step={step} />}
    </li>
  )
}
